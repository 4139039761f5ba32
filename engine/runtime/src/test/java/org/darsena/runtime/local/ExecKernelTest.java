package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.ProcessSpec;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.Engine.Session;
import org.darsena.runtime.Engine.Stdio;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.LinuxKernel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@Tag("machine")
class ExecKernelTest {
    private final TestEngine t = new TestEngine();
    private String id = "";

    ExecKernelTest() throws Exception {}

    @BeforeEach
    void start() throws Exception {
        id = t.start(spec("box", "sleep", "1000"));
    }

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private static ProcessSpec shell(String script) {
        return ProcessSpec.of(List.of("sh", "-c", script));
    }

    @Test
    void inputOutputErrorsAndStatus() throws Exception {
        Path in = t.folder.resolve("in");
        Path out = t.folder.resolve("out");
        Path err = t.folder.resolve("err");
        Files.writeString(in, "typed\n");
        try (var i = new FileInputStream(in.toFile());
                var o = new FileOutputStream(out.toFile());
                var e = new FileOutputStream(err.toFile());
                Session session = t.engine()
                        .exec(id, shell("cat; echo oops >&2; exit 6"), new Stdio(i.getFD(), o.getFD(), e.getFD()))) {
            assertEquals(6, session.await());
            assertNull(session.terminal());
        }
        assertEquals("typed\n", Files.readString(out));
        assertEquals("oops\n", Files.readString(err));
    }

    /// A pipe is its owner's: only who lets everybody open it again has it opened again inside.
    @Test
    void aPipeThatItsOwnerOpensToOthersCanBeOpenedAgainInside() throws Exception {
        assertEquals("again\n", throughAPipe("echo again > /dev/stdout || echo kept", true));
    }

    @Test
    void whatTheCallerPassesStaysWhoseItIs() throws Exception {
        assertEquals(
                "kept\nkept\n",
                throughAPipe("echo again 2>/dev/null > /dev/stdout || echo kept; cat < /dev/fd/1 || echo kept", false));
    }

    private String throughAPipe(String script, boolean open) throws Exception {
        Process sink = new ProcessBuilder("cat").start();
        try (var none = new FileInputStream("/dev/null");
                var nowhere = new FileOutputStream("/dev/null");
                var pipe = (java.io.FilterOutputStream) sink.getOutputStream()) {
            FileDescriptor out = pipeOf(pipe);
            Path file = Path.of("/proc/self/fd/" + Fd.numberOf(out));
            Object owner = Files.getAttribute(file, "unix:uid");
            if (open) {
                Files.setAttribute(file, "unix:mode", 0666);
            }
            Fd kept = LinuxKernel.get().dup(Fd.adopt(Fd.numberOf(out)));
            try (kept;
                    Session session =
                            t.engine().exec(id, shell(script), new Stdio(none.getFD(), out, nowhere.getFD()))) {
                assertEquals(0, session.await());
                assertEquals(owner, Files.getAttribute(Path.of("/proc/self/fd/" + kept.number()), "unix:uid"));
            }
        }
        return new String(sink.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static FileDescriptor pipeOf(java.io.FilterOutputStream stream) throws Exception {
        var field = java.io.FilterOutputStream.class.getDeclaredField("out");
        field.setAccessible(true);
        return ((FileOutputStream) field.get(stream)).getFD();
    }

    @Test
    void environmentUserAndFolder() throws Exception {
        ProcessSpec p = new ProcessSpec(
                List.of("sh", "-c", "id; pwd; echo $HOME $GREETING; grep CapEff /proc/self/status"),
                Map.of("GREETING", "hi there"),
                "/var/tmp",
                33,
                33,
                false,
                true,
                "TERM",
                10);
        assertEquals("""
                uid=33(www-data) gid=33(www-data) groups=33(www-data)
                /var/tmp
                /var/www hi there
                CapEff:\t0000000000000000
                """, Exec.run(t.engine(), id, p));
    }

    @Test
    void aTerminal() throws Exception {
        ProcessSpec p = TestEngine.terminal(shell("read line; echo got $line; stty size; tty; read again; exit 5"));
        try (Session session = t.engine().exec(id, p, none())) {
            FileDescriptor master = session.terminal();
            assertNotNull(master);
            assertNull(session.terminal(), "handed out once");
            session.resize(132, 43);
            try (FileOutputStream in = new FileOutputStream(master);
                    FileInputStream out = new FileInputStream(master)) {
                in.write("ana\n".getBytes(StandardCharsets.US_ASCII));
                StringBuilder seen = new StringBuilder();
                byte[] buffer = new byte[4096];
                while (!seen.toString().contains("/dev/pts/")) {
                    seen.append(new String(buffer, 0, out.read(buffer), StandardCharsets.UTF_8));
                }
                assertTrue(seen.toString().contains("got ana"), seen.toString());
                assertTrue(seen.toString().contains("43 132"), seen.toString());
                in.write("\n".getBytes(StandardCharsets.US_ASCII));
                assertEquals(5, session.await());
            }
        }
    }

    /// With a terminal the standard streams are ignored.
    private static Stdio none() {
        return new Stdio(new FileDescriptor(), new FileDescriptor(), new FileDescriptor());
    }

    @Test
    void aTerminalThatIsClosedHangsUp() throws Exception {
        Session session = t.engine().exec(id, TestEngine.terminal(shell("echo up; sleep 1000")), none());
        FileDescriptor master = session.terminal();
        assertNotNull(master);
        try (FileInputStream out = new FileInputStream(master)) {
            assertTrue(out.read() > 0);
        }
        session.close();
        assertEquals(128 + 1, session.await());
    }

    @Test
    void signalsAndTheContainersEnd() throws Exception {
        try (var none = new FileInputStream("/dev/null");
                var out = new FileOutputStream("/dev/null")) {
            try (Session session =
                    t.engine().exec(id, shell("sleep 1000"), new Stdio(none.getFD(), out.getFD(), out.getFD()))) {
                session.signal("TERM");
                assertEquals(143, session.await());
            }
        }
        try (var none = new FileInputStream("/dev/null");
                var out = new FileOutputStream("/dev/null");
                Session session =
                        t.engine().exec(id, shell("sleep 1000"), new Stdio(none.getFD(), out.getFD(), out.getFD()))) {
            t.engine().stop(id, 0, Progress.NONE);
            assertEquals(137, session.await());
            assertEquals(ContainerState.STOPPED, t.info(id).state());
        }
    }

    @Test
    void aMissingProgramIsAnErrorAndDescriptorsAreClosed() throws Exception {
        FileInputStream none = new FileInputStream("/dev/null");
        FileOutputStream out = new FileOutputStream("/dev/null");
        EngineException e = assertThrows(
                EngineException.class,
                () -> t.engine()
                        .exec(
                                id,
                                ProcessSpec.of(List.of("no-such-program")),
                                new Stdio(none.getFD(), out.getFD(), out.getFD())));
        assertEquals("ENOENT", e.args().get("errno"));
        assertEquals(-1, Fd.numberOf(none.getFD()));
        assertEquals(-1, Fd.numberOf(out.getFD()));
    }

    @Test
    void itCountsAgainstTheLimits() throws Exception {
        t.exec(id, "(sleep 1000 &) >/dev/null 2>&1");
        TestEngine.until("it is charged", () -> t.cgroups().of(id).usage().pids() == 3);
    }
}
