package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.darsena.model.container.Controls;
import org.darsena.model.container.Resources;
import org.darsena.model.plan.Facts;
import org.darsena.model.plan.MachineChecks;
import org.darsena.model.plan.MachineChecks.Hardware;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.cgroup.Cgroups;
import org.darsena.runtime.cgroup.Hierarchy;

/// Whether this machine can do what limits ask for; what it cannot is refused by name.
final class LimitChecks {
    private static final Path SYS = Path.of("/sys");

    private final Cgroups cgroups;

    LimitChecks(Cgroups cgroups) {
        this.cgroups = cgroups;
    }

    /// INVALID with all that it cannot do.
    void require(Resources limits) throws EngineException {
        Refused.unlessGood(MachineChecks.of(limits, facts("c"), hardware(limits.more())));
    }

    /// What limits are planned by.
    Facts facts(String id) {
        return Facts.preview(id, "host", new Facts.Machine(cgroups.trees(), cgroups.parent(), ""));
    }

    private Hardware hardware(Controls asked) {
        boolean disks = !asked.ioRates().isEmpty();
        return new Hardware(
                list("cpus", "devices/system/cpu/online"),
                list("mems", "devices/system/node/online"),
                disks ? wholeDisks() : Set.of());
    }

    /// What may be given away: what the machine's cpusets have, or else all there is.
    private String list(String file, String all) {
        Path whole = cgroups.layout()
                .of("cpuset")
                .filter(h -> !h.unified())
                .map(Hierarchy::mount)
                .map(m -> m.resolve("cpuset.effective_" + file))
                .filter(Files::exists)
                .orElse(SYS.resolve(all));
        try {
            return Files.readString(whole).strip();
        } catch (IOException e) {
            return "0";
        }
    }

    /// `major:minor` of each. Partitions stand there too, but the kernel limits whole disks only (ENODEV else).
    private static Set<String> wholeDisks() {
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(SYS.resolve("dev/block"))) {
            for (Path disk : files) {
                if (!Files.exists(disk.resolve("partition"))) {
                    names.add(disk.getFileName().toString());
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return Set.of();
        }
        return names;
    }
}
