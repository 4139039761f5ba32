package org.darsena.runtime.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.Linux;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may die without taking whom along.
class LifeTest extends StageTest {
    private static final String WAITS = "trap 'echo bye; exit 6' TERM; echo up; while :; do sleep 0.01; done";

    @Test
    void killingStageHarmsNoContainer() throws Exception {
        try (Running running = stage.start(box.plan("sh", "-c", WAITS).build())) {
            int before = stage.launcherPid();
            kernel.kill(before, Linux.SIGKILL);
            try (Box second = Box.in(dir, "second")) {
                assertEquals("still", second.run(stage, "echo", "still"));
            }
            assertNotEquals(before, stage.launcherPid());
            assertTrue(Box.within10s(() -> box.log().equals("up\n")));
            running.signal(Linux.SIGTERM);
            assertEquals(new Exit(6, 0, ""), running.exit().get(10, TimeUnit.SECONDS));
            assertEquals("up\nbye\n", box.log());
        }
    }

    /// The mounts go with the monitor: only then may the files be put under another overlay.
    @Test
    void theMonitorsEndIsToldAfterTheContainers() throws Exception {
        try (Running running = stage.start(box.plan("true").build())) {
            running.exit().get(10, TimeUnit.SECONDS);
            running.gone().get(10, TimeUnit.SECONDS);
            assertTrue(Box.within10s(() -> !Box.lives(running.monitorPid())));
        }
    }

    @Test
    void killingAMonitorLosesOnlyTheStatus() throws Exception {
        try (Running running =
                stage.start(box.plan("sh", "-c", "while :; do sleep 0.01; done").build())) {
            kernel.kill(running.monitorPid(), Linux.SIGKILL);
            ExecutionException e =
                    assertThrows(ExecutionException.class, () -> running.exit().get(10, TimeUnit.SECONDS));
            assertTrue(e.getCause() instanceof StageException s && s.errno() == Errno.ECHILD, () -> e.toString());
            assertTrue(Box.lives(running.pid()));
            var ended = stage.ended(running.pidfd());
            running.signal(Linux.SIGKILL);
            ended.get(10, TimeUnit.SECONDS);
            assertFalse(Box.exists(box.state.resolve("exit.json")));
        }
    }

    @Test
    void aKilledHelperLeavesItsContainersRunning() throws Exception {
        Helper helper = Helper.start("run", dir);
        int pid = helper.pid;
        helper.kill();
        assertTrue(Box.lives(pid));
        assertTrue(Box.lives(helper.monitorPid));
        kernel.kill(pid, Linux.SIGTERM);
        Path note = helper.state.resolve("exit.json");
        assertTrue(Box.within10s(() -> Files.exists(note)));
        assertTrue(Files.readString(note).startsWith("{\"code\":6,\"signal\":0,"));
        assertEquals("up\nbye\n", Files.readString(helper.state.resolve("console.log")));
        assertTrue(Box.within10s(() -> !Box.lives(helper.monitorPid)));
    }

    /// Also one that was only begun: its monitor waits for its cgroups.
    @ParameterizedTest
    @ValueSource(strings = {"begin", "prepare"})
    void aHelperKilledBeforeGoLeavesNothing(String how) throws Exception {
        Helper helper = Helper.start(how, dir);
        assertTrue(Box.lives(helper.pid));
        helper.kill();
        assertTrue(Box.within10s(() -> !Box.lives(helper.pid) && !Box.lives(helper.monitorPid)));
        assertEquals(0, Box.mountsAround(dir));
        try (var files = Files.list(helper.state)) {
            assertEquals(0, files.count());
        }
    }

    /// What holds namespaces only, too, which waits for no word.
    @Test
    void aMonitorKilledBeforeGoTakesItsChildAlong() throws Exception {
        StagePlan plan = box.plan("true").waitForGo(true).entersLater(true).build();
        for (Prepared prepared : List.of(stage.begin(plan), stage.hold(Linux.CLONE_NEWUSER | Linux.CLONE_NEWNS))) {
            kernel.kill(prepared.monitorPid(), Linux.SIGKILL);
            assertTrue(Box.within10s(() -> !Box.lives(prepared.pid())));
            assertThrows(StageException.class, prepared::awaitReady);
        }
    }

    @Test
    void aHundredAtOnce() throws Exception {
        long descriptors = descriptors();
        List<Box> boxes = new ArrayList<>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> results = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String name = "n" + i;
                Box one = Box.in(dir, name);
                boxes.add(one);
                results.add(pool.submit(() -> one.run(stage, "echo", name)));
            }
            for (int i = 0; i < 100; i++) {
                assertEquals("n" + i, results.get(i).get(60, TimeUnit.SECONDS));
            }
        }
        boxes.forEach(Box::close);
        assertEquals(0, Box.mountsAround(dir));
        assertTrue(Box.within10s(() -> descriptors() <= descriptors + 1), () -> "descriptors leak"); // + stage's socket
    }

    private static long descriptors() throws IOException {
        try (var list = Files.list(Path.of("/proc/self/fd"))) {
            return list.count();
        }
    }

    /// A second JVM that starts or prepares one container, says its pids, and waits to be killed.
    private static final class Helper {
        final int pid;
        final int monitorPid;
        final Path state;
        private final Process process;

        private Helper(Process process, String[] words) {
            this.process = process;
            this.pid = Integer.parseInt(words[0]);
            this.monitorPid = Integer.parseInt(words[1]);
            this.state = Path.of(words[2]);
        }

        static Helper start(String what, Path dir) throws IOException {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            Process process = new ProcessBuilder(
                            java.toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LifeTest.class.getName(),
                            what,
                            dir.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            return new Helper(process, out.readLine().split(" "));
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }

    /// The helper's side.
    public static void main(String[] args) throws Exception {
        Box box = Box.in(Path.of(args[1]), "helped");
        Stage stage = new Stage(org.darsena.runtime.kernel.LinuxKernel.get());
        StartPlan plan = box.plan("sh", "-c", WAITS);
        if (!args[0].equals("run")) {
            plan.waitForGo(true).entersLater(args[0].equals("begin"));
            Prepared prepared = args[0].equals("begin") ? stage.begin(plan.build()) : stage.prepare(plan.build());
            System.out.println(prepared.pid() + " " + prepared.monitorPid() + " " + box.state);
        } else {
            Running running = stage.start(plan.build());
            while (!box.log().equals("up\n")) {
                Thread.sleep(5);
            }
            System.out.println(running.pid() + " " + running.monitorPid() + " " + box.state);
        }
        Thread.sleep(60_000);
    }
}
