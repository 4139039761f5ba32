package org.darsena.helper.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.darsena.helper.audit.Audit;
import org.darsena.helper.auth.Polkit;
import org.darsena.helper.bus.Bus;
import org.darsena.helper.bus.BusException;
import org.darsena.helper.bus.Call;
import org.darsena.helper.bus.Incoming;
import org.darsena.helper.testing.Await;
import org.darsena.helper.testing.Client;
import org.darsena.helper.testing.Rig;
import org.darsena.helper.testing.TestBus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The bus dies, or has our name given away already.
@Tag("bus")
class BusEndBusTest {

    @Test
    void theEndOfTheBusIsToldOnceAndWorkUnderWayIsUndone() throws Exception {
        try (Rig rig = Rig.withPolkit(Rig.ALICE_MAY)) {
            String id = rig.engine().add("web", TestBus.ALICE).id();
            Client alice = rig.alice();
            rig.engine().hold();
            var job = alice.container(id).Start(Map.of());
            Await.until(
                    Duration.ofSeconds(10),
                    "the job at work",
                    () -> "running".equals(alice.properties(job.getPath()).Get("org.darsena.Helper1.Job", "State")));
            rig.bus().killBus();
            assertTrue(!rig.awaitGone().isEmpty());
            assertTrue(rig.service().close(10), "undone in time");
            assertEquals("undone start", rig.engine().done().getLast());
        }
    }

    @Test
    void aSecondHelperSaysSo() throws Exception {
        try (Rig rig = Rig.withPolkit("")) {
            Audit audit = new Audit(rig.bus().folder());
            BusException taken = assertThrows(
                    BusException.class,
                    () -> Service.open(new Service.Setup(
                            rig.bus().address(), rig.engine(), Polkit::new, audit, "second", why -> {})));
            assertEquals("org.darsena.Helper1 is taken: another darsena-helper runs on this bus", taken.getMessage());
            assertEquals("{}", rig.alice().manager().Doctor());
        }
    }

    @Test
    void noBusIsOneSentence() throws Exception {
        var none = assertThrows(BusException.class, () -> Bus.connect("unix:path=/nonexistent/bus", new Nobody()));
        String sentence = String.valueOf(none.getMessage());
        assertTrue(sentence.startsWith("no bus at unix:path=/nonexistent/bus: "), sentence);
        assertThrows(BusException.class, () -> Bus.connect("tcp:host=x", new Nobody()));
    }

    private static final class Nobody implements Incoming {
        @Override
        public void call(Call call) {}

        @Override
        public void left(String uniqueName) {}

        @Override
        public void gone(String why) {}
    }
}
