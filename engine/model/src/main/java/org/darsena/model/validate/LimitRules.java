package org.darsena.model.validate;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.darsena.model.container.Controls;
import org.darsena.model.container.Controls.IoRate;
import org.darsena.model.container.CpuList;
import org.darsena.model.container.DeviceRule;
import org.darsena.model.container.Resources;
import org.jspecify.annotations.Nullable;

/// Rules for limits.
final class LimitRules {
    private static final long MIN_MEMORY = 4 << 20;
    private static final long MAX_MEMORY = 1L << 50;
    private static final double MIN_CPUS = 0.01;
    private static final int MAX_CPUS = 1024;
    private static final long MAX_RATE = 1L << 50;
    private static final long MAX_CLASS = 0xffff_ffffL;
    private static final long MAX_PRIORITY = Integer.MAX_VALUE;
    private static final int MAX_RULES = 256;
    private static final Pattern DEVICE = Pattern.compile("[0-9]{1,4}:[0-9]{1,7}");
    private static final Pattern PAGE = Pattern.compile("[1-9][0-9]{0,3}[KMG]B");
    private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9_.-]{1,15}");

    private LimitRules() {}

    static void check(Resources limits, String place, Report report) {
        each(limits, place, report);
        Controls more = limits.more();
        Long memory = limits.memoryBytes();
        if (more.swapBytes() != null) {
            report.require(memory != null, "swap.no-memory", place + "/swap", more.swapBytes());
        }
        if (memory != null && more.memoryLow() != null) {
            report.require(
                    more.memoryLow() <= memory, "memory.low-above", place + "/memoryLow", more.memoryLow(), memory);
        }
        if (memory != null && more.memoryHigh() != null && more.memoryHigh() > memory) {
            report.warning("memory.high-above", place + "/memoryHigh", more.memoryHigh(), memory);
        }
    }

    /// What can be said of each limit without the others.
    static void each(Resources limits, String place, Report report) {
        range(limits.memoryBytes(), MIN_MEMORY, MAX_MEMORY, "memory.range", place + "/memory", report);
        Double cpus = limits.cpus();
        if (cpus != null) {
            report.require(
                    cpus >= MIN_CPUS && cpus <= MAX_CPUS, "cpus.range", place + "/cpus", cpus, MIN_CPUS, MAX_CPUS);
        }
        range(limits.cpuShares(), 2, 262_144, "shares.range", place + "/cpuShares", report);
        range(limits.pids(), 1, 4_194_304, "pids.range", place + "/pids", report);
        Controls more = limits.more();
        range(more.swapBytes(), 0, MAX_MEMORY, "memory.range", place + "/swap", report);
        range(more.memoryLow(), 0, MAX_MEMORY, "memory.range", place + "/memoryLow", report);
        range(more.memoryHigh(), MIN_MEMORY, MAX_MEMORY, "memory.range", place + "/memoryHigh", report);
        list(more.cpusetCpus(), place + "/cpuset", report);
        list(more.cpusetMems(), place + "/cpusetMems", report);
        range(more.ioWeight(), 10, 1000, "limit.range", place + "/ioWeight", report);
        rates(more, place + "/ioRates", report);
        amounts(more.hugetlb(), PAGE, "hugetlb.page", MAX_MEMORY, place + "/hugetlb", report);
        range(more.netClass(), 0, MAX_CLASS, "limit.range", place + "/netClass", report);
        amounts(more.netPriorities(), INTERFACE, "iface.name", MAX_PRIORITY, place + "/netPriorities", report);
        devices(more, place + "/devices", report);
    }

    private static void range(@Nullable Long value, long min, long max, String rule, String place, Report report) {
        if (value != null) {
            Texts.range(value, min, max, rule, place, report);
        }
    }

    private static void list(@Nullable String list, String place, Report report) {
        if (list != null) {
            report.require(CpuList.parse(list).isPresent(), "cpuset.list", place, list);
        }
    }

    private static void rates(Controls more, String place, Report report) {
        Texts.count(more.ioRates(), place, MAX_RULES, report);
        Set<String> seen = new HashSet<>();
        Texts.each(more.ioRates(), place, (IoRate rate, String at) -> {
            report.require(DEVICE.matcher(rate.device()).matches(), "io.device", at + "/device", rate.device());
            report.require(seen.add(rate.device()), "io.twice", at + "/device", rate.device());
            range(rate.readBps(), 1, MAX_RATE, "limit.range", at + "/readBps", report);
            range(rate.writeBps(), 1, MAX_RATE, "limit.range", at + "/writeBps", report);
            range(rate.readIops(), 1, Integer.MAX_VALUE, "limit.range", at + "/readIops", report);
            range(rate.writeIops(), 1, Integer.MAX_VALUE, "limit.range", at + "/writeIops", report);
        });
    }

    private static void amounts(
            Map<String, Long> amounts, Pattern keys, String rule, long max, String place, Report report) {
        Texts.count(amounts.keySet(), place, MAX_RULES, report);
        amounts.forEach((key, value) -> {
            String at = place + "/" + Texts.pointer(key);
            report.require(keys.matcher(key).matches(), rule, at, key);
            Texts.range(value, 0, max, "limit.range", at, report);
        });
    }

    private static void devices(Controls more, String place, Report report) {
        if (Texts.count(more.devices(), place, MAX_RULES, report)) {
            report.require(DeviceRule.allowed(more.devices()).isPresent(), "devices.part", place);
        }
    }
}
