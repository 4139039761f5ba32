package org.darsena.helper.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.api.Job;
import org.darsena.api.Names;
import org.darsena.helper.testing.Await;
import org.darsena.helper.testing.Client;
import org.darsena.helper.testing.Rig;
import org.darsena.helper.testing.TestBus;
import org.darsena.model.json.LabReader;
import org.darsena.runtime.LabInfo;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.interfaces.Introspectable;
import org.freedesktop.dbus.interfaces.ObjectManager;
import org.freedesktop.dbus.interfaces.Peer;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.UInt64;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a subscriber hears of containers, labs and jobs, as dbus-java reads it.
@Tag("bus")
class ChangesBusTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String LAB = """
            {"schema":1,"name":"pair","title":"Two hosts",
             "nodes":[{"name":"a","kind":"host"},{"name":"b","kind":"host"}],
             "links":[{"a":{"node":"a","iface":"eth0","addresses":["10.0.0.1/24"]},
                       "b":{"node":"b","iface":"eth0","addresses":["10.0.0.2/24"]}}]}
            """;

    private static Rig rig;

    @BeforeAll
    static void start() throws Exception {
        rig = Rig.withPolkit(Rig.ALICE_MAY);
    }

    @AfterAll
    static void stop() throws Exception {
        if (rig != null) {
            rig.close();
        }
    }

    private static <S extends DBusSignal> List<S> of(Client client, Class<S> type, String path) {
        return client.signals(type).stream()
                .filter(s -> s.toString().contains(path) || s.getPath().equals(path))
                .toList();
    }

    @Test
    void aContainersLife() {
        Client alice = rig.alice();
        alice.manager().Subscribe(Map.of());
        String id = rig.engine().add("life", TestBus.ALICE).id();
        String path = Names.CONTAINERS + id;
        assertEquals("", alice.end(alice.container(id).Start(Map.of())).error);
        assertEquals("", alice.end(alice.container(id).Delete(Map.of())).error);
        Await.until(
                SOON,
                "its removal",
                () -> !of(alice, ObjectManager.InterfacesRemoved.class, path).isEmpty());
        var added = of(alice, ObjectManager.InterfacesAdded.class, path);
        assertEquals(1, added.size());
        Map<String, Variant<?>> props =
                Map.copyOf(added.getFirst().getInterfaces().getOrDefault("org.darsena.Helper1.Container", Map.of()));
        assertEquals(
                Set.of(("Id Name Owner OwnerName State Kind Image Pid Created Started ExitCode Reason Lab Node"
                                + " MemoryLimit CpuLimit PidsLimit OomKills Throttled PidsRefused Labels Addresses")
                        .split(" ")),
                props.keySet());
        assertEquals(new Variant<>(new UInt32(TestBus.ALICE)), props.get("Owner"));
        assertEquals(new Variant<>(new UInt64(512L << 20)), props.get("MemoryLimit"));
        assertEquals(new Variant<>(-1), props.get("ExitCode"));
        var changed = of(alice, Properties.PropertiesChanged.class, path);
        assertEquals(1, changed.size(), changed::toString);
        assertEquals("org.darsena.Helper1.Container", changed.getFirst().getInterfaceName());
        assertEquals(
                Set.of("State", "Pid", "Started"),
                changed.getFirst().getPropertiesChanged().keySet(),
                "only what changed");
    }

    @Test
    void whoDoesNotSubscribeHearsOfOwnJobsOnlyAndInOrder() {
        Client alice = rig.alice();
        String id = rig.engine().add("quiet", TestBus.ALICE).id();
        DBusPath job = alice.container(id).Start(Map.of());
        assertEquals("", alice.end(job).error);
        List<DBusSignal> heard = alice.signals();
        assertEquals(
                List.of(Job.Progress.class, Job.Completed.class),
                heard.stream().map(DBusSignal::getClass).toList());
        var progress = assertInstanceOf(Job.Progress.class, heard.getFirst());
        assertEquals("start", progress.step);
        assertEquals(Map.of("name", "x"), progress.args);
        assertEquals(0.5, progress.fraction);
    }

    @Test
    void aLabsLife() throws Exception {
        Client alice = rig.alice();
        alice.manager().Subscribe(Map.of());
        var up = alice.end(alice.manager().UpLab(LAB, Map.of("name", new Variant<>("mine"))));
        assertEquals("", up.error, up.detail::toString);
        String id = String.valueOf(Client.result(up, "lab"));
        Map<String, Variant<?>> props = alice.properties(Names.LABS + id).GetAll("org.darsena.Helper1.Lab");
        assertEquals(new Variant<>("mine"), props.get("Name"));
        assertEquals(new Variant<>("Two hosts"), props.get("Title"));
        assertEquals(
                LabReader.read(LAB),
                LabReader.read(String.valueOf(
                        alice.properties(Names.LABS + id).<Object>Get("org.darsena.Helper1.Lab", "Document"))));
        DBusPath check = alice.lab(id).Check(Map.of());
        var checked = alice.end(check);
        assertEquals(
                "[{\"name\":\"a \\\"check\\\"\",\"node\":\"web\",\"expect\":\"MUST\",\"held\":true,"
                        + "\"detail\":\"HTTP 200 in 3 ms\",\"millis\":3}]",
                Client.result(checked, "checks"));
        assertEquals(5, of(alice, Job.Progress.class, check.getPath()).size(), "each check is told");
        assertEquals("", alice.end(alice.lab(id).Down(Map.of())).error);
        Await.until(
                SOON,
                "its removal",
                () -> !of(alice, ObjectManager.InterfacesRemoved.class, Names.LABS + id)
                        .isEmpty());
    }

    @Test
    void anotherConnectionOfTheSameUserSeesTheJob() {
        Client window = rig.alice();
        Client command = rig.alice();
        window.manager().Subscribe(Map.of());
        String id = rig.engine().add("two", TestBus.ALICE).id();
        rig.engine().hold();
        DBusPath job;
        try {
            job = command.container(id).Start(Map.of());
            Await.until(
                    SOON,
                    "word of its running",
                    () -> of(window, Properties.PropertiesChanged.class, job.getPath()).stream()
                            .anyMatch(c -> new Variant<>("running")
                                    .equals(c.getPropertiesChanged().get("State"))));
            assertTrue(window.objects().containsKey(job));
            window.job(job).Cancel();
        } finally {
            rig.engine().release();
        }
        command.end(job);
        assertEquals(List.of(), window.ends(job), "its end is told to the asker");
    }

    @Test
    void aListTooLongForOneMessageLeavesTheDocumentsOut() throws Exception {
        Client root = rig.root();
        String file = "x".repeat(900_000);
        String large = LAB.replace(
                "{\"name\":\"a\",\"kind\":\"host\"}",
                "{\"name\":\"a\",\"kind\":\"host\",\"files\":[{\"path\":\"/big\",\"content\":\"" + file + "\"}]}");
        for (int i = 0; i < 12; i++) {
            var info = new LabInfo("big" + i, "big" + i, 0, LabInfo.State.RUNNING, LabReader.read(large), Map.of(), 1);
            rig.engine().add(info);
        }
        var objects = root.objects();
        long without = objects.values().stream()
                .map(o -> o.get("org.darsena.Helper1.Lab"))
                .filter(p -> p != null && !p.containsKey("Document"))
                .count();
        assertTrue(without >= 2 && without < 12, () -> without + " without a document");
        String document = String.valueOf(
                root.properties(Names.LABS + "big11").<Object>Get("org.darsena.Helper1.Lab", "Document"));
        assertEquals(LabReader.read(large), LabReader.read(document));
    }

    @Test
    void standardInterfacesAnswer() throws Exception {
        Client alice = rig.alice();
        var peer = alice.object(Names.ROOT, Peer.class);
        peer.Ping();
        assertEquals(Files.readString(Path.of("/etc/machine-id")).strip(), peer.GetMachineId());
        String xml = alice.object(Names.CONTAINERS + "0123456789ab", Introspectable.class)
                .Introspect();
        assertTrue(xml.contains("<method name=\"ExecTerminal\">"), xml);
        assertTrue(alice.properties(Names.ROOT)
                .GetAll("org.darsena.Helper1.Manager")
                .isEmpty());
    }
}
