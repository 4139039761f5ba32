package org.darsena.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.darsena.api.Errors;
import org.darsena.app.client.Eventually;
import org.darsena.app.client.HelperException;
import org.darsena.model.container.ProcessSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `exec`: what is asked, what is passed on, and what it ends with.
class ExecCommandTest {
    private final Bench bench = new Bench();

    @TempDir
    Path folder;

    @BeforeEach
    void containers() {
        bench.helper.containers(1);
    }

    @Test
    void passesTheStatusOn() {
        bench.helper.programs(process -> 37);
        assertEquals(37, bench.run("exec", "web", "--", "sh", "-c", "exit 37"));
        assertEquals("", bench.err() + bench.out());
        ProcessSpec asked = bench.helper.processes().getLast();
        assertEquals(List.of("sh", "-c", "exit 37"), asked.argv());
        assertFalse(asked.terminal());
        assertEquals(Map.of(), asked.env());
    }

    @Test
    void optionsOfTheProgramAreItsOwn() {
        assertEquals(0, bench.run("exec", "-w", "/srv", "-u", "7", "-e", "A=1", "web", "ls", "-t", "--help"));
        ProcessSpec asked = bench.helper.processes().getLast();
        assertEquals(List.of("ls", "-t", "--help"), asked.argv());
        assertEquals("/srv", asked.cwd());
        assertEquals(7, asked.gid());
        assertEquals(Map.of("A", "1"), asked.env());
    }

    @Test
    void onATerminal() throws Exception {
        bench.terminal = true;
        bench.size = new Terminal.Size(120, 40);
        bench.env.put("TERM", "xterm-256color");
        bench.screen = folder.resolve("screen").toString();
        Path pty = folder.resolve("pty");
        // opened for both directions it neither blocks nor ends, as a terminal
        new ProcessBuilder("mkfifo", pty.toString()).start().waitFor();
        bench.helper.terminals(() -> open(pty));
        bench.helper.hold();
        var status = Bench.aside(() -> bench.run("exec", "web", "sh"));
        Eventually.true_("its size is told", () -> bench.helper.asked().contains("resize 120x40"));
        bench.size = new Terminal.Size(100, 30);
        bench.signal("WINCH");
        Files.writeString(pty, "$ hello");
        Eventually.true_("its output is shown", () -> read(bench.screen).equals("$ hello"));
        bench.helper.programs(process -> 3);
        bench.helper.release();
        assertEquals(3, status.get(10, TimeUnit.SECONDS));
        ProcessSpec asked = bench.helper.processes().getLast();
        assertTrue(asked.terminal());
        assertEquals(Map.of("TERM", "xterm-256color"), asked.env());
        assertEquals(List.of("exec web sh", "raw", "resize 120x40", "resize 100x30", "cooked"), bench.helper.asked());
    }

    private static FileDescriptor open(Path file) {
        try {
            return new RandomAccessFile(file.toFile(), "rw").getFD();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void withoutATerminalThoughThereIsOne() {
        bench.terminal = true;
        assertEquals(0, bench.run("exec", "-T", "web", "sh"));
        assertFalse(bench.helper.processes().getLast().terminal());
    }

    @Test
    void terminalIsRestoredAfterAFailure() {
        bench.terminal = true;
        bench.helper.terminals(() -> {
            throw new HelperException(HelperException.BROKEN, Map.of());
        });
        assertEquals(Exit.FAILED, bench.run("exec", "web", "sh"));
        assertEquals(bench.helper.asked().contains("raw"), bench.helper.asked().contains("cooked"));
    }

    @ParameterizedTest
    @CsvSource({"ENOENT,127", "EACCES,126", "ENOEXEC,126", "ENOMEM,1"})
    void programThatCannotBeRun(String errno, int status) {
        bench.helper.fail(
                new HelperException(Errors.KERNEL, Map.of("call", "execve", "errno", errno, "path", "/bin/x")));
        assertEquals(status, bench.run("exec", "web", "/bin/x"));
        assertEquals(1, bench.err().lines().count());
    }

    @Test
    void signalsArePassedOn() throws Exception {
        bench.helper.hold();
        var status = Bench.aside(() -> bench.run("exec", "web", "sleep", "9"));
        Eventually.true_(
                "it runs", () -> bench.handles("QUIT") && !bench.helper.asked().isEmpty());
        bench.signal("INT");
        bench.signal("TERM");
        bench.helper.programs(process -> 130);
        bench.helper.release();
        assertEquals(130, status.get(10, TimeUnit.SECONDS));
        assertEquals(List.of("exec web sleep 9", "signal INT", "signal TERM"), bench.helper.asked());
        assertFalse(bench.handles("INT"));
    }

    @Test
    void withoutAProgramAShellOnATerminal() {
        bench.terminal = true;
        assertEquals(0, bench.run("exec", "web"));
        assertEquals(Programs.shell(), bench.helper.processes().getLast().argv());
        assertTrue(bench.helper.processes().getLast().terminal());
    }

    @Test
    void withoutAProgramAndATerminalASentence() {
        assertEquals(Exit.USAGE, bench.run("exec", "web"));
        assertEquals(
                "darsena: PROGRAM is missing: without it a shell is started, and that takes a terminal.\n",
                bench.err());
        assertEquals(List.of(), bench.helper.asked());
    }

    @Test
    void badProcess() {
        assertEquals(Exit.USAGE, bench.run("exec", "-w", "nowhere", "web", "true"));
        assertTrue(bench.err().contains("--workdir: The path “nowhere” has to begin with /."), bench.err());
    }
}
