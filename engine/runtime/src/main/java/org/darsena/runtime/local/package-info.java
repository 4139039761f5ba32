/// The [Engine] of this machine: containers, labs and figures put together.
@NullMarked
package org.darsena.runtime.local;

import org.jspecify.annotations.NullMarked;
