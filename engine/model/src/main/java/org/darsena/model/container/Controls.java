package org.darsena.model.container;

import java.util.List;
import java.util.Map;
import org.darsena.model.Copies;
import org.jspecify.annotations.Nullable;

/// The limits that are asked for more seldom; null or empty: not asked for, and nothing is written for it.
/// `org.darsena.model.plan.Limits` has the files of version 1 and 2 for each.
///
/// @param swapBytes swap beside the memory limit; null: none
/// @param memoryLow bytes that are taken from others first
/// @param memoryHigh bytes from which on it is slowed down and its memory reclaimed; version 2 only
/// @param cpusetCpus processors it may run on, as the kernel writes a list: `0-3,6`
/// @param cpusetMems memory nodes it may use, likewise
/// @param ioWeight share of a disk's time under contention, 10–1000, usual 100
/// @param ioRates most that it may read and write of single disks
/// @param hugetlb bytes of huge pages by their size as the kernel names it: `2MB`
/// @param netClass tag of its packets for tc(8) and nft(8), 0xAAAABBBB; version 1 only
/// @param netPriorities priority of its packets by interface; version 1 only
/// @param devices which devices it may use beyond the few that everybody may, or not
/// @param perfEvent whether perf(1) can count it by itself
/// @param delegate whether its root may make cgroups below its own
public record Controls(
        @Nullable Long swapBytes,
        @Nullable Long memoryLow,
        @Nullable Long memoryHigh,
        @Nullable String cpusetCpus,
        @Nullable String cpusetMems,
        @Nullable Long ioWeight,
        List<IoRate> ioRates,
        Map<String, Long> hugetlb,
        @Nullable Long netClass,
        Map<String, Long> netPriorities,
        List<DeviceRule> devices,
        boolean perfEvent,
        boolean delegate) {

    public static final Controls NONE = new Controls(
            null, null, null, null, null, null, List.of(), Map.of(), null, Map.of(), List.of(), false, false);

    public Controls {
        ioRates = List.copyOf(ioRates);
        hugetlb = Copies.of(hugetlb);
        netPriorities = Copies.of(netPriorities);
        devices = List.copyOf(devices);
    }

    /// Rates of one disk; null: unlimited.
    ///
    /// @param device `MAJOR:MINOR`
    public record IoRate(
            String device,
            @Nullable Long readBps,
            @Nullable Long writeBps,
            @Nullable Long readIops,
            @Nullable Long writeIops) {}
}
