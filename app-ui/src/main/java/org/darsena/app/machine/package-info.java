/// What the machine behind the helper can and cannot do.
@NullMarked
package org.darsena.app.machine;

import org.jspecify.annotations.NullMarked;
