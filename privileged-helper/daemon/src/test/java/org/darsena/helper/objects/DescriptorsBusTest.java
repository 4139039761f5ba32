package org.darsena.helper.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.darsena.api.Errors;
import org.darsena.api.HelperError;
import org.darsena.api.Job;
import org.darsena.api.Names;
import org.darsena.helper.testing.Await;
import org.darsena.helper.testing.Client;
import org.darsena.helper.testing.Rig;
import org.darsena.helper.testing.TestBus;
import org.darsena.runtime.kernel.Fd;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Descriptors cross both ways, have one owner, and none is left open.
@Tag("bus")
class DescriptorsBusTest {
    private static final String CAT = "{\"argv\":[\"cat\"]}";
    private static final String SHELL = "{\"argv\":[\"sh\"],\"terminal\":true}";

    private static Rig rig;
    private static String id;

    @BeforeAll
    static void start() throws Exception {
        rig = Rig.withPolkit(Rig.ALICE_MAY);
        id = rig.engine().add("web", TestBus.ALICE).id();
    }

    @AfterAll
    static void stop() throws Exception {
        if (rig != null) {
            rig.close();
        }
    }

    /// Three files that stand for a process's streams.
    private record Streams(FileInputStream in, FileOutputStream out, FileOutputStream err) implements AutoCloseable {
        static Streams open(String input) throws IOException {
            Path in = file("in");
            Files.writeString(in, input);
            return new Streams(
                    new FileInputStream(in.toFile()),
                    new FileOutputStream(file("out").toFile()),
                    new FileOutputStream(file("err").toFile()));
        }

        static Path file(String name) {
            return rig.bus().folder().resolve("state/" + name);
        }

        DBusPath exec(Client client, String process) throws IOException {
            return client.container(id)
                    .Exec(process, handle(in.getFD()), handle(out.getFD()), handle(err.getFD()), Map.of());
        }

        static FileDescriptor handle(java.io.FileDescriptor descriptor) throws IOException {
            return new FileDescriptor(Fd.numberOf(descriptor));
        }

        @Override
        public void close() throws IOException {
            in.close();
            out.close();
            err.close();
        }
    }

    @Test
    void execRunsOnTheCallersStreams() throws Exception {
        Client alice = rig.alice();
        DBusPath job;
        try (Streams streams = Streams.open("seven b")) {
            job = streams.exec(alice, CAT);
        }
        var end = alice.end(job);
        assertEquals("", end.error, end.detail::toString);
        assertEquals(7, Client.result(end, "exit"));
        assertEquals("hello\n", Files.readString(Streams.file("out")));
        assertEquals("oops\n", Files.readString(Streams.file("err")));
        assertEquals(
                1,
                alice.signals(Job.Started.class).stream()
                        .filter(s -> s.getPath().equals(job.getPath()))
                        .count());
    }

    /// What crosses beside a document arrives under its name, and the caller's own stays open.
    @Test
    void filesAreAttachedByName() throws Exception {
        Client alice = rig.alice();
        String spec = "{\"schema\":1,\"name\":\"attached\",\"process\":{\"argv\":[\"true\"]}}";
        Path one = Streams.file("one");
        Path two = Streams.file("two");
        Files.writeString(one, "first");
        Files.writeString(two, "second");
        try (FileInputStream a = new FileInputStream(one.toFile());
                FileInputStream b = new FileInputStream(two.toFile())) {
            var files = new LinkedHashMap<String, FileDescriptor>();
            files.put("/mounts/1/source", Streams.handle(b.getFD()));
            files.put("/mounts/0/source", Streams.handle(a.getFD()));
            var made = alice.end((DBusPath) alice.createWith(spec, files).getParameters()[0]);
            assertEquals("", made.error, made.detail::toString);
            assertEquals("first", rig.engine().attached().get("/mounts/0/source"));
            assertEquals("second", rig.engine().attached().get("/mounts/1/source"));
        }
        try (FileInputStream a = new FileInputStream(one.toFile())) {
            var refused =
                    assertInstanceOf(Error.class, alice.createWith(spec, Map.of("../x", Streams.handle(a.getFD()))));
            assertEquals(Errors.INVALID, refused.getName());
        }
    }

