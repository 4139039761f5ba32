package org.darsena.runtime.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.darsena.runtime.metrics.TrafficSource.Sink;

/// What the nodes of one lab received and sent, summed up from what went through their links: those are counted anyway,
/// so no node is asked for it. For the sampler's thread.
final class NodeTraffic {
    private final Map<String, List<Leg>> nodes;
    private final Map<String, long[]> seen = new HashMap<>();

    /// A link of a node.
    ///
    /// @param link its subject
    /// @param atA whether the node is its end a
    record Leg(String link, boolean atA) {}

    /// @param nodes a container's subject → all its links
    NodeTraffic(Map<String, List<Leg>> nodes) {
        this.nodes = Map.copyOf(nodes);
    }

    /// Passes on what is told of links, and remembers it until [#tell].
    Sink hearing(Sink sink) {
        seen.clear();
        return (link, forth, back) -> {
            seen.put(link, new long[] {forth, back});
            sink.traffic(link, forth, back);
        };
    }

    /// Tells of each node, all of whose links were told of.
    void tell(Sink sink) {
        nodes.forEach((node, legs) -> {
            long received = 0;
            long sent = 0;
            for (Leg leg : legs) {
                long[] bytes = seen.get(leg.link());
                if (bytes == null) {
                    return;
                }
                sent += leg.atA() ? bytes[0] : bytes[1];
                received += leg.atA() ? bytes[1] : bytes[0];
            }
            sink.traffic(node, received, sent);
        });
    }
}
