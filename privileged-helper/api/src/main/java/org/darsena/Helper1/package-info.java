/// Named after the helper on the bus, see [org.darsena.Helper1.Error].
@NullMarked
package org.darsena.Helper1;

import org.jspecify.annotations.NullMarked;
