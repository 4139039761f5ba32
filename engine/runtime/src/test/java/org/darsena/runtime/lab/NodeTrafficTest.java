package org.darsena.runtime.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.darsena.runtime.lab.NodeTraffic.Leg;
import org.junit.jupiter.api.Test;

/// A node's traffic is that of its links, each seen from its own end.
class NodeTrafficTest {
    private final Map<String, List<Long>> told = new LinkedHashMap<>();
    private final NodeTraffic nodes = new NodeTraffic(Map.of(
            "container/fw",
            List.of(new Leg("link/l/0", false), new Leg("link/l/1", true)),
            "container/web",
            List.of(new Leg("link/l/1", false))));

    private void told(String subject, long received, long sent) {
        told.put(subject, List.of(received, sent));
    }

    @Test
    void sumsItsLinksFromItsOwnEnd() {
        var sink = nodes.hearing(this::told);
        sink.traffic("link/l/0", 100, 7);
        sink.traffic("link/l/1", 20, 3000);
        nodes.tell(this::told);
        assertEquals(
                Map.of(
                        "link/l/0", List.of(100L, 7L),
                        "link/l/1", List.of(20L, 3000L),
                        "container/fw", List.of(3100L, 27L),
                        "container/web", List.of(20L, 3000L)),
                told);
    }

    @Test
    void oneLinkThatIsNotKnownMakesTheSumUnknown() {
        nodes.hearing(this::told).traffic("link/l/1", 20, 3000);
        nodes.tell(this::told);
        assertEquals(List.of("link/l/1", "container/web"), List.copyOf(told.keySet()));
        told.clear();
        nodes.hearing(this::told); // the next tick: what was heard before counts no more
        nodes.tell(this::told);
        assertEquals(Map.of(), told);
    }
}
