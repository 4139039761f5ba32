/// What is on disk: a folder per container, written atomically. A cache: the kernel is asked before each
/// verb.
@NullMarked
package org.darsena.runtime.store;

import org.jspecify.annotations.NullMarked;
