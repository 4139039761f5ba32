package org.darsena.helper.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.darsena.api.Errors;
import org.darsena.api.Names;
import org.darsena.helper.testing.Await;
import org.darsena.helper.testing.Client;
import org.darsena.helper.testing.Rig;
import org.darsena.helper.testing.TestBus;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What polkit says is what happens; whatever the table doesn't know, or polkit doesn't answer, is refused.
@Tag("bus")
class GateBusTest {
    private static final String BOB_NEVER = """
        polkit.addRule(function(action, subject) {
            if (subject.user == "darbob" && action.id == "org.darsena.helper.container.create") {
                return polkit.Result.NO;
            }
        });
        """;

    private static Rig rig;

    @BeforeAll
    static void start() throws Exception {
        rig = Rig.withPolkit(BOB_NEVER + Rig.ALICE_MAY);
    }

    @AfterAll
    static void stop() throws Exception {
        if (rig != null) {
            rig.close();
        }
    }

    private static String spec(String name, String more) {
        return "{\"schema\":1,\"name\":\"%s\",\"process\":{\"argv\":[\"true\"]}%s}".formatted(name, more);
    }

    @Test
    void whatPolkitAllowsIsDone() {
        Client alice = rig.alice();
        var end = alice.end(alice.manager().CreateContainer(spec("allowed", ""), Map.of("start", new Variant<>(true))));
        assertEquals("", end.error, () -> end.detail.toString());
        String id = String.valueOf(Client.result(end, "container"));
        assertTrue(rig.engine().done().containsAll(List.of("create " + id, "start " + id)));
        assertEquals(TestBus.ALICE, rig.engine().container(id).orElseThrow().owner(), "belongs to whoever called");
    }

    @Test
    void whatPolkitForbidsIsDenied() {
        Client bob = rig.bob();
        var end = bob.end(bob.manager().CreateContainer(spec("forbidden", ""), Map.of()));
        assertEquals(Errors.DENIED, end.error);
        assertEquals(Map.of("action", "org.darsena.helper.container.create", "name", "forbidden"), end.detail);
        assertNothingMade("forbidden");
    }

    @Test
    void withoutAnyoneToAskForThePasswordItNeedsAuthentication() {
        Client bob = rig.bob();
        String id = rig.engine().add("challenge", TestBus.BOB).id();
        assertEquals(Errors.NEEDS_AUTHENTICATION, bob.end(bob.container(id).Start(Map.of())).error);
        assertTrue(rig.engine().done().stream().noneMatch(d -> d.equals("start " + id)));
    }

    @Test
    void anUnconfinedContainerIsAskedForByItself() {
        Client alice = rig.alice();
        Map<String, String> asked = Map.of(
                ",\"security\":{\"seccomp\":\"unconfined\"}", "privileged",
                ",\"namespaces\":[\"mount\",\"uts\",\"ipc\",\"pid\",\"net\",\"cgroup\"]", "host-user",
                ",\"namespaces\":[\"mount\",\"uts\",\"ipc\",\"pid\",\"user\",\"cgroup\"],\"networks\":[]",
                        "host-namespace");
        asked.forEach((more, action) -> {
            var end = alice.end(alice.manager().CreateContainer(spec("unconfined", more), Map.of()));
            assertEquals(Errors.NEEDS_AUTHENTICATION, end.error, more + " " + end.detail);
            assertEquals("org.darsena.helper.container." + action, end.detail.get("action"), more);
        });
        assertNothingMade("unconfined");
    }

    @Test
    void capabilitiesOfAFileAreReadFreelyAndSetWithLeave() {
        Client bob = rig.bob();
        String id = rig.engine().add("files", TestBus.BOB).id();
        var read = bob.end(bob.container(id).FileCapabilities("/bin/x", Map.of()));
        assertEquals("{\"path\":\"/bin/x\"}", String.valueOf(Client.result(read, "file")));
        var set = bob.end(bob.container(id).SetFileCapabilities("/bin/x", "cap_net_raw+ep", Map.of()));
        assertEquals(Errors.NEEDS_AUTHENTICATION, set.error);
        assertEquals("org.darsena.helper.container.file-capabilities", set.detail.get("action"));
        Client root = rig.root();
        root.end(root.container(id).SetFileCapabilities("/bin/x", "cap_net_raw+ep", Map.of()));
        root.end(root.container(id).SetFileCapabilities("/bin/x", "", Map.of()));
        assertEquals(
                List.of("filecap " + id + " /bin/x cap_net_raw=ep", "filecap " + id + " /bin/x "),
                rig.engine().done().stream()
                        .filter(d -> d.startsWith("filecap"))
                        .toList());
    }

    @Test
    void othersAreAnAdministratorsAndAskedForFirst() {
        Client alice = rig.alice();
        assertEquals(Errors.NEEDS_AUTHENTICATION, alice.end(alice.manager().ShowOthers(Map.of())).error);
    }

    @Test
    void whatTheTableDoesNotKnowIsRefused() {
        Client root = rig.root();
        String id = rig.engine().add("unknown-calls", 0).id();
        String path = Names.CONTAINERS + id;
        Map<String, Message> replies = Map.of(
                "no such method", root.raw(path, "org.darsena.Helper1.Container", "Explode", ""),
                "another's interface", root.raw(path, "org.darsena.Helper1.Lab", "Start", "a{sv}", Map.of()),
                "no such property access",
                        root.raw(
                                path,
                                "org.freedesktop.DBus.Properties",
                                "Set",
                                "ssv",
                                "org.darsena.Helper1.Container",
                                "Name",
                                new Variant<>("x")));
        replies.forEach((what, reply) -> assertEquals(
                "org.freedesktop.DBus.Error.UnknownMethod",
                assertInstanceOf(Error.class, reply, what).getName(),
                what));
        Message wrong = root.raw(path, "org.darsena.Helper1.Container", "Start", "s", "now");
        assertEquals(
                "org.freedesktop.DBus.Error.InvalidArgs",
                assertInstanceOf(Error.class, wrong).getName());
        assertTrue(rig.engine().done().stream().noneMatch(d -> d.equals("start " + id)));
    }

