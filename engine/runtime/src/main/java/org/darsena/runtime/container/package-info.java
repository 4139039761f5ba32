/// The life cycle of containers: one state machine, its verbs, and what is kept in memory of each
/// container.
///
/// [Containers] is the way in. A verb claims its container by a passing state (STARTING, STOPPING,
/// DELETING), so that no lock is held while something takes time.
@NullMarked
package org.darsena.runtime.container;

import org.jspecify.annotations.NullMarked;
