package org.darsena.runtime.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.darsena.model.container.Namespace;
import org.darsena.model.verify.Row;
import org.darsena.runtime.HostTerminal;
import org.darsena.runtime.Proves;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Further processes in a running container.
class ExecTest extends StageTest {
    private Running container;

    @BeforeEach
    void startContainer() throws IOException {
        container = stage.start(box.plan("sleep", "1000").build());
    }

    @AfterEach
    void endContainer() throws Exception {
        try {
            container.signal(Linux.SIGKILL);
        } catch (ErrnoException e) {
            assertEquals(Errno.ESRCH, e.errno(), "dead already, by the test's doing");
        }
        container.exit().get(10, TimeUnit.SECONDS);
        container.close();
    }

    @Test
    void outputAndStatusComeBack() throws Exception {
        Told told = exec(Box.process("sh", "-c", "id -u; hostname; cat /etc/passwd | head -1; exit 9"));
        assertEquals("0\nbox\nroot:x:0:0::/root:/bin/sh\n", told.output);
        assertEquals(new Exit(9, 0, ""), told.exit);
        assertEquals(new Exit(137, 9, ""), exec(Box.process("sh", "-c", "kill -9 $$")).exit);
    }

    @Test
    void standsInAllNamespacesOfTheContainer() throws Exception {
        String script = "for n in cgroup ipc mnt net pid user uts; do readlink /proc/self/ns/$n; done";
        StringBuilder expected = new StringBuilder();
        for (String name : List.of("cgroup", "ipc", "mnt", "net", "pid", "user", "uts")) {
            Path ns = Path.of("/proc/" + container.pid() + "/ns/" + name);
            expected.append(Files.readSymbolicLink(ns)).append('\n');
        }
        assertEquals(expected.toString(), exec(Box.process("sh", "-c", script)).output);
    }

    @Proves(Row.DESCRIPTORS)
    @Test
    void holdsNoMoreThanTheContainer() throws Exception {
        assertEquals("0 1 2 \n", exec(Box.process("/probe", "fds")).output);
        assertEquals("/tmp\n", exec(Box.process("pwd", "-P").in("/tmp")).output);
        String status = exec(Box.process("grep", "-E", "^(CapBnd|NoNewPrivs|Seccomp):", "/proc/self/status")).output;
        assertEquals("CapBnd:\t" + "%016x".formatted(Box.CAPS) + "\nNoNewPrivs:\t1\nSeccomp:\t2\n", status);
    }

    @Test
    void otherUser() throws Exception {
        assertEquals("1000\n", exec(Box.process("id", "-u").as(1000, 1000, List.of())).output);
    }

    @Proves(Row.TRACING)
    @Test // CVE-2016-9962
    void cannotBeTracedBeforeItDrops() throws Exception {
        try (Prepared waiting = stage.prepare(plan(Box.process("true"), new StdioPlan.Terminal(24, 80), true))) {
            waiting.takeTerminal().ifPresent(Fd::close);
            String inside = pidInside(waiting.pid());
            ProcessPlan spy = ProcessPlan.root(List.of("/probe", "ptrace", inside), Box.ENV, bounding(), new byte[0]);
            assertEquals("-1\n", exec(spy).output); // there, but not to be had
            ProcessPlan thief = ProcessPlan.root(
                    List.of("/probe", "open-write", "/proc/" + inside + "/exe"), Box.ENV, bounding(), new byte[0]);
            assertTrue(Set.of("-1\n", "-13\n").contains(exec(thief).output));
        }
    }

    @Test
    void terminal() throws Exception {
        ProcessPlan shell = Box.process("sh", "-c", "tty; stty size; read x; stty size; echo got $x; exit 4");
        Stage.WithTerminal started = stage.startWithTerminal(plan(shell, new StdioPlan.Terminal(30, 90), false));
        try (Fd master = started.terminal();
                Running running = started.running()) {
            assertTrue(Terminals.readUntil(kernel, master, "30 90").contains("/dev/pts/"));
            kernel.terminalSize(master, 50, 132);
            kernel.write(master, "abc\n".getBytes(StandardCharsets.UTF_8));
            String rest = Terminals.readUntilEnd(kernel, master);
            assertTrue(rest.contains("50 132") && rest.contains("got abc"), rest);
            assertEquals(4, running.exit().get(10, TimeUnit.SECONDS).code());
        }
    }

