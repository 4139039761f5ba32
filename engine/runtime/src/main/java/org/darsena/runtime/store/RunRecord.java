package org.darsena.runtime.store;

/// What is kept of a run: enough to find its processes again, and to know that they are the same.
///
/// @param bootId of the boot it was started in
/// @param pid of its init as the host sees it
/// @param startTicks of that process, proc(5)
/// @param monitor pid of its monitor
/// @param monitorTicks start time of the monitor
/// @param started milliseconds since the epoch
public record RunRecord(String bootId, int pid, long startTicks, int monitor, long monitorTicks, long started) {}
