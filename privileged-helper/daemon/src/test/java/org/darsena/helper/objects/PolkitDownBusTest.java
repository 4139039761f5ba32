package org.darsena.helper.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.darsena.api.Errors;
import org.darsena.api.HelperError;
import org.darsena.api.Names;
import org.darsena.helper.testing.Await;
import org.darsena.helper.testing.Client;
import org.darsena.helper.testing.Rig;
import org.darsena.helper.testing.TestBus;
import org.freedesktop.dbus.DBusPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// polkit that does not answer allows nothing, not even to root.
@Tag("bus")
class PolkitDownBusTest {

    @Test
    void withoutPolkitNobodyMayAnything() throws Exception {
        try (Rig rig = Rig.withPolkit(Rig.ALICE_MAY)) {
            String alices = rig.engine().add("web", TestBus.ALICE).id();
            Client alice = rig.alice();
            Client root = rig.root();
            assertEquals(1, alice.containers().size());
            rig.bus().killPolkit();
            for (Client client : new Client[] {alice, root}) {
                assertEquals(
                        Errors.NO_AUTHORITY, client.end(client.container(alices).Start(Map.of())).error);
                HelperError refused = assertThrows(HelperError.class, client::containers);
                assertEquals(Errors.NO_AUTHORITY, refused.error());
            }
            assertTrue(rig.engine().done().stream().noneMatch(d -> d.startsWith("start")));
        }
    }

    @Test
    void whoLeavesOrCancelsWhilePolkitThinksGetsNothingDone() throws Exception {
        try (Rig rig = Rig.withPolkit(Rig.ALICE_MAY)) {
            String id = rig.engine().add("web", TestBus.ALICE).id();
            Client leaving = rig.alice();
            Client staying = rig.alice();
            DBusPath cancelled;
            rig.bus().holdPolkit(true);
            try {
                leaving.container(id).Start(Map.of());
                cancelled = staying.container(id).Stop(Map.of());
                assertEquals(2, rig.service().census().get("jobs"));
                leaving.close();
                staying.job(cancelled).Cancel();
                assertEquals(Errors.CANCELLED, staying.end(cancelled).error);
                Await.until(
                        Duration.ofSeconds(10),
                        "both jobs' end",
                        () -> Integer.valueOf(0).equals(rig.service().census().get("jobs")));
            } finally {
                rig.bus().holdPolkit(false);
            }
            // polkit says yes by now, too late
            assertEquals("cancelled", staying.properties(cancelled.getPath()).Get("org.darsena.Helper1.Job", "State"));
            assertTrue(
                    rig.engine().done().stream().noneMatch(d -> d.startsWith("st")),
                    rig.engine().done()::toString);
            assertTrue(staying.containers().contains(Names.CONTAINERS + id));
        }
    }

    @Test
    void theTargetIsLookedAtAgainAfterTheAnswer() throws Exception {
        try (Rig rig = Rig.withPolkit(Rig.ALICE_MAY)) {
            String id = rig.engine().add("web", TestBus.ALICE).id();
            Client alice = rig.alice();
            rig.bus().holdPolkit(true);
            DBusPath job;
            try {
                job = alice.container(id).Start(Map.of());
                rig.engine().giveTo(id, TestBus.BOB);
            } finally {
                rig.bus().holdPolkit(false);
            }
            assertEquals(Errors.NOT_FOUND, alice.end(job).error);
            assertTrue(rig.engine().done().stream().noneMatch(d -> d.startsWith("start")));
        }
    }
}