    /// Whoever runs something with their own terminal as its input does not let it type there: it is lent, not the
    /// controlling one.
    @Proves(Row.TERMINAL)
    @Test
    void aLentTerminalCannotBeTypedInto() throws Exception {
        try (HostTerminal host = new HostTerminal();
                Fd lent = kernel.open(host.path().toString(), Linux.O_RDWR | Linux.O_NOCTTY, 0)) {
            ProcessPlan typist = ProcessPlan.root(List.of("/probe", "tiocsti"), Box.ENV, bounding(), new byte[0]);
            String said = exec(typist, lent).output;
            assertTrue(Set.of("-1\n", "-5\n").contains(said), said); // EPERM; EIO where the machine allows nobody to
        }
    }

    @Test
    void closingTheTerminalHangsUp() throws Exception {
        Stage.WithTerminal started =
                stage.startWithTerminal(plan(Box.process("sleep", "1000"), new StdioPlan.Terminal(24, 80), false));
        started.terminal().close();
        try (Running running = started.running()) {
            assertEquals(new Exit(129, 1, ""), running.exit().get(10, TimeUnit.SECONDS));
        }
    }

    @Proves(Row.MOUNTS)
    @Test // CVE-2025-52565
    void aFakeTerminalIsNotTaken() throws Exception {
        ProcessPlan vandal = ProcessPlan.root(
                List.of("sh", "-c", "umount -l /dev/pts && mkdir -p /dev/pts && mknod /dev/pts/ptmx p && echo done"),
                Box.ENV,
                bounding(),
                new byte[0]);
        assertEquals("done\n", exec(vandal).output);
        StagePlan plan = plan(Box.process("true"), new StdioPlan.Terminal(24, 80), false);
        StageException e = assertThrows(StageException.class, () -> stage.startWithTerminal(plan));
        assertEquals("STDIO ENODEV", e.operation() + " " + Errno.name(e.errno()));
    }

    @Test
    void errorsAreSaid() throws Exception {
        StageException e = assertThrows(StageException.class, () -> exec(Box.process("nope")));
        assertEquals("RUN ENOENT nope", e.operation() + " " + Errno.name(e.errno()) + " " + e.detail());
        Fd pidfd = kernel.pidfdOpen(container.pid());
        container.signal(Linux.SIGKILL);
        container.exit().get(10, TimeUnit.SECONDS);
        ExecPlan late = new ExecPlan(
                pidfd,
                Namespace.OWN_BY_DEFAULT,
                List.of(),
                null,
                new StdioPlan.Terminal(1, 1),
                Box.process("true"),
                null,
                false);
        StageException dead = assertThrows(StageException.class, () -> stage.start(late.toPlan()));
        assertEquals("JOIN ESRCH", dead.operation() + " " + Errno.name(dead.errno()));
        pidfd.close();
    }

    @Test
    void endsWithTheContainer() throws Exception {
        StagePlan plan = plan(Box.process("sleep", "1000"), new StdioPlan.Terminal(24, 80), false);
        Stage.WithTerminal started = stage.startWithTerminal(plan);
        container.signal(Linux.SIGKILL);
        assertEquals(137, started.running().exit().get(10, TimeUnit.SECONDS).code());
        assertFalse(Box.lives(started.running().pid()));
        started.terminal().close();
        started.running().close();
    }

    private record Told(String output, Exit exit) {}

    private Told exec(ProcessPlan process) throws Exception {
        try (Fd nothing = kernel.open("/dev/null", Linux.O_RDONLY, 0)) {
            return exec(process, nothing);
        }
    }

    private Told exec(ProcessPlan process, Fd input) throws Exception {
        try (Kernel.FdPair pair = kernel.socketPair(Linux.SOCK_STREAM)) {
            StdioPlan stdio = new StdioPlan.Descriptors(input, pair.second(), pair.second());
            Running running = stage.start(plan(process, stdio, false));
            pair.second().close();
            StringBuilder output = new StringBuilder();
            byte[] buffer = new byte[4096];
            for (int n = kernel.read(pair.first(), buffer); n > 0; n = kernel.read(pair.first(), buffer)) {
                output.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
            }
            Exit exit = running.exit().get(10, TimeUnit.SECONDS);
            running.close();
            return new Told(output.toString(), exit);
        }
    }

    private StagePlan plan(ProcessPlan process, StdioPlan stdio, boolean wait) {
        Set<Namespace> own = EnumSet.copyOf(Namespace.OWN_BY_DEFAULT);
        return new ExecPlan(container.pidfd(), own, List.of(), null, stdio, process, null, wait).toPlan();
    }

    private static String pidInside(int pid) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            String line = lines.filter(l -> l.startsWith("NSpid:")).findFirst().orElseThrow();
            return line.substring(line.lastIndexOf('\t') + 1);
        }
    }

    private static long bounding() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            String line = lines.filter(l -> l.startsWith("CapBnd:")).findFirst().orElseThrow();
            return Long.parseUnsignedLong(line.substring(line.indexOf('\t') + 1), 16);
        }
    }
}
