package org.darsena.model.container;

import org.jspecify.annotations.Nullable;

/// Limits, in one form for cgroup v1 and v2; null: no limit.
///
/// @param memoryBytes memory.limit_in_bytes or memory.max, at least 4 MiB
/// @param cpus processors' worth of time, e.g. 0.5; cpu.cfs_quota_us or cpu.max; 0.01–1024
/// @param cpuShares relative weight, 2–262144 as in v1; cpu.shares or (converted) cpu.weight
/// @param pids processes and threads, pids.max, at least 1
/// @param more what is asked for more seldom
public record Resources(
        @Nullable Long memoryBytes,
        @Nullable Double cpus,
        @Nullable Long cpuShares,
        @Nullable Long pids,
        Controls more) {

    public static final Resources DEFAULT = new Resources(512L << 20, 1.0, null, 256L);
    public static final Resources UNLIMITED = new Resources(null, null, null, null);

    /// With the four usual limits only.
    public Resources(@Nullable Long memoryBytes, @Nullable Double cpus, @Nullable Long cpuShares, @Nullable Long pids) {
        this(memoryBytes, cpus, cpuShares, pids, Controls.NONE);
    }
}
