/// Control groups, version 1, 2 and hybrid: found, made, limited, read, frozen, killed and removed, all
/// below one parent of ours.
@NullMarked
package org.darsena.runtime.cgroup;

import org.jspecify.annotations.NullMarked;
