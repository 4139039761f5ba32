@NullMarked
package org.darsena.runtime;

import org.jspecify.annotations.NullMarked;
