package org.darsena.model.plan;

import java.util.List;

/// What is given to a container's root so that it may manage a sub-tree of cgroup v2: of what
/// /sys/kernel/cgroup/delegate names that by which processes and controllers are placed. All files that limit the
/// container itself stay root's.
public final class Delegation {
    public static final List<String> FILES = List.of("cgroup.procs", "cgroup.threads", "cgroup.subtree_control");

    private Delegation() {}
}
