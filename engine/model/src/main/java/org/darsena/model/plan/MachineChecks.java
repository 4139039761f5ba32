package org.darsena.model.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.darsena.model.Problem;
import org.darsena.model.container.Controls;
import org.darsena.model.container.CpuList;
import org.darsena.model.container.Resources;
import org.jspecify.annotations.Nullable;

/// What limits ask for and one machine cannot do, each as a sentence of its own.
public final class MachineChecks {
    private static final String PLACE = "/resources/";

    private MachineChecks() {}

    /// What this machine has.
    ///
    /// @param cpus list of its processors
    /// @param mems list of its memory nodes
    /// @param disks their numbers, `8:0`
    public record Hardware(String cpus, String mems, Set<String> disks) {
        public Hardware {
            disks = Set.copyOf(disks);
        }
    }

    /// Empty: all can be done. Of the limits that every container has unless it says otherwise, those with their
    /// usual value do not count: a machine without the controller still runs containers, and says so.
    public static List<Problem> of(Resources limits, Facts facts, Hardware hardware) {
        var problems = new ArrayList<Problem>();
        for (Limits.Lack lack : Limits.lacks(limits, facts)) {
            if (!usual(lack.key(), limits)) {
                problems.add(problem(lack));
            }
        }
        Controls more = limits.more();
        within(problems, "cpuset", more.cpusetCpus(), hardware.cpus());
        within(problems, "cpusetMems", more.cpusetMems(), hardware.mems());
        for (int i = 0; i < more.ioRates().size(); i++) {
            String device = more.ioRates().get(i).device();
            if (!hardware.disks().contains(device)) {
                problems.add(Problem.error("io.no-device", PLACE + "ioRates/" + i + "/device", device));
            }
        }
        return List.copyOf(problems);
    }

    private static Problem problem(Limits.Lack lack) {
        String place = PLACE + lack.key();
        if (lack.version() != 0) {
            return Problem.error("limit.version", place, lack.version());
        }
        return lack.file().isEmpty()
                ? Problem.error("limit.controller", place, lack.controller())
                : Problem.error("limit.file", place, lack.controller(), lack.file());
    }

    private static boolean usual(String key, Resources limits) {
        return switch (key) {
            case "memory" -> Objects.equals(limits.memoryBytes(), Resources.DEFAULT.memoryBytes());
            case "cpus" -> Objects.equals(limits.cpus(), Resources.DEFAULT.cpus());
            case "pids" -> Objects.equals(limits.pids(), Resources.DEFAULT.pids());
            default -> false;
        };
    }

    private static void within(List<Problem> problems, String key, @Nullable String list, String machine) {
        if (list != null && !CpuList.within(list, machine)) {
            problems.add(Problem.error("cpuset.outside", PLACE + key, list, machine));
        }
    }
}
