/// What /proc says, parsed apart from reading; the root is movable so that tests read fixture folders.
@NullMarked
package org.darsena.runtime.proc;

import org.jspecify.annotations.NullMarked;
