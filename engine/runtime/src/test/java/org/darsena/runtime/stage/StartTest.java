package org.darsena.runtime.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.darsena.model.container.Namespace;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Starting, ending, console and errors.
class StartTest extends StageTest {

    @ParameterizedTest
    @CsvSource({"exit 0, 0, 0", "exit 7, 7, 0", "exit 255, 255, 0", "kill -9 $$, 137, 9", "kill -TERM $$, 143, 15"})
    void statusReachesCallerAndFile(String script, int code, int signal) throws Exception {
        Exit exit = end(box.plan("sh", "-c", script));
        assertEquals(new Exit(code, signal, ""), exit);
        String note = Files.readString(box.state.resolve("exit.json"));
        assertTrue(note.startsWith("{\"code\":" + code + ",\"signal\":" + signal + ",\"time\":"), note);
        assertFalse(Box.exists(box.state.resolve(".exit.json")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withAndWithoutReaper(boolean reaper) throws Exception {
        StartPlan plan =
                box.plan("sh", "-c", "echo $$ $(cat /proc/1/comm); exit 3").reaper(reaper);
        assertEquals(3, end(plan).code());
        assertEquals(reaper ? "2 darsena-init\n" : "1 sh\n", box.log());
    }

    @Test
    void reaperHandsSignalsOn() throws Exception {
        String script = "trap 'echo got; exit 5' TERM; echo ready; while :; do sleep 0.01; done";
        try (Running running = stage.start(box.plan("sh", "-c", script).build())) {
            assertTrue(Box.within10s(() -> box.log().contains("ready")));
            running.signal(Linux.SIGTERM);
            assertEquals(5, running.exit().get(10, TimeUnit.SECONDS).code());
        }
        assertTrue(box.log().endsWith("got\n"));
    }

    @Test
    void reaperBuriesOrphans() throws Exception {
        String script = "(sh -c 'sleep 0.05 & exit 0'); sleep 0.2; grep -l 'State:.Z' /proc/[0-9]*/status | wc -l";
        assertEquals("0", box.run(stage, "sh", "-c", script));
    }

    @Test
    void endOfTheCommandEndsAll() throws Exception {
        try (Running running =
                stage.start(box.plan("sh", "-c", "sleep 1000 & exit 0").build())) {
            assertEquals(0, running.exit().get(10, TimeUnit.SECONDS).code());
            assertFalse(Box.lives(running.pid()));
            assertTrue(Box.within10s(() -> !Box.lives(running.monitorPid())));
        }
    }

    @Test
    void logIsRotatedBySizeAndKeepsOneGeneration() throws Exception {
        StartPlan plan =
                box.plan("/probe", "flood", "5000").state(box.hold(box.state.toString(), Linux.O_DIRECTORY), 100_000);
        assertEquals(0, end(plan).code());
        long now = Files.size(box.state.resolve("console.log"));
        long before = Files.size(box.state.resolve("console.log.1"));
        assertTrue(now <= 100_000 && before <= 100_000, now + " " + before);
        assertTrue(now + before > 60_000, now + " " + before);
        try (var files = Files.list(box.state)) {
            assertEquals(3, files.count()); // console.log, console.log.1, exit.json
        }
    }

    @Test
    void logIsKeptOverStarts() throws Exception {
        end(box.plan("echo", "one"));
        end(box.plan("echo", "two"));
        assertEquals("one\ntwo\n", box.log());
    }

    @Test
    void outputOfAFloodIsComplete() throws Exception {
        StartPlan plan = box.plan("/probe", "flood", "50000")
                .state(box.hold(box.state.toString(), Linux.O_DIRECTORY), 100_000_000);
        assertEquals(0, end(plan).code());
        assertEquals(5_000_000, Files.size(box.state.resolve("console.log")));
    }

    @Test
    void consoleIsATerminalOfItsOwn() throws Exception {
        StartPlan plan = box.plan("sh", "-c", "tty; stat -c %t:%T /dev/console; stty size </dev/tty")
                .stdio(new StdioPlan.Console(33, 77));
        assertEquals(0, end(plan).code());
        assertEquals(List.of("/dev/pts/0", "88:0", "33 77"), box.log().lines().toList());
    }

    @Test
    void terminalIsHandedBack() throws Exception {
        StartPlan plan = box.plan("sh", "-c", "read line; echo got $line").stdio(new StdioPlan.Terminal(24, 80));
        Stage.WithTerminal started = stage.startWithTerminal(plan.build());
        try (Fd terminal = started.terminal();
                Running running = started.running()) {
            kernel.write(terminal, "hello\n".getBytes(StandardCharsets.UTF_8));
            assertTrue(Terminals.readUntilEnd(kernel, terminal).contains("got hello"));
            assertEquals(0, running.exit().get(10, TimeUnit.SECONDS).code());
        }
    }

    @Test
    void missingProgramIsSaidAndNothingStays() throws Exception {
        StageException e = assertThrows(
                StageException.class, () -> stage.start(box.plan("/nope").build()));
        assertEquals("RUN ENOENT /nope", e.operation() + " " + Errno.name(e.errno()) + " " + e.detail());
        assertFalse(Box.exists(box.state.resolve("exit.json")));
        assertFalse(Box.exists(box.state.resolve(".exit.json")));
    }

    @Test
    void missingFolderIsSaid() throws Exception {
        StageException e = assertThrows(
                StageException.class,
                () -> stage.start(box.plan(Box.process("true").in("/nowhere")).build()));
        assertEquals("RUN ENOENT /nowhere", e.operation() + " " + Errno.name(e.errno()) + " " + e.detail());
    }

    @Test
    void failingMountNamesItsOperation() throws Exception {
        Fd elsewhere = box.hold("/dev/shm", Linux.O_PATH);
        StagePlan built = box.plan("true")
                .overlayRoot(List.of(box.path("root")), box.path("upper"), elsewhere)
                .build();
        StageException e = assertThrows(StageException.class, () -> stage.start(built));
        assertEquals("OVERLAY", e.operation());
        assertTrue(built.ops().get(e.index()) instanceof StageOp.Overlay);
        assertEquals(0, Box.mountsAround(dir));
    }

    @RepeatedTest(20)
    void whatTheChildDiedOfIsSaidNotWhatFollowed() throws Exception {
        List<StageOp> ops = new ArrayList<>(box.plan("true").build().ops());
        ops.add(ops.indexOf(new StageOp.Sync()) + 1, new StageOp.Node(190, "/dev/is-not-there"));
        StageException e = assertThrows(StageException.class, () -> stage.start(new StagePlan(ops)));
        assertEquals("NODE ENOENT", e.operation() + " " + Errno.name(e.errno()));
    }

    @Test
    void overlayInANamespaceOfItsOwn() throws Exception {
        String told = box.run(
                stage, box.plan("sh", "-c", "echo x >/etc/new; cat /etc/new").overlayInOwnNamespace(true));
        assertEquals("x", told);
        assertEquals(0, Box.mountsAround(dir));
        assertEquals("x\n", Files.readString(box.dir.resolve("upper/etc/new")));
        assertEquals(
                Box.IDS.base(),
                ((Number) Files.getAttribute(box.dir.resolve("upper/etc/new"), "unix:uid")).longValue());
    }

    @Test
    void readOnlyAndPlainRoots() throws Exception {
        assertEquals(
                "1",
                box.run(
                        stage,
                        box.plan("sh", "-c", "touch /x 2>/dev/null; echo $?").readOnlyRoot(true)));
        StartPlan plain = box.plan("sh", "-c", "touch /x && stat -c %u /x").plainRoot(box.path("root"));
        assertEquals("0", box.run(stage, plain));
        assertEquals(0, ((Number) Files.getAttribute(box.dir.resolve("root/x"), "unix:uid")).intValue());
    }

    @Test
    void bindsMakeTheirMountPointsAndStayInside() throws Exception {
        Path outside = Files.createDirectory(dir.resolve("outside"));
        Path data = Files.createDirectory(dir.resolve("data"));
        Files.writeString(data.resolve("hello"), "hi\n");
        Files.createSymbolicLink(box.dir.resolve("root/link"), outside);
        StartPlan plan = box.plan("sh", "-c", "cat /srv/a/b/hello; touch /srv/a/b/x 2>/dev/null; echo $?; ls -A /link/")
                .bind(Bind.folder(box.hold(data.toString(), Linux.O_PATH), "/srv/a/b", true, true));
        assertEquals(
                "hi\n1",
                box.run(stage, plan)
                        .lines()
                        .limit(2)
                        .reduce((a, b) -> a + "\n" + b)
                        .orElse(""));
        StartPlan through =
                box.plan("true").bind(Bind.folder(box.hold(data.toString(), Linux.O_PATH), "/link/in", true, true));
        assertThrows(StageException.class, () -> stage.start(through.build()));
        try (var files = Files.list(outside)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void abortLeavesNothing() throws Exception {
        leavesNothing(stage.prepare(box.plan("true").waitForGo(true).build()));
    }

    @Test
    void abortLeavesNothingOfOneThatWaitsForItsCgroups() throws Exception {
        leavesNothing(
                stage.begin(box.plan("true").entersLater(true).waitForGo(true).build()));
    }

    private void leavesNothing(Prepared prepared) throws Exception {
        assertTrue(Box.lives(prepared.pid()));
        prepared.abort();
        assertFalse(Box.lives(prepared.pid()));
        assertTrue(Box.within10s(() -> !Box.lives(prepared.monitorPid())));
        assertEquals(0, Box.mountsAround(dir));
        try (var files = Files.list(box.state)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void waitsForGoWithItsNamespaces() throws Exception {
        try (Prepared prepared = stage.prepare(box.plan("sh", "-c", "cat /sys/class/net/lo/operstate; hostname")
                .waitForGo(true)
                .build())) {
            Path ns = Path.of("/proc/" + prepared.pid() + "/ns/net");
            assertFalse(Files.readSymbolicLink(ns).equals(Files.readSymbolicLink(Path.of("/proc/self/ns/net"))));
            assertEquals("", box.log());
            try (Running running = prepared.go()) {
                assertEquals(0, running.exit().get(10, TimeUnit.SECONDS).code());
            }
        }
        assertEquals("unknown\nbox\n", box.log()); // an interface without carrier state that is up
    }

    @Test
    void sharedNamespacesStayTheHosts() throws Exception {
        Set<Namespace> some = Set.of(Namespace.MOUNT, Namespace.PID, Namespace.USER, Namespace.IPC);
        String told = box.run(
                stage,
                box.plan("readlink", "/proc/self/ns/uts", "/proc/self/ns/net").namespaces(some));
        Path self = Path.of("/proc/self/ns");
        assertEquals(
                Files.readSymbolicLink(self.resolve("uts")) + "\n" + Files.readSymbolicLink(self.resolve("net")), told);
    }

    @Test
    void stdoutCanBeOpenedAgain() throws Exception {
        assertEquals("again", box.run(stage, "sh", "-c", "echo again >/dev/stdout"));
        ProcessPlan user =
                Box.process("sh", "-c", "echo user >/dev/stderr; id -u; id -G").as(1000, 1000, List.of(7, 8));
        assertEquals("user\n1000\n1000 7 8", box.run(stage, box.plan(user)));
    }

    @Test
    void limitsAndUmask() throws Exception {
        ProcessPlan process = Box.process("sh", "-c", "ulimit -n; ulimit -Hn; umask")
                .limited(List.of(new Limit(Limit.Resource.NOFILE, 100, 200)));
        assertEquals("100\n200\n0022", box.run(stage, box.plan(process)));
    }

    @Test
    void descriptorsOfTheCaller() throws Exception {
        try (Kernel.FdPair pair = kernel.socketPair(Linux.SOCK_STREAM);
                Fd nothing = kernel.open("/dev/null", Linux.O_RDONLY, 0)) {
            StartPlan plan =
                    box.plan("echo", "direct").stdio(new StdioPlan.Descriptors(nothing, pair.second(), pair.second()));
            assertEquals(0, end(plan).code());
            byte[] buffer = new byte[64];
            int n = kernel.read(pair.first(), buffer);
            assertEquals("direct\n", new String(buffer, 0, n, StandardCharsets.UTF_8));
        }
        assertEquals("", box.log());
    }

    private Exit end(StartPlan plan) throws Exception {
        try (Running running = stage.start(plan.build())) {
            return running.exit().get(20, TimeUnit.SECONDS);
        }
    }

    /// However deep: what is missing of a place is made step by step, in no more memory than one name takes.
    @Test
    void aPlaceMayBeAsDeepAsAPathIsLong() throws Exception {
        Path data = Files.createDirectory(dir.resolve("data"));
        String deep = "/d" + "/a".repeat(2040);
        StartPlan plan = box.plan("sh", "-c", "cd -P /d; for i in $(seq 2040); do cd a || exit 1; done; stat -c %m .")
                .bind(Bind.folder(box.hold(data.toString(), Linux.O_PATH), deep, true, true));
        try {
            assertTrue(box.run(stage, plan).startsWith("/d/a/a/a/a"), box.log());
        } finally {
            new ProcessBuilder("rm", "-rf", box.dir.resolve("upper/d").toString())
                    .start()
                    .waitFor();
        }
    }
}
