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
import org.darsena.runtime.cgroup.Cgroups;
import org.darsena.runtime.cgroup.Hierarchy;

/// Where a container stands in each cgroup tree, with the values that say something.
final class CgroupView {
    private static final Map<String, List<String>> V1 = Map.of(
            "memory",
            List.of(
                    "memory.limit_in_bytes",
                    "memory.memsw.limit_in_bytes",
                    "memory.usage_in_bytes",
                    "memory.max_usage_in_bytes",
                    "memory.failcnt"),
            "cpu",
            List.of("cpu.shares", "cpu.cfs_period_us", "cpu.cfs_quota_us"),
            "cpuacct",
            List.of("cpuacct.usage"),
            "pids",
            List.of("pids.max", "pids.current"),
            "freezer",
            List.of("freezer.state"),
            "devices",
            List.of("devices.list"));
    private static final List<String> V2 = List.of(
            "memory.max",
            "memory.swap.max",
            "memory.current",
            "memory.peak",
            "cpu.max",
            "cpu.weight",
            "pids.max",
            "pids.current",
            "pids.peak",
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
            for (String controller : h.unified()
                    ? List.of("unified")
                    : h.controllers().stream().sorted().toList()) {
                ObjectNode node = out.addObject()
                        .put("controller", controller)
                        .put("version", h.unified() ? 2 : 1)
                        .put("path", path(stands, h, controller));
                ObjectNode values = node.putObject("values");
                for (String file : h.unified() ? V2 : V1.getOrDefault(controller, List.of())) {
                    if (Files.exists(dir.resolve(file))) {
                        values.put(file, Files.readString(dir.resolve(file)).strip());
                    }
                }
            }
        }
        return out;
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
