package org.darsena.model.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.darsena.model.container.Resources;
import org.darsena.model.plan.Facts.CgroupTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {
    static final CgroupTree V2 = new CgroupTree("/sys/fs/cgroup", Set.of("memory", "cpu", "pids"), true);
    private static final Resources ALL = new Resources(268_435_456L, 0.5, 1024L, 64L);

    @Test
    void version2() {
        assertEquals(
                List.of(
                        "memory /sys/fs/cgroup/darsena/c memory.max=268435456",
                        "memory /sys/fs/cgroup/darsena/c memory.swap.max=0 ?",
                        "cpu /sys/fs/cgroup/darsena/c cpu.max=50000 100000",
                        "cpu /sys/fs/cgroup/darsena/c cpu.weight=100",
                        "pids /sys/fs/cgroup/darsena/c pids.max=64"),
                shown(ALL, V2));
    }

    @Test
    void version1InItsOwnTrees() {
        var memory = new CgroupTree("/cg/memory", Set.of("memory"), false);
        var cpu = new CgroupTree("/cg/cpu,cpuacct", Set.of("cpu", "cpuacct"), false);
        var pids = new CgroupTree("/cg/pids", Set.of("pids"), false);
        assertEquals(
                List.of(
                        "memory /cg/memory/darsena/c memory.limit_in_bytes=268435456",
                        "memory /cg/memory/darsena/c memory.memsw.limit_in_bytes=268435456 ?",
                        "cpu /cg/cpu,cpuacct/darsena/c cpu.cfs_period_us=100000",
                        "cpu /cg/cpu,cpuacct/darsena/c cpu.cfs_quota_us=50000",
                        "cpu /cg/cpu,cpuacct/darsena/c cpu.shares=1024",
                        "pids /cg/pids/darsena/c pids.max=64"),
                shown(ALL, memory, cpu, pids));
    }

    @Test
    void hybridTakesEachControllerWhereItIs() {
        var memory = new CgroupTree("/cg/memory", Set.of("memory"), false);
        var unified = new CgroupTree("/cg/unified", Set.of("pids"), true);
        assertEquals(
                List.of(
                        "memory /cg/memory/darsena/c memory.limit_in_bytes=268435456",
                        "memory /cg/memory/darsena/c memory.memsw.limit_in_bytes=268435456 ?",
                        "pids /cg/unified/darsena/c pids.max=64"),
                shown(ALL, memory, unified));
    }

    @Test
    void devicesAreDeniedBeforeAnyIsAllowed() {
        var steps = shown(Resources.UNLIMITED, new CgroupTree("/cg/devices", Set.of("devices"), false));
        assertEquals("devices /cg/devices/darsena/c devices.deny=a", steps.getFirst());
        assertEquals(9, steps.size());
        assertEquals(
                8, steps.stream().filter(s -> s.contains("devices.allow=c ")).count());
    }

    @Test
    void noLimitWritesNothing() {
        assertEquals(List.of(), shown(Resources.UNLIMITED, V2));
    }

    @Test
    void theLeastQuotaIsWhatTheKernelTakes() {
        assertEquals(
                List.of("cpu /sys/fs/cgroup/darsena/c cpu.max=1000 100000"),
                shown(new Resources(null, 0.01, null, null), V2));
    }

    /// The ends, the usual value, and what runc's TestConvertCPUSharesToCgroupV2Value says between.
    @ParameterizedTest
    @CsvSource({
        "2, 1",
        "1024, 100",
        "262144, 10000",
        "4, 2",
        "512, 59",
        "1025, 101",
        "100, 17",
        "0, 1",
        "9999999, 10000"
    })
    void weight(long shares, long weight) {
        assertEquals(weight, Limits.weight(shares));
    }

    @Test
    void weightNeverFallsAndStaysInRange() {
        long last = 0;
        for (long shares = 2; shares <= 262_144; shares++) {
            long weight = Limits.weight(shares);
            assertEquals(true, weight >= last && weight >= 1 && weight <= 10_000, "at " + shares);
            last = weight;
        }
    }

    private static List<String> shown(Resources limits, CgroupTree... trees) {
        Facts preview = Facts.preview("c", "host");
        Facts facts = new Facts(
                "c",
                List.of(trees),
                "darsena",
                preview.layers(),
                preview.folder(),
                preview.ids(),
                preview.pinned(),
                preview.wires(),
                preview.capabilities(),
                0);
        return Limits.of(limits, facts).stream()
                .map(s -> s.controller() + " " + s.folder() + " " + s.file() + "=" + s.value()
                        + (s.optional() ? " ?" : ""))
                .toList();
    }
}
