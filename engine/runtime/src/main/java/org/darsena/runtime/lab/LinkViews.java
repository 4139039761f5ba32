package org.darsena.runtime.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.darsena.model.lab.plan.LabPlan.Card;
import org.darsena.model.lab.plan.LabPlan.Medium;
import org.darsena.model.lab.plan.LabPlan.NodePlan;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.lab.LinkTraffic.End;
import org.darsena.runtime.lab.LinkTraffic.Opener;
import org.darsena.runtime.lab.LinkTraffic.View;
import org.darsena.runtime.lab.NodeTraffic.Leg;
import org.darsena.runtime.net.LinkCounters;
import org.darsena.runtime.net.NetNs;

/// Where each link of a lab is counted. A link of a network has its end in the switch's namespace (or on the host, with
/// NAT), all of them one dump; a cable is counted in one of its nodes, chosen so that few nodes are asked.
final class LinkViews {
    private final Parts parts;
    private final Lab lab;
    private final Map<String, String> ids;

    LinkViews(Parts parts, Lab lab) {
        this.parts = parts;
        this.lab = lab;
        this.ids = lab.ids();
    }

    static String subject(String lab, int link) {
        return "link/" + lab + "/" + link;
    }

    /// A node's side of a link.
    ///
    /// @param index of the card among its node's
    private record Side(String node, int index, Card card) {}

    List<View> views() {
        List<List<Side>> links = sides();
        Map<String, End> inSwitch = new HashMap<>();
        Map<String, End> onHost = new HashMap<>();
        List<Integer> cables = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            List<Side> sides = links.get(i);
            if (sides.size() == 2) {
                cables.add(i);
            } else if (sides.size() == 1 && ids.containsKey(sides.getFirst().node())) {
                Side side = sides.getFirst();
                boolean nat = lab.plan.segments().get(side.card().segment()).medium() == Medium.NAT;
                String name = parts.names().hostEnd(id(side.node()), side.index());
                // this is the network's end: what it sends comes from the network
                (nat ? onHost : inSwitch).put(name, new End(subject(lab.id(), i), !isA(i, side)));
            }
        }
        List<View> views = new ArrayList<>();
        if (!inSwitch.isEmpty()) {
            views.add(new View(() -> counters(parts.switches().open(lab.id())), Map.copyOf(inSwitch)));
        }
        if (!onHost.isEmpty()) {
            views.add(new View(() -> parts.core().networks().host().counters(), Map.copyOf(onHost)));
        }
        cables(cables, links).forEach((node, ends) -> views.add(new View(opener(id(node)), Map.copyOf(ends))));
        return views;
    }

    /// Which links make up the traffic of which node.
    NodeTraffic nodes() {
        Map<String, List<Leg>> nodes = new HashMap<>();
        List<List<Side>> links = sides();
        for (int i = 0; i < links.size(); i++) {
            for (Side side : links.get(i)) {
                nodes.computeIfAbsent("container/" + id(side.node()), _ -> new ArrayList<>())
                        .add(new Leg(subject(lab.id(), i), isA(i, side)));
            }
        }
        return new NodeTraffic(nodes);
    }

    /// Of each link of the document, its one or two sides at nodes.
    private List<List<Side>> sides() {
        List<List<Side>> links = new ArrayList<>();
        lab.plan.document().links().forEach(_ -> links.add(new ArrayList<>()));
        for (NodePlan node : lab.plan.nodes()) {
            for (int i = 0; i < node.cards().size(); i++) {
                Card card = node.cards().get(i);
                links.get(card.link()).add(new Side(node.name(), i, card));
            }
        }
        return links;
    }

    /// Always the node that sees most of the cables left.
    private Map<String, Map<String, End>> cables(List<Integer> all, List<List<Side>> links) {
        List<Integer> left = new ArrayList<>(all);
        Map<String, Map<String, End>> chosen = new LinkedHashMap<>();
        while (!left.isEmpty()) {
            Map<String, Integer> seen = new LinkedHashMap<>();
            left.forEach(i -> links.get(i).forEach(s -> seen.merge(s.node(), 1, Integer::sum)));
            String node = seen.entrySet().stream()
                    .max(Comparator.comparingInt(Map.Entry::getValue))
                    .orElseThrow()
                    .getKey();
            Map<String, End> ends = chosen.computeIfAbsent(node, _ -> new HashMap<>());
            left.removeIf(i -> links.get(i).stream()
                    .filter(s -> s.node().equals(node))
                    .findFirst()
                    .map(s -> ends.put(s.card().iface(), new End(subject(lab.id(), i), isA(i, s))) == null)
                    .orElse(false));
        }
        return chosen;
    }

    private boolean isA(int link, Side side) {
        var a = lab.plan.document().links().get(link).a();
        return a.node().equals(side.node()) && side.card().iface().equals(a.iface());
    }

    private String id(String node) {
        return ids.getOrDefault(node, "");
    }

    private Opener opener(String container) {
        return () -> {
            try {
                String file = parts.containers().netNamespace(container).toString();
                return counters(NetNs.at(parts.kernel(), file));
            } catch (EngineException e) {
                throw new IOException(e);
            }
        };
    }

    /// The socket stays in the namespace without the descriptor by which it got there.
    private static LinkCounters counters(NetNs namespace) throws IOException {
        try (namespace) {
            return new LinkCounters(namespace.netlink(), name -> !name.equals("lo"));
        }
    }
}
