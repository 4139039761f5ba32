package org.darsena.model.plan;

import java.util.ArrayList;
import java.util.List;
import org.darsena.model.container.Resources;
import org.darsena.model.plan.Facts.CgroupTree;
import org.darsena.model.plan.PlanStep.SetLimit;

/// The one place that knows how a limit is written on cgroup v1 and on v2.
///
/// | limit | v1 | v2 |
/// |---|---|---|
/// | memory | memory.limit_in_bytes, memory.memsw.limit_in_bytes | memory.max, memory.swap.max 0 |
/// | cpus | cpu.cfs_period_us, cpu.cfs_quota_us | cpu.max |
/// | cpuShares | cpu.shares | cpu.weight |
/// | pids | pids.max | pids.max |
public final class Limits {
    /// Microseconds in which a processor's quota is counted.
    static final long PERIOD = 100_000;

    /// What a v1 container may touch; all else is denied. v2 has no file for it.
    private static final List<String> DEVICES = List.of(
            "c 1:3 rwm", // null
            "c 1:5 rwm", // zero
            "c 1:7 rwm", // full
            "c 1:8 rwm", // random
            "c 1:9 rwm", // urandom
            "c 5:0 rwm", // tty
            "c 5:2 rwm", // ptmx
            "c 136:* rwm"); // pts

    private Limits() {}

    /// Every value to write for `limits`; a controller the machine lacks is left out.
    public static List<SetLimit> of(Resources limits, Facts facts) {
        var steps = new ArrayList<SetLimit>();
        facts.tree("memory").ifPresent(t -> memory(steps, limits, new Writer(t, "memory", facts)));
        facts.tree("cpu").ifPresent(t -> cpu(steps, limits, new Writer(t, "cpu", facts)));
        facts.tree("pids").ifPresent(t -> {
            if (limits.pids() != null) {
                steps.add(new Writer(t, "pids", facts).set("pids.max", limits.pids()));
            }
        });
        facts.tree("devices").filter(t -> !t.unified()).ifPresent(t -> {
            var devices = new Writer(t, "devices", facts);
            steps.add(devices.set("devices.deny", "a"));
            DEVICES.forEach(rule -> steps.add(devices.set("devices.allow", rule)));
        });
        return List.copyOf(steps);
    }

    private static void memory(List<SetLimit> steps, Resources limits, Writer memory) {
        if (limits.memoryBytes() == null) {
            return;
        }
        if (memory.tree.unified()) {
            steps.add(memory.set("memory.max", limits.memoryBytes()));
            steps.add(memory.ifThere("memory.swap.max", 0)); // a limit that swap evades is none
        } else {
            steps.add(memory.set("memory.limit_in_bytes", limits.memoryBytes()));
            // memory and swap together: no swap beside it
            steps.add(memory.ifThere("memory.memsw.limit_in_bytes", limits.memoryBytes()));
        }
    }

    private static void cpu(List<SetLimit> steps, Resources limits, Writer cpu) {
        Double cpus = limits.cpus();
        if (cpus != null) {
            long quota = Math.max(1000, Math.round(cpus * PERIOD)); // the kernel takes no less than 1 ms
            if (cpu.tree.unified()) {
                steps.add(cpu.set("cpu.max", quota + " " + PERIOD));
            } else {
                steps.add(cpu.set("cpu.cfs_period_us", PERIOD));
                steps.add(cpu.set("cpu.cfs_quota_us", quota));
            }
        }
        Long shares = limits.cpuShares();
        if (shares != null) {
            steps.add(cpu.tree.unified() ? cpu.set("cpu.weight", weight(shares)) : cpu.set("cpu.shares", shares));
        }
    }

    /// v1 shares (2–262144, usual 1024) as a v2 weight (1–10000, usual 100). The curve goes through both ends and
    /// the usual value, as runc's and crun's newer one does.
    public static long weight(long shares) {
        if (shares <= 2) {
            return 1;
        }
        if (shares >= 262_144) {
            return 10_000;
        }
        double log = Math.log((double) shares) / Math.log(2);
        double exponent = (log * log + 125 * log) / 612.0 - 7.0 / 34.0;
        // not ceil of 100.00000000000001
        return (long) Math.ceil(Math.pow(10, exponent) - 1e-9);
    }

    /// The container's folder in a tree.
    public static String folder(CgroupTree tree, Facts facts) {
        return tree.mount() + "/" + facts.cgroupParent() + "/" + facts.id();
    }

    private record Writer(CgroupTree tree, String controller, Facts facts) {
        SetLimit set(String file, Object value) {
            return new SetLimit(controller, folder(tree, facts), file, String.valueOf(value), false);
        }

        SetLimit ifThere(String file, Object value) {
            return new SetLimit(controller, folder(tree, facts), file, String.valueOf(value), true);
        }
    }
}
