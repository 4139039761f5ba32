package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.limited;
import static org.darsena.runtime.local.TestEngine.shell;
import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.Resources;
import org.darsena.model.json.ResourcesPatch;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Limits that are changed while a container runs: seen from inside, in cgroupfs, and in what is kept.
@Tag("kernel")
class UpdateKernelTest {
    private static final String CPUS = "grep Cpus_allowed_list /proc/self/status | cut -f2";

    private final TestEngine t = new TestEngine();

    UpdateKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    static Resources limits(String json) throws Exception {
        return ResourcesPatch.of(json).apply(Resources.DEFAULT);
    }

    private void update(String id, String json) throws Exception {
        t.engine().update(id, ResourcesPatch.of(json));
    }

    private String value(String id, String controller, String v1, String v2) throws Exception {
        Path dir = t.cgroups().of(id).path(controller).orElseThrow();
        return Files.readString(dir.resolve(Files.exists(dir.resolve(v1)) ? v1 : v2))
                .strip();
    }

    private Resources kept(String id) {
        return t.info(id).spec().resources();
    }

    @Test
    void theKernelHasThemAtOnceAndTheyAreKept() throws Exception {
        String id = t.start(spec("a", "sleep", "1000"));
        update(id, "{\"memory\": \"64M\", \"cpus\": 0.5, \"pids\": 20}");
        assertEquals("67108864", value(id, "memory", "memory.limit_in_bytes", "memory.max"));
        assertEquals("20", value(id, "pids", "pids.max", "pids.max"));
        assertTrue(value(id, "cpu", "cpu.cfs_quota_us", "cpu.max").startsWith("50000"));
        update(id, "{\"memory\": \"128M\"}");
        assertEquals("134217728", value(id, "memory", "memory.limit_in_bytes", "memory.max"));
        update(id, "{\"memory\": null, \"pids\": null}");
        assertFalse(value(id, "memory", "memory.limit_in_bytes", "memory.max").equals("134217728"));
        assertEquals("max", value(id, "pids", "pids.max", "pids.max"));
        update(id, "{\"memory\": \"96M\"}");
        Resources now = new Resources(96L << 20, 0.5, null, null);
        assertEquals(now, kept(id));
        TestEngine.until(
                "listeners hear of it",
                () -> t.heard.getLast().spec().resources().equals(now));
        t.reopen();
        assertEquals(now, kept(id), "the next helper knows");
        t.engine().restart(id, Progress.NONE);
        assertEquals("100663296", value(id, "memory", "memory.limit_in_bytes", "memory.max"), "and the next start");
    }

    @Test
    void aStoppedOneIsChangedForItsNextStart() throws Exception {
        String id = t.create(spec("a", "sleep", "1000")).id();
        update(id, "{\"pids\": 7}");
        t.engine().start(id, Progress.NONE);
        assertEquals("7", value(id, "pids", "pids.max", "pids.max"));
        t.engine().freeze(id);
        update(id, "{\"pids\": 8}");
        assertEquals("8", value(id, "pids", "pids.max", "pids.max"), "a frozen one too");
        t.engine().thaw(id);
    }

    @Test
    void aLimitHoldsFromThenOn() throws Exception {
        String id = t.start(shell("a", "trap : USR1; while :; do sleep 1000 & wait; done"));
        update(id, "{\"pids\": 4}");
        String seen = t.exec(id, "for i in 1 2 3 4 5 6; do sleep 100 & done; true");
        assertTrue(seen.contains("fork") || seen.contains("Resource temporarily unavailable"), seen);
    }

    @Test
    void aLimitBelowWhatIsUsedIsRefusedAndNothingChanges() throws Exception {
        // anonymous memory that cannot be reclaimed, there being no swap beside the limit
        String id = t.start(limited(
                shell("a", "x=$(head -c 40000000 /dev/zero | tr '\\0' x); echo ready; sleep 1000"),
                limits("{\"memory\": \"400M\"}")));
        TestEngine.until("it holds its memory", () -> t.log(id).contains("ready"));
        EngineException e = assertThrows(EngineException.class, () -> update(id, "{\"memory\": \"8M\", \"pids\": 5}"));
        assertEquals(Kind.INVALID, e.kind());
        assertTrue(e.args().getOrDefault("problems", "").contains("memory.in-use"), e.toString());
        assertEquals("419430400", value(id, "memory", "memory.limit_in_bytes", "memory.max"));
        assertEquals("256", value(id, "pids", "pids.max", "pids.max"));
        assertEquals(400L << 20, kept(id).memoryBytes());
        assertEquals(ContainerState.RUNNING, t.info(id).state());
    }

