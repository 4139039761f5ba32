package org.darsena.app.labs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.darsena.app.client.CheckResult;
import org.darsena.model.lab.Check;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.Node;
import org.darsena.model.lab.Topology;
import org.darsena.model.lab.Topology.Port;
import org.darsena.model.lab.Topology.Segment;
import org.jspecify.annotations.Nullable;

/// What the last checks tell of the OSPF neighbourhoods on a lab's cables: a check counts a router's neighbours, so all
/// of them are Full when it holds for as many as the router should have, and a router's only one is not when it fails.
final class Adjacencies {
    private final LabDocument lab;
    private final Map<String, CheckResult> results;
    private final Map<Integer, List<String>> speakers = new HashMap<>();
    private final Map<String, Integer> wanted = new HashMap<>();

    private Adjacencies(LabDocument lab, Map<String, CheckResult> results) {
        this.lab = lab;
        this.results = results;
        for (Segment segment : new Topology(lab).segments()) {
            List<Port> speaking = segment.ports().stream().filter(this::speaks).toList();
            if (speaking.size() < 2) {
                continue;
            }
            for (Port port : speaking) {
                speakers.computeIfAbsent(port.link(), k -> new ArrayList<>()).add(port.node());
                wanted.merge(port.node(), speaking.size() - 1, Integer::sum);
            }
        }
    }

    /// By cable: whether the neighbours on it are Full. A cable of which nothing is known is not in it.
    ///
    /// @param results of the last checks, by name of check
    static Map<Integer, Boolean> full(LabDocument lab, Map<String, CheckResult> results) {
        return new Adjacencies(lab, results).full();
    }

    private Map<Integer, Boolean> full() {
        Map<Integer, Boolean> known = new HashMap<>();
        speakers.forEach((cable, nodes) -> {
            List<Boolean> said =
                    nodes.stream().map(this::says).filter(Objects::nonNull).toList();
            if (!said.isEmpty()) {
                known.put(cable, !said.contains(false));
            }
        });
        return known;
    }

    private boolean speaks(Port port) {
        return lab.nodes().stream()
                .filter(n -> n.name().equals(port.node()))
                .map(Node::router)
                .anyMatch(r ->
                        r != null && r.ospf().stream().anyMatch(o -> o.iface().equals(port.iface()) && !o.passive()));
    }

    /// What a router's own check says of each of its neighbours; null: nothing.
    private @Nullable Boolean says(String node) {
        int all = wanted.getOrDefault(node, 0);
        for (Check check : lab.checks()) {
            CheckResult result = results.get(check.name());
            if (result == null || !check.node().equals(node) || check.expect() != Check.Expect.MUST) {
                continue;
            }
            if (check.probe() instanceof Check.OspfFull(int neighbours)) {
                if (result.held() && neighbours >= all) {
                    return true;
                }
                if (!result.held() && all == 1) {
                    return false;
                }
            }
        }
        return null;
    }
}
