package org.darsena.runtime.cgroup;

import java.nio.file.Path;
import java.util.Set;
import org.darsena.model.plan.LimitTable;

/// One mounted tree of cgroups.
///
/// @param mount where it is mounted
/// @param controllers what it steers: `memory`, `pids` …; may be empty for the bare v2 tree of a hybrid
///     machine
/// @param unified whether it is version 2
public record Hierarchy(Path mount, Set<String> controllers, boolean unified) {
    public Hierarchy {
        controllers = Set.copyOf(controllers);
    }

    /// Whether a container is in it only where its limits ask for that.
    boolean seldom() {
        return !unified && controllers.stream().allMatch(LimitTable::seldom);
    }
}
