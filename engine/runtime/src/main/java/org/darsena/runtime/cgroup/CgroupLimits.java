package org.darsena.runtime.cgroup;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The limits that the kernel holds a container to, read from its cgroups; null: none.
///
/// @param cpus processors' worth of time
public record CgroupLimits(
        @Nullable Long memory,
        @Nullable Long pids,
        @Nullable Double cpus) {

    /// v1 says so where there is none: the greatest number, rounded down to a page.
    private static final long NO_LIMIT = Long.MAX_VALUE >> 1;

    public static CgroupLimits read(ContainerCgroup cgroup) {
        return new CgroupLimits(
                number(cgroup, "memory", "memory.limit_in_bytes", "memory.max"),
                number(cgroup, "pids", "pids.max", "pids.max"),
                cpus(cgroup));
    }

    private static @Nullable Long number(ContainerCgroup cgroup, String controller, String v1, String v2) {
        Optional<Path> dir = cgroup.path(controller);
        if (dir.isEmpty()) {
            return null;
        }
        OptionalLong old = CgroupFiles.number(dir.get().resolve(v1));
        OptionalLong found =
                old.isPresent() ? old : CgroupFiles.number(dir.get().resolve(v2));
        return found.isPresent() && found.getAsLong() >= 0 && found.getAsLong() < NO_LIMIT ? found.getAsLong() : null;
    }

    private static @Nullable Double cpus(ContainerCgroup cgroup) {
        Path dir = cgroup.path("cpu").orElse(null);
        if (dir == null) {
            return null;
        }
        String both = CgroupFiles.read(dir.resolve("cpu.cfs_quota_us"))
                .map(quota -> quota.strip() + " "
                        + CgroupFiles.read(dir.resolve("cpu.cfs_period_us")).orElse(""))
                .or(() -> CgroupFiles.read(dir.resolve("cpu.max")))
                .orElse("");
        String[] words = CgroupLayout.words(both);
        OptionalLong quota = words.length == 2 ? CgroupFiles.number(words[0]) : OptionalLong.empty();
        OptionalLong period = words.length == 2 ? CgroupFiles.number(words[1]) : OptionalLong.empty();
        return quota.isEmpty() || period.isEmpty() || quota.getAsLong() < 0
                ? null
                : (double) quota.getAsLong() / period.getAsLong();
    }
}
