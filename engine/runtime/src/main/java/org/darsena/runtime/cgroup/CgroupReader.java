package org.darsena.runtime.cgroup;

import java.nio.file.Path;
import java.util.Optional;

/// Reads a container's figures once. The sampler has its own, quicker way with kept descriptors.
final class CgroupReader {
    private CgroupReader() {}

    static CgroupUsage read(ContainerCgroup cgroup) {
        return new CgroupUsage(cpu(cgroup), memory(cgroup), pids(cgroup), oomKills(cgroup));
    }

    private static long cpu(ContainerCgroup cgroup) {
        Optional<Path> dir = cgroup.path("cpuacct");
        if (dir.isEmpty()) {
            return -1;
        }
        return CgroupFiles.read(dir.get().resolve("cpuacct.usage"))
                .map(t -> CgroupFiles.number(t).orElse(-1))
                .orElseGet(() -> CgroupFiles.read(dir.get().resolve("cpu.stat"))
                        .map(t -> CgroupFiles.keyed(t, "usage_usec").orElse(-1))
                        .map(us -> us < 0 ? us : us * 1000)
                        .orElse(-1L));
    }

    private static long memory(ContainerCgroup cgroup) {
        return first(cgroup, "memory", "memory.usage_in_bytes", "memory.current");
    }

    private static long pids(ContainerCgroup cgroup) {
        return first(cgroup, "pids", "pids.current", "pids.current");
    }

    private static long first(ContainerCgroup cgroup, String controller, String v1, String v2) {
        Optional<Path> dir = cgroup.path(controller);
        if (dir.isEmpty()) {
            return -1;
        }
        return CgroupFiles.number(dir.get().resolve(v1))
                .orElseGet(() -> CgroupFiles.number(dir.get().resolve(v2)).orElse(-1));
    }

    static long oomKills(ContainerCgroup cgroup) {
        Optional<Path> dir = cgroup.path("memory");
        if (dir.isEmpty()) {
            return -1;
        }
        return CgroupFiles.read(dir.get().resolve("memory.oom_control"))
                .or(() -> CgroupFiles.read(dir.get().resolve("memory.events")))
                .map(t -> CgroupFiles.keyed(t, "oom_kill").orElse(-1))
                .orElse(-1L);
    }
}
