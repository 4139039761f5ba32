package org.darsena.helper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.darsena.api.Errors;
import org.darsena.api.HelperError;
import org.darsena.api.Job;
import org.darsena.api.Names;
import org.darsena.helper.testing.Await;
import org.darsena.helper.testing.Client;
import org.darsena.helper.testing.HelperProcess;
import org.darsena.helper.testing.Rig;
import org.darsena.helper.testing.TestBus;
import org.darsena.runtime.EngineConfig;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.local.LocalEngine;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The whole of it as it is installed: the helper's own process, a system-like bus, polkit, and ordinary users who
/// make, start, use and delete containers on the kernel.
@Tag("bus")
@Tag("kernel")
class MainBusTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static TestBus bus;

    @BeforeAll
    static void start() throws Exception {
        Assumptions.assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root");
        bus = TestBus.start(Rig.ALICE_MAY);
    }

    /// Whatever the tests have left, and the cgroups.
    @AfterAll
    static void stop() throws Exception {
        if (bus != null) {
            removeAll("dtesthelper", "dth", bus.folder());
            removeAll("dtestother", "dto", bus.folder().resolve("other"));
            bus.close();
        }
    }

    private static void removeAll(String cgroups, String links, Path folder) throws Exception {
        var config = EngineConfig.of(folder.resolve("helper-state"), folder.resolve("helper-run"))
                .withCgroupParent(cgroups)
                .withLinkPrefix(links);
        try (LocalEngine engine = LocalEngine.open(config)) {
            engine.core().destroyAll();
        }
        Files.deleteIfExists(Path.of("/run/darsena-" + cgroups + "-" + links + ".lock"));
    }

    private static HelperProcess helper(String... more) throws IOException {
        String[] options = new String[more.length + 2];
        options[0] = "--bus";
        options[1] = bus.address();
        System.arraycopy(more, 0, options, 2, more.length);
        return HelperProcess.launch(bus.folder(), options);
    }

    private static String made(Client client, String name) {
        String spec = """
            {"schema":1,"name":"%s","networks":[],"process":{"argv":["sleep","600"]}}\
            """.formatted(name);
        var end = client.end(client.manager().CreateContainer(spec, Map.of("start", new Variant<>(true))));
        assertEquals("", end.error, () -> end.detail.toString());
        return String.valueOf(Client.result(end, "container"));
    }

    private static Object state(Client client, String id) {
        return client.properties(Names.CONTAINERS + id).Get("org.darsena.Helper1.Container", "State");
    }

    @Test
    void tooFewFilesToOpenIsOneSentence() throws Exception {
        List<String> few = List.of("prlimit", "--nofile=256");
        String[] options = {"--bus", bus.address()};
        try (HelperProcess helper = HelperProcess.launch(few, "dtesthelper", "dth", bus.folder(), options)) {
            assertEquals(1, helper.exit());
            assertEquals(
                    "darsena-helper: must be let open 1024 files at least, and may open 256 (ulimit -n, or"
                            + " LimitNOFILE= of the service)",
                    helper.errors().strip());
        }
    }

    @Test
    void anOrdinaryUserMakesStartsUsesAndDeletesAContainer() throws Exception {
        try (HelperProcess helper = helper().ready();
                Client alice = Client.connect(bus.address(), TestBus.ALICE);
                Client bob = Client.connect(bus.address(), TestBus.BOB)) {
            String id = made(alice, "web");
            assertEquals("RUNNING", state(alice, id));
            assertEquals(
                    Errors.NOT_FOUND,
                    assertThrows(HelperError.class, () -> state(bob, id)).error());
            assertEquals("inside: uid 0, 3 bytes\n", output(alice, id));
            terminal(alice, id);
            assertTrue(alice.container(id).Inspect().contains(id));
            assertEquals("", alice.end(alice.container(id).Freeze(Map.of())).error);
            assertEquals("FROZEN", state(alice, id));
            assertEquals("", alice.end(alice.container(id).Thaw(Map.of())).error);
            var running = alice.end(alice.container(id).Delete(Map.of()));
            assertEquals(Errors.STATE, running.error, "not while it runs");
            assertEquals("", alice.end(alice.container(id).Delete(Map.of("force", new Variant<>(true)))).error);
            assertThrows(HelperError.class, () -> state(alice, id));
            helper.terminate();
            assertEquals(143, helper.exit(), helper.errors());
        }
    }

    /// What a program inside says on the descriptors handed over.
    private static String output(Client alice, String id) throws Exception {
        Path in = Files.writeString(bus.folder().resolve("in"), "abc");
        Path out = bus.folder().resolve("out");
        try (var input = new FileInputStream(in.toFile());
                var output = new FileOutputStream(out.toFile())) {
            FileDescriptor sink = new FileDescriptor(Fd.numberOf(output.getFD()));
            var end = alice.end(alice.container(id)
                    .Exec(
                            "{\"argv\":[\"sh\",\"-c\",\"echo inside: uid $(id -u), $(wc -c) bytes; exit 3\"]}",
                            new FileDescriptor(Fd.numberOf(input.getFD())),
                            sink,
                            sink,
                            Map.of()));
            assertEquals("", end.error, () -> end.detail.toString());
            assertEquals(3, Client.result(end, "exit"));
        }
        return Files.readString(out);
    }

    /// A shell on a terminal, sized, spoken to, and hung up by cancelling.
    private static void terminal(Client alice, String id) throws Exception {
        var path = alice.container(id)
                .ExecTerminal(
                        "{\"argv\":[\"sh\"],\"terminal\":true}",
                        Map.of("columns", new Variant<>(new UInt32(90)), "rows", new Variant<>(new UInt32(30))));
        Await.until(
                SOON,
                "start of the shell",
                () -> alice.signals(Job.Started.class).stream()
                        .anyMatch(s -> s.getPath().equals(path.getPath())));
        java.io.FileDescriptor master =
                Fd.adopt(alice.job(path).TakeTerminal().getIntFileDescriptor()).releaseToJava();
        try (var in = new FileInputStream(master);
                var out = new FileOutputStream(master)) {
            out.write("stty size\n".getBytes(StandardCharsets.UTF_8));
            StringBuilder seen = new StringBuilder();
            byte[] some = new byte[1000];
            while (!seen.toString().contains("30 90")) {
                int n = in.read(some);
                seen.append(new String(some, 0, n, StandardCharsets.UTF_8));
            }
            alice.job(path).Cancel();
            assertEquals(Errors.CANCELLED, alice.end(path).error);
        }
    }

    @Test
    void containersOutliveTheHelperHoweverItEnds() throws Exception {
        String id;
        Object pid;
        try (HelperProcess helper = helper().ready();
                Client alice = Client.connect(bus.address(), TestBus.ALICE)) {
            id = made(alice, "outlives");
            pid = alice.properties(Names.CONTAINERS + id).Get("org.darsena.Helper1.Container", "Pid");
            helper.kill();
            helper.exit();
        }
        try (HelperProcess again = helper().ready();
                Client alice = Client.connect(bus.address(), TestBus.ALICE)) {
            assertEquals("RUNNING", state(alice, id));
            assertEquals(pid, alice.properties(Names.CONTAINERS + id).Get("org.darsena.Helper1.Container", "Pid"));
            assertEquals("", alice.end(alice.container(id).Delete(Map.of("force", new Variant<>(true)))).error);
            again.terminate();
            again.exit();
        }
    }

    @Test
    void itEndsWithTheBusAndSaysSo() throws Exception {
        TestBus dying = TestBus.start("");
        try (HelperProcess helper =
                HelperProcess.launch(dying.folder(), "--bus", dying.address()).ready()) {
            dying.killBus();
            assertEquals(HelperCommand.BUS_GONE, helper.exit());
            String last = helper.errors().lines().reduce("", (a, b) -> b);
            assertTrue(
                    last.startsWith("darsena-helper: the bus at " + dying.address() + " is gone ("), helper::toString);
        } finally {
            dying.close();
        }
    }

    @Test
    void whatItCannotDoIsOneSentence() throws Exception {
        Path other = Files.createDirectories(bus.folder().resolve("other"));
        try (HelperProcess helper = helper().ready()) {
            refused(
                    "another darsena-helper (process " + helper.pid()
                            + ") runs on this machine, with the cgroup dtesthelper and interfaces dth…;",
                    HelperProcess.launch(other, "--bus", bus.address()));
            refused("another darsena-helper works on ", otherwise(bus.folder(), "--bus", bus.address()));
            refused("no bus at unix:path=/nonexistent: ", otherwise(other, "--bus", "unix:path=/nonexistent"));
            refused(
                    "--private-authority is not for the system bus, where polkit decides",
                    otherwise(other, "--private-authority", "1000"));
            refused(
                    "org.darsena.Helper1 is taken: another darsena-helper runs on this bus",
                    otherwise(other, "--bus", bus.address()));
        }
    }

    private static HelperProcess otherwise(Path folder, String... options) throws IOException {
        return HelperProcess.launch("dtestother", "dto", folder, options);
    }

    private static void refused(String sentence, HelperProcess helper) throws Exception {
        try (helper) {
            assertEquals(HelperCommand.FAILED, helper.exit(), helper.errors());
            String said = helper.errors();
            assertEquals(1, said.lines().count(), said);
            assertTrue(said.startsWith("darsena-helper: " + sentence), said);
        }
    }

    @Test
    void idleItEndsByItself() throws Exception {
        try (HelperProcess helper = helper("--idle-exit", "1").ready()) {
            assertEquals(0, helper.exit(), helper.errors());
        }
    }
}
