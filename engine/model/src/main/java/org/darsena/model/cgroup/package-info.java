/// Hierarchies of control groups and their three rules, as values.
@NullMarked
package org.darsena.model.cgroup;

import org.jspecify.annotations.NullMarked;
