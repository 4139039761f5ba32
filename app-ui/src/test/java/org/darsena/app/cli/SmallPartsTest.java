package org.darsena.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.darsena.app.client.Eventually;
import org.darsena.model.json.SeccompReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables, terminals, signals, figures, documents of the machine.
class SmallPartsTest {
    private final Bench bench = new Bench();

    @TempDir
    Path folder;

    @Test
    void columns() {
        var table = new Table(Set.of(1), List.of("NAME", "SIZE", "TITLE"));
        table.row("ñandú", "5", "");
        table.row("a", "1000", "x");
        assertEquals("NAME   SIZE  TITLE\nñandú     5\na      1000  x\n", table.toString());
    }

    @Test
    void whatIsATerminal() throws Exception {
        Files.createSymbolicLink(folder.resolve("0"), Path.of("/dev/pts/3"));
        Files.createSymbolicLink(folder.resolve("1"), Path.of("pipe:[1234]"));
        var tty = new Tty(folder);
        assertTrue(tty.inputIsTerminal());
        assertFalse(tty.outputIsTerminal());
        assertFalse(tty.errorIsTerminal());
    }

    @Test
    void signalsOfThisProcess() throws Exception {
        var came = new CompletableFuture<String>();
        try (var _ = new JvmSignals().on("WINCH", () -> came.complete("WINCH"))) {
            new ProcessBuilder(
                            "kill",
                            "-WINCH",
                            Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            assertEquals("WINCH", came.get(10, TimeUnit.SECONDS));
        }
        // an unknown one does no harm
        new JvmSignals().on("NOSUCH", () -> {}).close();
    }

    @Test
    void figuresOnce() throws Exception {
        bench.helper.containers(3);
        var ticking = Bench.asideDo(() -> Eventually.true_("it was shown", () -> {
            bench.helper.tick();
            return bench.out().contains("web");
        }));
        assertEquals(0, bench.run("stats", "--no-stream", "web"));
        ticking.get(20, TimeUnit.SECONDS);
        List<String> lines = bench.out().lines().toList();
        assertEquals(2, lines.size(), bench.out());
        assertTrue(
                lines.get(0).matches("ID +NAME +CPU +MEMORY +LIMIT +IN +OUT +PIDS +OOM +THROTTLED +REFUSED"),
                bench.out());
        assertTrue(
                lines.get(1)
                        .matches(
                                "5a0000000000 +web +\\S+ % +\\S+ MiB +64 MiB +\\S+ [kM]?B/s +\\S+ [kM]?B/s +\\d+ +0 +0 +0"),
                bench.out());
    }

    @Test
    void figuresForPrograms() throws Exception {
        bench.helper.containers(3);
        var ticking = Bench.asideDo(() -> Eventually.true_("it was shown", () -> {
            bench.helper.tick();
            return bench.out().contains("web");
        }));
        assertEquals(0, bench.run("stats", "--no-stream", "--json"));
        ticking.get(20, TimeUnit.SECONDS);
        var list = MachineDocument.parse(bench.out());
        assertEquals(3, list.size());
        assertTrue(list.path(0).path("memory").isNumber());
    }

    @Test
    void doctorAndImages() {
        String doctor = """
                {"checks":[{"id":"cgroup","state":"ok","value":"v1","detail":"","neededFor":["limits"]},
                           {"id":"lsm","state":"limited","value":"","detail":"none","neededFor":[]},
                           {"id":"netem","state":"missing","value":"","detail":"","neededFor":["a","b"]}]}""";
        String images = "{\"images\":[{\"id\":\"host\",\"title\":\"Debian\",\"size\":1048576,\"usedBy\":2}]}";
        bench.helper.documents(doctor, images);
        assertEquals(0, bench.run("doctor"));
        assertEquals("""
                WHAT    FOUND    SEEN  NEEDED FOR
                cgroup  ok       v1    limits
                lsm     limited  none
                netem   missing        a, b
                """, bench.out());
        bench.helper.documents("""
                {"checks": [], "hierarchies": {"trees": [
                  {"title": "memory", "version": 1, "subsystems": ["memory"], "mount": "/cg/memory", "groups":
                    {"name": "/", "processes": 9, "more": 4, "below": [
                      {"name": "darsena", "processes": 0, "more": 0, "below": [
                        {"name": "0123", "processes": 2, "below": [], "more": 0}]}]}},
                  {"title": "unified", "version": 2, "subsystems": ["io"], "mount": ""}],
                  "free": ["net_cls"]}}""", images);
        assertEquals(0, bench.run("doctor"));
        assertTrue(bench.out().endsWith("""
                ├─ memory, version 1, at /cg/memory
                │  └─ /: 9 processes
                │     ├─ darsena: 0 processes
                │     │  └─ 0123: 2 processes
                │     └─ 4 more below
                ├─ unified, version 2, mounted nowhere in sight [io]
                └─ attached to none: net_cls
                """), bench.out());
        bench.helper.documents(doctor, images);
        assertEquals(0, bench.run("image"));
        assertEquals("""
                ID    TITLE    SIZE  ARCHITECTURE  USED BY
                host  Debian  1 MiB                2
                """, bench.out());
        assertEquals(0, bench.run("doctor", "--json"));
        assertTrue(bench.out().startsWith("{\"checks\""));
        bench.helper.documents("rubbish", "");
        assertEquals(Exit.FAILED, bench.run("doctor"));
        assertEquals(1, bench.err().lines().count(), bench.err());
    }

    @Test
    void seccompProfiles() throws Exception {
        assertEquals(0, bench.run("seccomp"));
        assertEquals(
                SeccompReader.standard(),
                SeccompReader.check(bench.out(), "default").orThrow());
        bench.helper.containers(2);
        assertEquals(Exit.FAILED, bench.run("seccomp", "web"));
        assertTrue(bench.err().contains("--seccomp learn"), bench.err());
        String id = bench.helper.containers().getFirst().id();
        String learned =
                "{\"learned\":{\"calls\":2,\"complete\":%s,\"profile\":{\"defaultAction\":\"SCMP_ACT_KILL\"}}}";
        bench.helper.inspection(id, learned.formatted("true"));
        assertEquals(0, bench.run("seccomp", id));
        assertTrue(bench.out().contains("\"SCMP_ACT_KILL_THREAD\""), bench.out());
        assertEquals("", bench.err());
        bench.helper.inspection(id, learned.formatted("false"));
        assertEquals(0, bench.run("seccomp", id));
        assertTrue(bench.err().startsWith("darsena: warning: "), bench.err());
    }

    @Test
    void inspect() {
        bench.helper.containers(2);
        assertEquals(0, bench.run("inspect", "web"));
        assertEquals("web", MachineDocument.parse(bench.out()).path("name").asText());
    }

    /// A defence that its spec gives up is told; one that should hold and does not is a failure.
    @Test
    void verify() {
        bench.helper.containers(2);
        String id = bench.helper.containers().getFirst().id();
        String weak = "{\"id\":\"seccomp\",\"case\":\"seccomp\",\"outcome\":\"weakened\",\"reason\":\"off\","
                + "\"args\":{\"what\":\"seccomp\"}}";
        bench.helper.verification(id, "{\"holds\":true,\"findings\":[" + weak + "]}");
        assertEquals(Exit.OK, bench.run("verify", "web"));
        assertEquals("""
                weak     Dangerous system calls are filtered, by every entry: no, by its spec: there is no filter\
                 → leave out --seccomp
                """, bench.out());
        assertEquals("0 hold, 1 weakened by its spec\n", bench.err());
        String broken = weak.replace("weakened", "broken");
        bench.helper.verification(id, "{\"holds\":false,\"findings\":[" + broken + "]}");
        assertEquals(Exit.FAILED, bench.run("verify", "web"));
        assertTrue(bench.out().startsWith("FAIL "), bench.out());
        assertEquals(Exit.FAILED, bench.run("verify", "--json", "web"));
        assertEquals("{\"holds\":false,\"findings\":[" + broken + "]}\n", bench.out());
    }
}
