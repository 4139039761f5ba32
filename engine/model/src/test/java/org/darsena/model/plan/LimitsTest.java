package org.darsena.model.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.darsena.model.container.Resources;
import org.darsena.model.json.ResourcesPatch;
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
        assertEquals(weight, LimitTable.weight(shares));
    }

    @Test
    void weightNeverFallsAndStaysInRange() {
        long last = 0;
        for (long shares = 2; shares <= 262_144; shares++) {
            long weight = LimitTable.weight(shares);
            assertEquals(true, weight >= last && weight >= 1 && weight <= 10_000, "at " + shares);
            last = weight;
        }
    }

    private static final String EVERYTHING = """
        {"memory": "64M", "swap": "32M", "memoryLow": "16M", "cpus": 0.5, "cpuShares": 512, "cpuset": "0-1",
         "cpusetMems": "0", "pids": 10, "ioWeight": 200, "ioRates": [{"device": "8:0", "readBps": "1M",
         "writeIops": 20}], "hugetlb": {"2MB": "4M"}, "netClass": "10:1", "netPriorities": {"eth0": 5},
         "devices": ["c 10:229 rw", "deny c 1:8 w"], "perfEvent": true}\
        """;

    private static Resources limits(String json) throws Exception {
        return ResourcesPatch.of(json).apply(Resources.UNLIMITED);
    }

    private static CgroupTree v1(String controller) {
        return new CgroupTree("/cg/" + controller, Set.of(controller), false);
    }

    private static final CgroupTree[] ALL_V1 = java.util.stream.Stream.of(
                    "memory",
                    "cpu",
                    "cpuset",
                    "pids",
                    "blkio",
                    "hugetlb",
                    "net_cls",
                    "net_prio",
                    "devices",
                    "perf_event",
                    "freezer")
            .map(LimitsTest::v1)
            .toArray(CgroupTree[]::new);

    private static final CgroupTree WHOLE_V2 =
            new CgroupTree("/sys/fs/cgroup", Set.of("memory", "cpu", "cpuset", "pids", "io", "hugetlb"), true);

    /// The table of version 1 and 2, key by key.
    @Test
    void everyLimitOnVersion1() throws Exception {
        assertEquals(
                List.of(
                        "memory.limit_in_bytes=67108864",
                        "memory.memsw.limit_in_bytes=100663296",
                        "memory.soft_limit_in_bytes=16777216",
                        "cpu.cfs_period_us=100000",
                        "cpu.cfs_quota_us=50000",
                        "cpu.shares=512",
                        "cpuset.cpus=0-1",
                        "cpuset.mems=0",
                        "pids.max=10",
                        "blkio.weight=200",
                        "blkio.throttle.read_bps_device=8:0 1048576",
                        "blkio.throttle.write_iops_device=8:0 20",
                        "hugetlb.2MB.limit_in_bytes=4194304",
                        "net_cls.classid=1048577",
                        "net_prio.ifpriomap=eth0 5",
                        "devices.deny=a",
                        "devices.allow=c 1:3 rwm",
                        "devices.allow=c 1:5 rwm",
                        "devices.allow=c 1:7 rwm",
                        "devices.allow=c 1:8 rm",
                        "devices.allow=c 1:9 rwm",
                        "devices.allow=c 5:0 rwm",
                        "devices.allow=c 5:2 rwm",
                        "devices.allow=c 136:* rwm",
                        "devices.allow=c 10:229 rw"),
                files(Limits.of(limits(EVERYTHING), facts(ALL_V1))));
        assertEquals(List.of(), Limits.lacks(limits(EVERYTHING), facts(ALL_V1)));
    }

    @Test
    void everyLimitOnVersion2() throws Exception {
        Resources all = limits(EVERYTHING.replace("\"memoryLow\"", "\"memoryHigh\": \"48M\", \"memoryLow\""));
        assertEquals(
                List.of(
                        "memory.max=67108864",
                        "memory.swap.max=33554432",
                        "memory.low=16777216",
                        "memory.high=50331648",
                        "cpu.max=50000 100000",
                        "cpu.weight=59",
                        "cpuset.cpus=0-1",
                        "cpuset.mems=0",
                        "pids.max=10",
                        "io.bfq.weight=default 200",
                        "io.max=8:0 rbps=1048576 wbps=max riops=max wiops=20",
                        "hugetlb.2MB.max=4194304"),
                files(Limits.of(all, facts(WHOLE_V2))));
        assertEquals(
                List.of("netClass 1", "netPriorities 1"),
                Limits.lacks(all, facts(WHOLE_V2)).stream()
                        .map(l -> l.key() + " " + l.version())
                        .toList(),
                "what version 2 has not is named");
        assertEquals(WHOLE_V2, Limits.programmed(facts(WHOLE_V2)).orElseThrow(), "devices, by a program");
        assertEquals(true, Limits.programmed(facts(ALL_V1)).isEmpty());
    }

    @Test
    void whatVersion1HasNotIsNamed() throws Exception {
        var lacks = Limits.lacks(limits("{\"memoryHigh\": \"48M\", \"delegate\": true}"), facts(ALL_V1));
        assertEquals(
                List.of(new Limits.Lack("memoryHigh", "memory", "", 2), new Limits.Lack("delegate", "cgroup2", "", 2)),
                lacks);
    }

    @Test
    void aFileThatTheKernelHasNotIsNamedAndAnotherNameOfItIsTaken() throws Exception {
        var bare = new CgroupTree("/cg/blkio", Set.of("blkio"), false, Set.of("blkio.throttle.read_bps_device"));
        Resources weight = limits("{\"ioWeight\": 200}");
        assertEquals(List.of(new Limits.Lack("ioWeight", "blkio", "blkio.weight")), Limits.lacks(weight, facts(bare)));
        var bfq = new CgroupTree("/cg/blkio", Set.of("blkio"), false, Set.of("blkio.bfq.weight"));
        assertEquals(List.of("blkio.bfq.weight=200"), files(Limits.of(weight, facts(bfq))));
        assertEquals(List.of(), Limits.lacks(weight, facts(bfq)));
        var cost = new CgroupTree("/cg", Set.of("io"), true, Set.of("io.weight", "io.max"));
        assertEquals(List.of("io.weight=default 200"), files(Limits.of(weight, facts(cost))));
        var pages = new CgroupTree("/cg/h", Set.of("hugetlb"), false, Set.of("hugetlb.2MB.limit_in_bytes"));
        assertEquals(
                List.of(new Limits.Lack("hugetlb", "hugetlb", "hugetlb.16MB.limit_in_bytes")),
                Limits.lacks(limits("{\"hugetlb\": {\"2MB\": 0, \"16MB\": 0}}"), facts(pages)));
    }

    /// Memory may never be above memory and swap together, in whatever direction both go.
    @Test
    void aChangeIsWrittenInAnOrderThatTheKernelTakes() throws Exception {
        var facts = facts(v1("memory"), v1("pids"));
        Resources less = limits("{\"memory\": \"64M\", \"pids\": 5}");
        Resources more = limits("{\"memory\": \"128M\", \"pids\": 5}");
        assertEquals(
                List.of("memory.memsw.limit_in_bytes=134217728", "memory.limit_in_bytes=134217728"),
                files(Limits.change(less, more, facts)));
        assertEquals(
                List.of("memory.limit_in_bytes=67108864", "memory.memsw.limit_in_bytes=67108864"),
                files(Limits.change(more, less, facts)));
        assertEquals(
                List.of("memory.memsw.limit_in_bytes=-1", "memory.limit_in_bytes=-1", "pids.max=max"),
                files(Limits.change(less, Resources.UNLIMITED, facts)));
        assertEquals(List.of(), Limits.change(less, less, facts), "what stays is not written");
    }

    @Test
    void everyLimitCanBeLifted() throws Exception {
        for (CgroupTree[] trees : List.of(ALL_V1, new CgroupTree[] {WHOLE_V2})) {
            var set = Limits.change(Resources.UNLIMITED, limits(EVERYTHING), facts(trees));
            var lifted = Limits.change(limits(EVERYTHING), Resources.UNLIMITED, facts(trees));
            var names = set.stream()
                    .map(s -> s.file())
                    .filter(f -> !f.equals("cpu.cfs_period_us") && !f.startsWith("devices."))
                    .toList();
            assertEquals(
                    Set.copyOf(names),
                    lifted.stream()
                            .map(s -> s.file())
                            .filter(f -> !f.startsWith("devices."))
                            .collect(java.util.stream.Collectors.toSet()));
        }
        assertEquals(
                List.of("devices.deny=c 1:8 rm", "devices.deny=c 10:229 rw", "devices.allow=c 1:8 rwm"),
                files(Limits.change(limits(EVERYTHING), Resources.UNLIMITED, facts(v1("devices")))));
    }

    @Test
    void aTreeIsEnteredOnlyWhereAskedFor() throws Exception {
        assertEquals(
                List.of("/cg/memory", "/cg/cpu", "/cg/pids", "/cg/devices", "/cg/freezer"),
                Limits.trees(Resources.DEFAULT, facts(ALL_V1)).stream()
                        .map(CgroupTree::mount)
                        .toList());
        assertEquals(
                ALL_V1.length, Limits.trees(limits(EVERYTHING), facts(ALL_V1)).size());
    }

    private static List<String> files(List<PlanStep.SetLimit> steps) {
        return steps.stream().map(s -> s.file() + "=" + s.value()).toList();
    }

    private static List<String> shown(Resources limits, CgroupTree... trees) {
        return Limits.of(limits, facts(trees)).stream()
                .map(s -> s.controller() + " " + s.folder() + " " + s.file() + "=" + s.value()
                        + (s.optional() ? " ?" : ""))
                .toList();
    }

    private static Facts facts(CgroupTree... trees) {
        Facts preview = Facts.preview("c", "host");
        return new Facts(
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
    }
}
