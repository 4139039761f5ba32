package org.darsena.model.validate;

import org.darsena.model.container.Resources;

/// Rules for limits.
final class LimitRules {
    private static final long MIN_MEMORY = 4 << 20;
    private static final long MAX_MEMORY = 1L << 50;
    private static final double MIN_CPUS = 0.01;
    private static final int MAX_CPUS = 1024;

    private LimitRules() {}

    static void check(Resources limits, String place, Report report) {
        if (limits.memoryBytes() != null) {
            Texts.range(limits.memoryBytes(), MIN_MEMORY, MAX_MEMORY, "memory.range", place + "/memory", report);
        }
        Double cpus = limits.cpus();
        if (cpus != null) {
            report.require(
                    cpus >= MIN_CPUS && cpus <= MAX_CPUS, "cpus.range", place + "/cpus", cpus, MIN_CPUS, MAX_CPUS);
        }
        if (limits.cpuShares() != null) {
            Texts.range(limits.cpuShares(), 2, 262_144, "shares.range", place + "/cpuShares", report);
        }
        if (limits.pids() != null) {
            Texts.range(limits.pids(), 1, 4_194_304, "pids.range", place + "/pids", report);
        }
    }
}
