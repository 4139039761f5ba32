package org.darsena.helper.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.darsena.api.Errors;
import org.darsena.api.Job;
import org.darsena.helper.testing.Await;
import org.darsena.helper.testing.Client;
import org.darsena.helper.testing.Rig;
import org.darsena.helper.testing.TestBus;
import org.freedesktop.dbus.connections.base.AbstractConnectionBase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Who calls is what the bus says, and nobody else is believed.
@Tag("bus")
class CallersBusTest {
    private static final Duration SOON = Duration.ofSeconds(10);

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

    /// A connection of ours beside the helper's.
    private static final class Line implements Incoming {
        private final List<String> left = new CopyOnWriteArrayList<>();

        @Override
        public void call(Call call) {
            call.close();
        }

        @Override
        public void left(String uniqueName) {
            left.add(uniqueName);
        }

        @Override
        public void gone(String why) {}
    }

    @Test
    void theUserIsTheBussWordAndWhoIsUnknownIsRefused() throws Exception {
        try (Bus bus = Bus.connect(rig.bus().address(), new Line())) {
            Callers callers = new Callers(bus);
            Client alice = rig.alice();
            assertEquals(TestBus.ALICE, callers.of(alice.name()).uid());
            assertEquals(ProcessHandle.current().pid(), callers.of(alice.name()).pid());
            assertEquals(0, callers.of(rig.root().name()).uid());
            Refusal refused = assertThrows(Refusal.class, () -> callers.of(":1.99999"));
            assertEquals(Errors.DENIED, refused.error());
            bus.close();
            // known already, but not to one who cannot ask any more
            assertThrows(Refusal.class, () -> new Callers(bus).of(alice.name()));
        }
    }

    @Test
    void whoLeavesIsToldAndOnlyByTheBus() throws Exception {
        Line line = new Line();
        try (Bus bus = Bus.connect(rig.bus().address(), line)) {
            Client alice = rig.alice();
            Client bob = rig.bob();
            String id = rig.engine().add("forged", TestBus.ALICE).id();
            alice.container(id).ExecTerminal("{\"argv\":[\"sh\"],\"terminal\":true}", Map.of());
            Await.until(SOON, "start", () -> !alice.signals(Job.Started.class).isEmpty());
            var session = rig.engine().lastSession().orElseThrow();
            // Bob tells the helper, and us, that Alice has left
            for (String to : List.of(bus.uniqueName(), bob.bus().GetNameOwner("org.darsena.Helper1"))) {
                forge(bob.connection(), to, alice.name());
            }
            // his own leaving is told after it, and by the bus
            bob.close();
            Await.until(SOON, "word of Bob's leaving", () -> line.left.contains(bob.name()));
            assertEquals(List.of(bob.name()), line.left);
            assertEquals("{}", alice.manager().Doctor());
            assertTrue(session.heard().isEmpty(), () -> "hung up: " + session.heard());
        }
    }

    private static void forge(AbstractConnectionBase connection, String to, String leaving) throws Exception {
        connection.sendMessage(new Outgoing.Unicast(
                (byte) 'l',
                to,
                "/org/freedesktop/DBus",
                "org.freedesktop.DBus",
                "NameOwnerChanged",
                "sss",
                leaving,
                leaving,
                ""));
    }
}
