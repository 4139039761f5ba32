package org.darsena.runtime.container;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.darsena.runtime.cgroup.Cgroups;
import org.darsena.runtime.cgroup.Hierarchy;

/// Where a container stands in each cgroup tree, with the values that say something.
final class CgroupView {
    private static final Map<String, List<String>> V1 = Map.ofEntries(
            Map.entry(
                    "memory",
                    List.of(
                            "memory.limit_in_bytes",
                            "memory.memsw.limit_in_bytes",
                            "memory.soft_limit_in_bytes",
                            "memory.usage_in_bytes",
                            "memory.max_usage_in_bytes",
                            "memory.failcnt",
                            "memory.oom_control")),
            Map.entry("cpu", List.of("cpu.shares", "cpu.cfs_period_us", "cpu.cfs_quota_us", "cpu.stat")),
            Map.entry("cpuacct", List.of("cpuacct.usage")),
            Map.entry(
                    "cpuset", List.of("cpuset.cpus", "cpuset.mems", "cpuset.effective_cpus", "cpuset.effective_mems")),
            Map.entry("pids", List.of("pids.max", "pids.current", "pids.events")),
            Map.entry("freezer", List.of("freezer.state")),
            Map.entry("devices", List.of("devices.list")),
            Map.entry(
                    "blkio",
                    List.of(
                            "blkio.weight",
                            "blkio.bfq.weight",
                            "blkio.throttle.read_bps_device",
                            "blkio.throttle.write_bps_device",
                            "blkio.throttle.read_iops_device",
                            "blkio.throttle.write_iops_device")),
            Map.entry("net_cls", List.of("net_cls.classid")),
            Map.entry("net_prio", List.of("net_prio.ifpriomap")));
    private static final List<String> V2 = List.of(
            "memory.max",
            "memory.swap.max",
            "memory.low",
            "memory.high",
            "memory.current",
            "memory.peak",
            "memory.events",
            "cpu.max",
            "cpu.weight",
            "cpu.stat",
            "cpuset.cpus",
            "cpuset.mems",
            "cpuset.cpus.effective",
            "cpuset.mems.effective",
            "io.weight",
            "io.bfq.weight",
            "io.max",
            "pids.max",
            "pids.current",
            "pids.peak",
            "pids.events",
            "cgroup.controllers",
            "cgroup.subtree_control",
            "cgroup.freeze");

    private final Cgroups cgroups;

    CgroupView(Cgroups cgroups) {
        this.cgroups = cgroups;
    }

    /// @param stands where its first process stands: controllers as in /proc/PID/cgroup → path
    ArrayNode of(String id, Map<String, String> stands) throws IOException {
        ArrayNode out = JsonNodeFactory.instance.arrayNode();
        for (Hierarchy h : cgroups.layout().hierarchies()) {
            Path dir = h.mount().resolve(cgroups.parent()).resolve(id);
            if (!Files.isDirectory(dir)) {
                continue; // of a controller that nothing was asked of
            }
            for (String controller : h.unified()
                    ? List.of("unified")
                    : h.controllers().stream().sorted().toList()) {
                ObjectNode node = out.addObject()
                        .put("controller", controller)
                        .put("version", h.unified() ? 2 : 1)
                        .put("path", path(stands, h, controller));
                ObjectNode values = node.putObject("values");
                for (String file : h.unified() ? v2(dir) : v1(controller, dir)) {
                    if (Files.exists(dir.resolve(file))) {
                        values.put(file, Files.readString(dir.resolve(file)).strip());
                    }
                }
            }
        }
        return out;
    }

    /// Huge pages have files by their size.
    private static List<String> v2(Path dir) throws IOException {
        return Stream.concat(V2.stream(), pages(dir, ".max").stream()).toList();
    }

    private static List<String> v1(String controller, Path dir) throws IOException {
        return controller.equals("hugetlb") ? pages(dir, ".limit_in_bytes") : V1.getOrDefault(controller, List.of());
    }

    private static List<String> pages(Path dir, String end) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.startsWith("hugetlb.") && f.endsWith(end) && !f.contains(".rsvd."))
                    .sorted()
                    .toList();
        }
    }

    private static String path(Map<String, String> stands, Hierarchy h, String controller) {
        if (h.unified()) {
            return stands.getOrDefault("", "");
        }
        return stands.entrySet().stream()
                .filter(e -> Arrays.asList(e.getKey().split(",")).contains(controller))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
