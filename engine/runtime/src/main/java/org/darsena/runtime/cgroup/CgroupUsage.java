package org.darsena.runtime.cgroup;

/// What a container used up to now; -1: not known.
///
/// @param cpuNanos processor time since the cgroup was made
/// @param memoryBytes charged at this moment
/// @param pids processes and threads at this moment
/// @param oomKills how often the kernel killed in it for want of memory
public record CgroupUsage(long cpuNanos, long memoryBytes, long pids, long oomKills) {}
