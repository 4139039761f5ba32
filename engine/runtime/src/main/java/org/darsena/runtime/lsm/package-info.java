/// Linux security modules: which are there, and the AppArmor profiles of containers.
@NullMarked
package org.darsena.runtime.lsm;

import org.jspecify.annotations.NullMarked;
