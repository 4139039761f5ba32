package org.darsena.helper.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.darsena.api.Metrics;
import org.darsena.helper.testing.Await;
import org.darsena.helper.testing.Client;
import org.darsena.helper.testing.Rig;
import org.darsena.helper.testing.TestBus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Figures reach those who watch, of what they may see, and nothing is sampled for nobody.
@Tag("bus")
class MetricsBusTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static Rig rig;
    private static String alices;
    private static String bobs;

    @BeforeAll
    static void start() throws Exception {
        rig = Rig.withPolkit("");
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
    void eachWatcherGetsRowsOfItsOwn() {
        assertEquals(0, rig.engine().samplers());
        Client alice = rig.alice();
        Client root = rig.root();
        Client bob = rig.bob();
        alice.metrics().Watch();
        root.metrics().Watch();
        assertEquals(1, rig.engine().samplers());
        rig.engine().tick(1000);
        rig.engine().tick(2000);
        await(alice, 2);
        await(root, 2);
        assertEquals(List.of(List.of("container/" + alices)), subjects(alice));
        assertEquals(List.of(List.of("container/" + alices, "container/" + bobs)), subjects(root));
        var sample = alice.signals(Metrics.Sample.class).getFirst();
        assertEquals(1000, sample.millis.longValue());
        assertEquals(List.of(0.5, (double) TestBus.ALICE, 1.0, 2.0, Double.NaN), sample.values);
        assertEquals(
                2 * Metrics.COLUMNS,
                root.signals(Metrics.Sample.class).getLast().values.size());
        assertEquals(List.of(), bob.signals());

        root.metrics().Unwatch();
        assertEquals(1, rig.engine().samplers());
        alice.close();
        Await.until(SOON, "end of sampling", () -> rig.engine().samplers() == 0);
    }

    @Test
    void historyIsRowsWithTheirTime() {
        assertEquals(
                List.of(7.0, 0.25, 1.0, 2.0, 3.0, 4.0), rig.alice().metrics().History("container/" + alices));
    }

    private static List<List<String>> subjects(Client client) {
        return client.signals(Metrics.Index.class).stream().map(i -> i.subjects).toList();
    }

    private static void await(Client client, int samples) {
        Await.until(SOON, "samples", () -> client.signals(Metrics.Sample.class).size() >= samples);
        assertTrue(client.signals().getFirst() instanceof Metrics.Index, "an index precedes the first sample");
    }
}