    @Test
    void terminalIsTakenOnceAndOnlyByTheAsker() throws Exception {
        Client alice = rig.alice();
        Client otherOfAlice = rig.alice();
        DBusPath path = alice.container(id)
                .ExecTerminal(
                        SHELL, Map.of("columns", new Variant<>(new UInt32(80)), "rows", new Variant<>(new UInt32(24))));
        Await.until(
                Duration.ofSeconds(10),
                "start",
                () -> !alice.signals(Job.Started.class).isEmpty());
        HelperError notYours =
                assertThrows(HelperError.class, () -> otherOfAlice.job(path).TakeTerminal());
        assertEquals(Errors.NOT_FOUND, notYours.error());
        FileDescriptor terminal = alice.job(path).TakeTerminal();
        try (var in =
                new FileInputStream(Fd.adopt(terminal.getIntFileDescriptor()).releaseToJava())) {
            assertEquals("prompt$ ", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertEquals(
                Errors.STATE,
                assertThrows(HelperError.class, () -> alice.job(path).TakeTerminal())
                        .error());
        alice.job(path).Resize(100, 30);
        assertThrows(HelperError.class, () -> alice.job(path).Resize(0, 30));
        assertThrows(HelperError.class, () -> alice.job(path).Signal("BOGUS"));
        alice.job(path).Signal("INT");
        assertEquals(129, Client.result(alice.end(path), "exit"));
        assertEquals(
                List.of("80x24", "100x30", "INT", "close"),
                rig.engine().lastSession().orElseThrow().heard());
    }

    @Test
    void aTerminalCanBeTakenAfterAShortProcessHasEnded() throws Exception {
        Client alice = rig.alice();
        DBusPath path = alice.container(id).ExecTerminal(SHELL, Map.of());
        Await.until(
                Duration.ofSeconds(10),
                "start",
                () -> !alice.signals(Job.Started.class).isEmpty());
        alice.job(path).Signal("INT");
        assertEquals("", alice.end(path).error);
        FileDescriptor terminal = alice.job(path).TakeTerminal();
        try (var in =
                new FileInputStream(Fd.adopt(terminal.getIntFileDescriptor()).releaseToJava())) {
            assertEquals("prompt$ ", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void execOfOneWhoLeavesIsHungUp() throws Exception {
        Client leaving = rig.alice();
        leaving.container(id).ExecTerminal(SHELL, Map.of());
        Await.until(
                Duration.ofSeconds(10),
                "start",
                () -> !leaving.signals(Job.Started.class).isEmpty());
        var session = rig.engine().lastSession().orElseThrow();
        leaving.close();
        Await.until(
                Duration.ofSeconds(10),
                "end of the session",
                () -> session.heard().contains("close"));
        assertEquals("HUP", session.heard().getFirst());
    }

    @Test
    void logIsADescriptorOpenForReading() throws Exception {
        assertEquals("log of " + id + "\n", log(Map.of()));
        assertEquals("rotated log of " + id + "\n", log(Map.of("rotated", new Variant<>(true))));
        assertThrows(HelperError.class, () -> log(Map.of("rotated", new Variant<>("yes"))));
    }

    private String log(Map<String, Variant<?>> options) throws Exception {
        FileDescriptor log = rig.alice().container(id).Log(options);
        try (var in = new FileInputStream(Fd.adopt(log.getIntFileDescriptor()).releaseToJava())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void nothingStaysOpen() throws Exception {
        Client alice = rig.alice();
        alice.containers();
        String marked = rig.bus().folder().toString();
        for (int i = 0; i < 20; i++) {
            try (Streams streams = Streams.open("x")) {
                FileDescriptor one = Streams.handle(streams.in().getFD());
                // a method that takes none; one that is refused; one that is carried out
                assertInstanceOf(
                        Error.class,
                        alice.raw(
                                Names.CONTAINERS + id,
                                "org.darsena.Helper1.Container",
                                "Start",
                                "a{sv}h",
                                Map.of(),
                                one));
                assertInstanceOf(
                        Error.class,
                        alice.raw(Names.CONTAINERS + id, "org.darsena.Helper1.Nothing", "Start", "h", one));
                assertThrows(HelperError.class, () -> streams.exec(alice, SHELL));
                assertThrows(
                        HelperError.class, () -> alice.container("ffffffffffff").Exec(CAT, one, one, one, Map.of()));
                assertEquals("", alice.end(streams.exec(alice, CAT)).error);
            }
        }
        // the double's log and terminal files are the client's by now; its streams are not
        Await.until(
                Duration.ofSeconds(10),
                "no stream open: " + open(marked),
                () -> open(marked).isEmpty());
    }

    private static List<String> open(String folder) throws IOException {
        try (var fds = Files.list(Path.of("/proc/self/fd"))) {
            return fds.map(fd -> {
                        try {
                            return Files.readSymbolicLink(fd).toString();
                        } catch (IOException e) {
                            return "";
                        }
                    })
                    .filter(target -> target.matches(folder + "/state/(in|out|err)"))
                    .toList();
        }
    }
}
