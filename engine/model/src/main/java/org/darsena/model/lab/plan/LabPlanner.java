package org.darsena.model.lab.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.LabDocument.Network;
import org.darsena.model.lab.Node;
import org.darsena.model.lab.Topology;
import org.darsena.model.lab.Topology.Port;
import org.darsena.model.lab.Topology.Segment;
import org.darsena.model.lab.plan.LabPlan.Card;
import org.darsena.model.lab.plan.LabPlan.Medium;
import org.darsena.model.lab.plan.LabPlan.NodePlan;
import org.darsena.model.lab.plan.LabPlan.Plug;
import org.darsena.model.lab.plan.LabPlan.Route;
import org.darsena.model.lab.plan.LabPlan.SegmentPlan;
import org.darsena.model.net.Cidr;
import org.darsena.model.net.Ip;

/// From a lab's document to what has to be made for it. Pure; the document has passed the rules.
public final class LabPlanner {
    private final LabDocument lab;
    private final String name;
    private final Topology topology;

    private LabPlanner(LabDocument lab, String name) {
        this.lab = lab;
        this.name = name;
        this.topology = new Topology(lab);
    }

    /// @param name the lab's name on this machine
    public static LabPlan plan(LabDocument lab, String name) {
        return new LabPlanner(lab, name).plan();
    }

    public static LabPlan plan(LabDocument lab) {
        return plan(lab, lab.name());
    }

    private LabPlan plan() {
        var segments = new ArrayList<SegmentPlan>();
        Map<Port, Integer> homes = new HashMap<>();
        for (Segment segment : topology.segments()) {
            int index = segments.size();
            segment.ports().forEach(p -> homes.put(p, index));
            segments.add(segment(segment, index));
        }
        String hosts = HostsFile.of(lab, topology);
        var nodes = lab.nodes().stream().map(n -> node(n, homes, hosts)).toList();
        var order = lab.nodes().stream()
                .sorted(Comparator.comparingInt(n -> rank(n.kind()))) // stable: the document's order within
                .map(Node::name)
                .toList();
        return new LabPlan(lab, name, nodes, segments, order);
    }

    private static int rank(Node.Kind kind) {
        return switch (kind) {
            case FIREWALL -> 0;
            case ROUTER -> 1;
            case HOST, SERVER, INTERNET -> 2;
        };
    }

    private static SegmentPlan segment(Segment segment, int index) {
        Network network = segment.network();
        var plugs =
                segment.ports().stream().map(p -> new Plug(p.node(), p.iface())).toList();
        if (network == null) {
            return new SegmentPlan(index, Medium.CABLE, null, plugs);
        }
        Medium medium = network.type() == Network.Type.NAT ? Medium.NAT : Medium.SWITCH;
        return new SegmentPlan(index, medium, network.name(), plugs);
    }

    private NodePlan node(Node node, Map<Port, Integer> homes, String hosts) {
        var cards = topology.ports(node.name()).stream()
                .map(p -> new Card(
                        p.iface(),
                        homes.getOrDefault(p, -1),
                        p.link(),
                        p.addresses().stream().map(Cidr::toString).toList(),
                        p.mac()))
                .toList();
        Set<String> needs = new HashSet<>();
        if (FrrConfig.wanted(node)) {
            needs.add("frr");
        }
        if (Ruleset.wanted(node)) {
            needs.add("nft");
        }
        return new NodePlan(
                node.name(),
                NodeSpecs.spec(lab, name, node, topology, hosts),
                cards,
                node.routes().stream().map(LabPlanner::route).toList(),
                StartCommands.of(node),
                needs);
    }

    private static Route route(Node.Route route) {
        if (!route.to().equals("default")) {
            return new Route(route.to(), route.via());
        }
        boolean v4 = Ip.parse(route.via()).filter(Ip::isV4).isPresent();
        return new Route(v4 ? "0.0.0.0/0" : "::/0", route.via());
    }
}
