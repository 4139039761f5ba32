/// polkit's interfaces, as far as a test agent needs them.
@NullMarked
package org.freedesktop.PolicyKit1;

import org.jspecify.annotations.NullMarked;
