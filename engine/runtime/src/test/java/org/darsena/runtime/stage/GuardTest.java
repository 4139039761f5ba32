package org.darsena.runtime.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.darsena.model.verify.Row;
import org.darsena.runtime.Proves;
import org.darsena.runtime.kernel.Linux;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What stage guards itself with, although nobody should come that far.
class GuardTest extends StageTest {
    /// Root that may trace nobody but its own, dumpable processes.
    private static final List<String> WITHOUT_PTRACE = List.of("setpriv", "--bounding-set=-sys_ptrace");

    @Test
    void aLinkInTheLogsPlaceIsNotFollowed() throws Exception {
        Path victim = Files.createFile(dir.resolve("victim"));
        Files.createSymbolicLink(box.state.resolve("console.log"), victim);
        try (Running running = stage.start(box.plan("echo", "mine").build())) {
            assertEquals(new Exit(0, 0, ""), running.exit().get(20, TimeUnit.SECONDS), "the container does not care");
        }
        assertEquals("", Files.readString(victim));
    }

    /// The kernel gives a dumpable process's files to its user, who then may trace it: root of the container.
    @Proves(Row.TRACING)
    @Test
    void theReaperIsNotDumpable() throws Exception {
        try (Running running = stage.start(box.plan("sleep", "1000").build())) {
            Path reaper = Path.of("/proc/" + running.pid() + "/fd");
            assertEquals(uid(Path.of("/proc/self/fd")), uid(reaper), "root's outside, although it is root inside");
            List<Integer> inside = children(running.pid());
            assertEquals(1, inside.size());
            assertEquals((int) Box.IDS.base(), uid(Path.of("/proc/" + inside.getFirst() + "/fd")), "as its command's");
            kernel.kill(running.pid(), Linux.SIGKILL);
            running.exit().get(20, TimeUnit.SECONDS);
        }
    }

    /// With all its rights taken away and its ids those inside, the command waits for the word to be executed; a change
    /// of ids makes a process as dumpable as this setting of the machine's says, which is no by default.
    @Proves(Row.TRACING)
    @ParameterizedTest
    @ValueSource(ints = {0, 1000})
    void whatWaitsToBeExecutedIsNotDumpable(int user) throws Exception {
        Path setting = Path.of("/proc/sys/fs/suid_dumpable");
        Assumptions.assumeTrue(Files.isWritable(setting), "fs.suid_dumpable cannot be set here");
        String was = Files.readString(setting);
        Files.writeString(setting, "1\n");
        try (Prepared waits = stage.prepare(box.plan(Box.process("true").as(user, user, List.of()))
                .waitForGo(true)
                .build())) {
            List<Integer> all = new ArrayList<>(children(waits.pid()));
            all.add(waits.pid());
            assertEquals(2, all.size());
            for (int pid : all) {
                assertEquals(0, uid(Path.of("/proc/" + pid + "/fd")), "root's outside");
            }
        } finally {
            Files.writeString(setting, was);
        }
    }

    private static int uid(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }

    private static List<Integer> children(int pid) throws IOException {
        List<Integer> all = new ArrayList<>();
        for (String word : Files.readString(Path.of("/proc/" + pid + "/task/" + pid + "/children"))
                .split(" ")) {
            if (!word.isBlank()) {
                all.add(Integer.valueOf(word));
            }
        }
        return all;
    }

    /// Monitors and whatever joins a container are forked from stage, and are what it is before they take its ids.
    @Proves(Row.TRACING)
    @Test
    void stageIsNotDumpableFromTheStart() throws Exception {
        Path program = dir.resolve("program");
        try (InputStream in = Objects.requireNonNull(Stage.class.getResourceAsStream("stage"))) {
            Files.copy(in, program);
        }
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertEquals(0, looksInto("sleep", "1000"), "a dumpable one can be looked into");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String script = "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + "; exec " + program;
            assertNotEquals(0, looksInto("bash", "-c", script));
            try (Socket waits = server.accept()) {
                assertEquals(0, waits.getInputStream().available());
            }
        }
    }

    /// The exit status of one who reads where a program's descriptors go; both lack only the right to trace others.
    private static int looksInto(String... command) throws Exception {
        List<String> whole = new ArrayList<>(WITHOUT_PTRACE);
        whole.addAll(List.of(command));
        Process process = new ProcessBuilder(whole).start();
        try {
            String name = command[0].equals("bash") ? "darsena-stage" : command[0];
            Path comm = Path.of("/proc/" + process.pid() + "/comm");
            assertEquals(
                    true, Box.within10s(() -> Files.readString(comm).strip().equals(name)), name);
            int[] status = {-1};
            Box.within10s(() -> {
                status[0] = reader(process.pid()); // its name comes a moment before the rest
                return command[0].equals("sleep") || status[0] != 0;
            });
            return status[0];
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static int reader(long pid) throws Exception {
        List<String> whole = new ArrayList<>(WITHOUT_PTRACE);
        whole.addAll(List.of("readlink", "/proc/" + pid + "/fd/0"));
        return new ProcessBuilder(whole).start().waitFor();
    }
}