    @Test
    void theBusLetsOnlyOurInterfacesThrough() {
        Error refused = assertInstanceOf(Error.class, rig.alice().raw(Names.ROOT, "org.example.Other", "Doctor", ""));
        assertEquals("org.freedesktop.DBus.Error.AccessDenied", refused.getName());
    }

    @Test
    void optionsAreStrict() {
        Client root = rig.root();
        String id = rig.engine().add("options", 0).id();
        List<Map<String, Variant<?>>> bad = List.of(
                Map.of("secnods", new Variant<>(new UInt32(3))),
                Map.of("seconds", new Variant<>("3")),
                Map.of("seconds", new Variant<>(3)),
                Map.of("seconds", new Variant<>(new UInt32(3601))));
        for (var options : bad) {
            Error refused = assertInstanceOf(
                    Error.class,
                    root.raw(Names.CONTAINERS + id, "org.darsena.Helper1.Container", "Stop", "a{sv}", options));
            assertEquals(Errors.INVALID, refused.getName(), options.toString());
        }
    }

    @Test
    void everyActIsOnRecordWithoutWhatItRan() throws Exception {
        Client alice = rig.alice();
        String secret = "{\"schema\":1,\"name\":\"recorded\",\"process\":{\"argv\":[\"true\",\"hunter2\"]}}";
        assertEquals("", alice.end(alice.manager().CreateContainer(secret, Map.of())).error);
        Await.until(
                Duration.ofSeconds(5),
                "an audit line",
                () -> rig.auditLines().stream()
                        .anyMatch(l -> l.contains("uid=61001")
                                && l.contains("bus=" + alice.name())
                                && l.contains(
                                        "action=org.darsena.helper.container.create target=recorded outcome=ok ms=")));
        assertTrue(rig.auditLines().stream().noneMatch(l -> l.contains("hunter2")));
    }

    @Test
    void soIsWhatIsDoneToAJob() throws Exception {
        Client alice = rig.alice();
        Client bob = rig.bob();
        String path = Names.JOBS + "987654";
        for (Client who : List.of(alice, bob)) {
            assertInstanceOf(Error.class, who.raw(path, "org.darsena.Helper1.Job", "Signal", "s", "KILL"));
        }
        String id = rig.engine().add("signalled", TestBus.ALICE).id();
        rig.engine().hold();
        DBusPath job = alice.container(id).Start(Map.of());
        assertInstanceOf(Error.class, bob.raw(job.getPath(), "org.darsena.Helper1.Job", "Cancel", ""));
        alice.raw(job.getPath(), "org.darsena.Helper1.Job", "Cancel", "");
        rig.engine().release();
        for (String line : List.of(
                "uid=61001 .* action=job.Signal target=\\? outcome=.*NotFound ms=0",
                "uid=61002 .* action=job.Cancel target=start/signalled outcome=.*NotFound ms=0",
                "uid=61001 .* action=job.Cancel target=start/signalled outcome=ok ms=0")) {
            assertTrue(rig.auditLines().stream().anyMatch(l -> l.matches(".*" + line)), line);
        }
    }

    @Test
    void refusedDocumentsSayAllThatIsWrong() {
        Error refused = assertInstanceOf(
                Error.class,
                rig.root()
                        .raw(
                                Names.ROOT,
                                "org.darsena.Helper1.Manager",
                                "CreateContainer",
                                "sa{sv}",
                                "{\"schema\":1,\"name\":\"../etc\",\"bogus\":1,\"process\":{\"argv\":[]}}",
                                Map.of()));
        assertEquals(Errors.INVALID, refused.getName());
        String args = String.valueOf(refused.getException().getMessage());
        assertTrue(args.startsWith("{\"problems\":\"[{\\\"rule\\\":"), args);
        assertTrue(args.contains("bogus"), args);
    }

    private static void assertNothingMade(String name) {
        assertTrue(rig.engine().containers().stream()
                .noneMatch(c -> c.spec().name().equals(name)));
    }

    @Test
    void jobsOfOneUserAreBoundedAndEndOnce() {
        Client alice = rig.alice();
        rig.engine().hold();
        List<DBusPath> jobs = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                jobs.add(alice.manager().CreateContainer(spec("many-" + i, ""), Map.of()));
            }
            Error refused = assertInstanceOf(
                    Error.class,
                    alice.raw(
                            Names.ROOT,
                            "org.darsena.Helper1.Manager",
                            "CreateContainer",
                            "sa{sv}",
                            spec("one-too-many", ""),
                            Map.of()));
            assertEquals(Errors.BUSY, refused.getName());
            alice.job(jobs.getFirst()).Cancel();
            assertEquals(Errors.CANCELLED, alice.end(jobs.getFirst()).error);
            alice.job(jobs.getFirst()).Cancel();
        } finally {
            rig.engine().release();
        }
        for (DBusPath job : jobs.subList(1, jobs.size())) {
            assertEquals("", alice.end(job).error);
        }
        // a further call's reply comes after anything sent before it
        alice.manager().Doctor();
        jobs.forEach(job -> assertEquals(1, alice.ends(job).size(), "ends of " + job));
        assertNothingMade("many-0");
    }
}
