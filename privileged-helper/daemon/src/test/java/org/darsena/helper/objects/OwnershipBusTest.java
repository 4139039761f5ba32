package org.darsena.helper.objects;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.api.Errors;
import org.darsena.api.HelperError;
import org.darsena.api.Names;
import org.darsena.helper.testing.Client;
import org.darsena.helper.testing.Rig;
import org.darsena.helper.testing.TestBus;
import org.freedesktop.dbus.errors.AccessDenied;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// What belongs to one user is not there for another.
@Tag("bus")
class OwnershipBusTest {
    private static Rig rig;
    private static String alices;
    private static String bobs;

    @BeforeAll
    static void start() throws Exception {
        rig = Rig.withPolkit(Rig.ALICE_MAY + Rig.BOB_MAY);
        alices = rig.engine().add("web", TestBus.ALICE).id();
        bobs = rig.engine().add("web", TestBus.BOB).id();
    }

    @AfterAll
    static void stop() throws Exception {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    void eachSeesTheirOwnAndRootSeesAll() {
        String hers = Names.CONTAINERS + alices;
        String his = Names.CONTAINERS + bobs;
        List<String> alice = rig.alice().containers();
        List<String> bob = rig.bob().containers();
        assertTrue(alice.contains(hers) && !alice.contains(his), alice::toString);
        assertTrue(bob.contains(his) && !bob.contains(hers), bob::toString);
        assertTrue(rig.root().containers().containsAll(Set.of(hers, his)));
        assertEquals(
                "{\"verified\":\"" + alices + "\"}",
                rig.alice().container(alices).Verify());
        assertEquals(
                "{\"verified\":\"" + alices + "\"}",
                rig.root().container(alices).Verify());
    }

    @Test
    void anothersIsNotFoundByAnyMethodAndNotToldFromWhatIsAbsent() {
        Client alice = rig.alice();
        String absent = "ffffffffffff";
        for (String id : List.of(bobs, absent)) {
            var container = alice.container(id);
            Map<String, Executable> calls = Map.ofEntries(
                    entry("Start", () -> container.Start(Map.of())),
                    entry("Stop", () -> container.Stop(Map.of())),
                    entry("Kill", () -> container.Kill("TERM", Map.of())),
                    entry("Delete", () -> container.Delete(Map.of())),
                    entry("Freeze", () -> container.Freeze(Map.of())),
                    entry("Log", () -> container.Log(Map.of())),
                    entry("Inspect", () -> container.Inspect()),
                    entry("Update", () -> container.Update("{\"pids\": 9}", Map.of())),
                    entry("Verify", () -> container.Verify()),
                    entry(
                            "ExecTerminal",
                            () -> container.ExecTerminal("{\"argv\":[\"sh\"],\"terminal\":true}", Map.of())),
                    entry("History", () -> alice.metrics().History("container/" + id)),
                    entry(
                            "GetAll",
                            () -> alice.properties(Names.CONTAINERS + id).GetAll("org.darsena.Helper1.Container")));
            calls.forEach((method, call) -> {
                HelperError refused = assertThrows(HelperError.class, call, method);
                assertEquals(Errors.NOT_FOUND, refused.error(), method);
                assertEquals("{\"id\":\"" + id + "\",\"what\":\"container\"}", refused.getMessage(), method);
            });
        }
        assertTrue(rig.engine().done().stream().noneMatch(d -> d.endsWith(bobs) && !d.startsWith("create")));
    }

    @Test
    void rootMayDoEverythingWithOthers() {
        Client root = rig.root();
        String id = rig.engine().add("roots-try", TestBus.ALICE).id();
        assertEquals("", root.end(root.container(id).Start(Map.of())).error);
        assertEquals("", root.end(root.container(id).Update("{\"pids\": 9}", Map.of())).error);
        assertTrue(rig.engine().done().contains("update " + id + " {\"pids\": 9}"));
        assertEquals("", root.end(root.container(id).Delete(Map.of())).error);
        assertTrue(rig.engine().done().containsAll(List.of("start " + id, "delete " + id)));
    }

    @Test
    void signalsReachTheOwnersSubscribersAndNobodyElse() {
        Client alice = rig.alice();
        Client bob = rig.bob();
        Client root = rig.root();
        // Bob asks the bus for all there is, and for what is meant for others
        bob.bus().AddMatch("type='signal'");
        assertThrows(AccessDenied.class, () -> bob.bus().AddMatch("eavesdrop='true'"));
        List.of(alice, bob, root).forEach(c -> c.manager().Subscribe(Map.of()));
        String id = rig.engine().add("told", TestBus.ALICE).id();
        assertEquals("", alice.end(alice.container(id).Start(Map.of())).error);
        // Bob's own job comes through the same line, later: what he had not read by then he will not read
        String own = rig.engine().add("bobs-own", TestBus.BOB).id();
        assertEquals("", bob.end(bob.container(own).Start(Map.of())).error);
        for (Client seeing : List.of(alice, root)) {
            assertTrue(seeing.signals().stream().anyMatch(s -> s.toString().contains(id)), "no word of " + id);
        }
        assertTrue(
                bob.signals().stream()
                        .noneMatch(s -> s.toString().contains(id) || s.getPath().contains(id)),
                () -> "Bob read " + bob.signals());
    }
}
