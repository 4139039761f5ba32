package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.FileSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.Security;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Containers in seccomp's strict mode: whatever is run in them may read, write and exit.
@Tag("kernel")
class StrictKernelTest {
    private static final Security STRICT = new Security(Set.of(), Set.of(), true, SeccompMode.STRICT);

    private final Probe hello =
            Probe.compiled("src/test/c/strict.c", "-static", "-nostdlib", "-ffreestanding", "-fno-stack-protector");
    private final TestEngine t = new TestEngine();

    StrictKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private static ContainerSpec strict(String... argv) {
        return TestEngine.secured(spec("box", argv), STRICT);
    }

    @Test
    void whatOnlyReadsAndWritesRuns() throws Exception {
        ContainerInfo end = hello.run(t, strict("/probe"));
        assertEquals("hello\n", t.log(end.id()));
        assertEquals(7, end.exitCode());
    }

    @Test
    void anyOtherCallIsTheEnd() throws Exception {
        ContainerInfo end = hello.run(t, strict("/probe", "getpid"));
        assertEquals("hello\n", t.log(end.id()));
        assertEquals(137, end.exitCode(), "128 + SIGKILL");
    }

    /// A C library calls more than that before main. A loader of libraries reads the time-stamp counter even before:
    /// strict mode takes that away as well, and the answer is SIGSEGV.
    @Test
    void ordinaryProgramsDoNotGetFar() throws Exception {
        ContainerInfo loaded = t.run(strict("echo", "hi"));
        assertEquals("", t.log(loaded.id()));
        assertTrue(Set.of(137, 139).contains(loaded.exitCode()), "exit " + loaded.exitCode());
        t.engine().delete(loaded.id(), true, Progress.NONE);
        Probe plain = Probe.compiled("src/test/c/probe.c", "-static");
        assertEquals(137, plain.run(t, strict("/probe", "fds")).exitCode());
    }

    @Test
    void theKernelSaysStrict() throws Exception {
        String id = hello.start(t, strict("-"));
        // it has been executed; that it enters strict mode then takes a moment
        TestEngine.until("strict mode", () -> seccomp(id).path("mode").intValue() == 1);
        assertEquals("hello\nexit 7", run(id, "/probe"));
        assertEquals("hello\nexit 137", run(id, "/probe", "getpid"));
        assertEquals("exit 137", run(id, "/dev/darsena-strict", "/probe"), "our own program is no way out");
    }

    private JsonNode seccomp(String id) throws Exception {
        return new JsonMapper().readTree(t.engine().inspect(id)).path("seccomp");
    }

    private String run(String id, String... argv) throws Exception {
        return Exec.run(t.engine(), id, ProcessSpec.of(List.of(argv)));
    }

    @Test
    void whatIsNoProgramIsSaidSo() throws Exception {
        String id = hello.start(t, strict("-"));
        assertEquals("strict: nothing: is not to be found, or not to be executed\nexit 127", run(id, "nothing"));
        assertEquals(
                "strict: /etc/hostname: is not to be found, or not to be executed\nexit 127", run(id, "/etc/hostname"));
        String script = run(id, "/usr/bin/ldd");
        assertTrue(script.endsWith("scripts cannot be run in strict mode\nexit 126"), script);
    }

    /// Without a filter before it, our program must be what stands there: a file of the spec's in its place is covered.
    @Test
    void nobodysFileStandsInItsPlace() throws Exception {
        String script = "#!/bin/sh\necho BROKEN\n";
        ContainerSpec spec = strict("/probe")
                .with(c -> c.files = List.of(new FileSpec("/dev/darsena-strict", script, "0755", "0:0")));
        assertEquals("hello\n", t.log(hello.run(t, spec).id()));
        Path ours = t.folder.resolve("state/lib/strict");
        assertEquals(0555, (Integer) Files.getAttribute(ours, "unix:mode") & 07777);
        assertEquals(0, Files.getAttribute(ours, "unix:uid"));
    }
}
