package org.darsena.runtime.cgroup;

import java.nio.file.Path;
import java.util.Optional;
import org.darsena.model.container.LimitHits;

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

    static Optional<LimitHits> hits(ContainerCgroup cgroup) {
        long oom = oomKills(cgroup);
        long throttled = counted(cgroup, "cpu", "cpu.stat", "nr_throttled");
        long refused = counted(cgroup, "pids", "pids.events", "max");
        return oom < 0 && throttled < 0 && refused < 0
                ? Optional.empty()
                : Optional.of(new LimitHits(Math.max(oom, 0), Math.max(throttled, 0), Math.max(refused, 0)));
    }

    private static long counted(ContainerCgroup cgroup, String controller, String file, String key) {
        return cgroup.path(controller)
                .flatMap(dir -> CgroupFiles.read(dir.resolve(file)))
                .map(text -> CgroupFiles.keyed(text, key).orElse(-1))
                .orElse(-1L);
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