    @Test
    void processorsFromTheStartAndLater() throws Exception {
        assumeTrue(t.cgroups().layout().of("cpuset").isPresent(), "no cpuset controller");
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "one processor");
        assertEquals(
                "1",
                t.output(limited(shell("b", CPUS), limits("{\"cpuset\": \"1\"}")))
                        .strip());
        String id = t.start(shell("a", "while :; do sleep 0.01; done"));
        String before = t.exec(id, CPUS).strip();
        assertTrue(before.contains("1"), before);
        update(id, "{\"cpuset\": \"0\"}");
        assertEquals("0", t.exec(id, CPUS).strip(), "what is run in it");
        for (int pid : t.cgroups().of(id).pids()) {
            Path status = Path.of("/proc/" + pid + "/status");
            if (Files.exists(status)) {
                assertTrue(Files.readString(status).contains("Cpus_allowed_list:\t0\n"), "what ran in it");
            }
        }
        update(id, "{\"cpuset\": null}");
        assertEquals(before, t.exec(id, CPUS).strip());
        t.engine().stop(id, 0, Progress.NONE);
        TestEngine.until("nothing of it stays", () -> !t.cgroups().of(id).exists());
    }

    @Test
    void devicesFromTheStartAndLater() throws Exception {
        String open = "head -c 1 /dev/random > /dev/null && echo opened";
        String id = t.start(limited(spec("a", "sleep", "1000"), limits("{\"devices\": [\"deny c 1:8 rwm\"]}")));
        assertTrue(t.exec(id, open).contains("not permitted"), t.exec(id, open));
        update(id, "{\"devices\": []}");
        assertEquals("opened\n", t.exec(id, open));
        update(id, "{\"devices\": [\"deny c 1:8 w\"]}");
        assertEquals("opened\n", t.exec(id, open), "reading is allowed still");
        assertTrue(t.exec(id, "echo x > /dev/random").contains("not permitted"));
    }

    @Test
    void aDiskIsReadAndWrittenAsFastAsItMay() throws Exception {
        assumeTrue(
                t.cgroups()
                        .layout()
                        .of("blkio")
                        .or(() -> t.cgroups().layout().of("io"))
                        .isPresent(),
                "no blkio controller");
        long device = (long) Files.getAttribute(t.folder, "unix:dev");
        String number = (device >>> 8 & 0xfff) + ":" + (device & 0xff);
        assumeTrue(Files.exists(Path.of("/sys/dev/block/" + number)), "no disk below " + t.folder);
        String id = t.start(limited(
                spec("a", "sleep", "1000"),
                limits("{\"ioRates\": [{\"device\": \"" + number + "\", \"writeBps\": \"1M\"}]}")));
        String write = "dd if=/dev/zero of=/root/x bs=256k count=8 oflag=direct 2>/dev/null && echo written";
        long begin = System.nanoTime();
        assertEquals("written\n", t.exec(id, write));
        double slow = (System.nanoTime() - begin) / 1e9;
        assertTrue(slow > 1.2, "2 MiB at 1 MiB a second took " + slow + " s");
        update(id, "{\"ioRates\": null}");
        begin = System.nanoTime();
        assertEquals("written\n", t.exec(id, write));
        assertTrue((System.nanoTime() - begin) / 1e9 < slow / 2, "and is fast again");
    }

    @Test
    void whatTheMachineLacksIsRefusedByName() throws Exception {
        for (List<String> asked : List.of(
                List.of("{\"cpuset\": \"0-8000\"}", "cpuset.outside"),
                List.of("{\"cpusetMems\": \"900\"}", "cpuset.outside"),
                List.of("{\"ioRates\": [{\"device\": \"4095:77\", \"readBps\": 1}]}", "io.no-device"),
                List.of("{\"hugetlb\": {\"64MB\": 0}}", "hugetlb"))) {
            EngineException e = assertThrows(
                    EngineException.class, () -> t.create(limited(spec("x", "true"), limits(asked.getFirst()))));
            assertEquals(Kind.INVALID, e.kind());
            assertTrue(e.args().getOrDefault("problems", "").contains(asked.getLast()), e.toString());
        }
        assertEquals(List.of(), t.engine().containers(), "nothing is made");
        String id = t.start(spec("a", "sleep", "1000"));
        EngineException e =
                assertThrows(EngineException.class, () -> update(id, "{\"pids\": 9, \"cpuset\": \"0-8000\"}"));
        assertTrue(e.args().getOrDefault("problems", "").contains("cpuset.outside"), e.toString());
        assertEquals("256", value(id, "pids", "pids.max", "pids.max"));
        assertEquals(Resources.DEFAULT, kept(id));
    }

    @Test
    void onlyVersion2KnowsAHighMark() throws Exception {
        boolean known = t.cgroups().layout().of("memory").orElseThrow().unified();
        String json = "{\"memoryHigh\": \"64M\"}";
        if (known) {
            String id = t.start(limited(spec("a", "sleep", "1000"), limits(json)));
            assertEquals("67108864", value(id, "memory", "memory.high", "memory.high"));
        } else {
            EngineException e =
                    assertThrows(EngineException.class, () -> t.create(limited(spec("x", "true"), limits(json))));
            assertTrue(e.args().getOrDefault("problems", "").contains("limit.version"), e.toString());
        }
    }
}
