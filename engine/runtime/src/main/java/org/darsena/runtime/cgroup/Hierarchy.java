package org.darsena.runtime.cgroup;

import java.nio.file.Path;
import java.util.Set;

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
}
