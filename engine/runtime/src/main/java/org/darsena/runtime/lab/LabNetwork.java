package org.darsena.runtime.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.darsena.model.lab.plan.LabPlan;
import org.darsena.model.lab.plan.LabPlan.Card;
import org.darsena.model.lab.plan.LabPlan.Medium;
import org.darsena.model.lab.plan.LabPlan.NodePlan;
import org.darsena.model.lab.plan.LabPlan.Plug;
import org.darsena.model.lab.plan.LabPlan.SegmentPlan;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.net.Attachment;
import org.darsena.runtime.net.BridgeSpec;
import org.darsena.runtime.net.Cidr;
import org.darsena.runtime.net.IfNames;
import org.darsena.runtime.net.Mac;
import org.darsena.runtime.net.NatLease;
import org.darsena.runtime.net.Nic;
import org.darsena.runtime.net.NodeNetwork;
import org.darsena.runtime.net.NsRef;
import org.darsena.runtime.net.Route;
import org.darsena.runtime.net.SetSysctl;

/// A lab's plan in the words of the network layer: bridges and nodes. Pure but for the leases.
final class LabNetwork {
    /// The lab's namespace for its bridges.
    static final NsRef SWITCH = new NsRef("switch");

    /// A node forwards only once the container's settings or its firewall's start say so, whatever the host does: a
    /// fresh namespace has the host's value.
    private static final List<SetSysctl> SILENT =
            List.of(new SetSysctl("ipv4/ip_forward", "0", true), new SetSysctl("ipv6/conf/all/forwarding", "0", false));

    private final LabPlan plan;
    private final String lab;
    private final Map<String, String> ids;
    private final IfNames names;
    private final Leases leases;

    /// Gives addresses behind NAT.
    @FunctionalInterface
    interface Leases {
        NatLease lease(String container, String card) throws EngineException, IOException;
    }

    LabNetwork(LabPlan plan, String lab, Map<String, String> ids, IfNames names, Leases leases) {
        this.plan = plan;
        this.lab = lab;
        this.ids = ids;
        this.names = names;
        this.leases = leases;
    }

    static boolean switched(LabPlan plan) {
        return plan.segments().stream().anyMatch(s -> s.medium() == Medium.SWITCH);
    }

    List<BridgeSpec> bridges() {
        return plan.segments().stream()
                .filter(s -> s.medium() == Medium.SWITCH)
                .map(s -> new BridgeSpec(SWITCH, bridge(s)))
                .toList();
    }

    private String bridge(SegmentPlan segment) {
        return names.bridge(lab, segment.index());
    }

    /// All nodes that are made, with their cards to be made.
    List<NodeNetwork> nodes() throws EngineException, IOException {
        List<NodeNetwork> all = new ArrayList<>();
        for (NodePlan node : plan.nodes()) {
            String id = ids.get(node.name());
            if (id == null) {
                throw new IllegalStateException("node " + node.name() + " is not made");
            }
            List<Nic> nics = new ArrayList<>();
            for (Card card : node.cards()) {
                nics.add(nic(card, attachment(node, id, card), List.of()));
            }
            all.add(new NodeNetwork(id, new NsRef(id), nics, routes(node), SILENT));
        }
        return all;
    }

    private static Nic nic(Card card, Attachment attachment, List<Cidr> more) {
        List<Cidr> addresses = new ArrayList<>(more);
        card.addresses().forEach(a -> addresses.add(Cidr.parse(a)));
        String mac = card.mac();
        return new Nic(card.iface(), mac == null ? null : Mac.parse(mac), null, addresses, attachment);
    }

    private Attachment attachment(NodePlan node, String id, Card card) throws EngineException, IOException {
        SegmentPlan segment = plan.segments().get(card.segment());
        return switch (segment.medium()) {
            case SWITCH -> new Attachment.Bridge(SWITCH, bridge(segment));
            case NAT -> new Attachment.Nat(leases.lease(id, card.iface()));
            case CABLE -> {
                Plug a = segment.cards().getFirst();
                Plug b = segment.cards().getLast();
                boolean first = a.node().equals(node.name()) && a.iface().equals(card.iface());
                yield first ? new Attachment.Direct(new NsRef(idOf(b.node())), b.iface()) : new Attachment.Present();
            }
        };
    }

    private String idOf(String node) {
        String id = ids.get(node);
        if (id == null) {
            throw new IllegalStateException("node " + node + " is not made");
        }
        return id;
    }

    private static List<Route> routes(NodePlan node) {
        return node.routes().stream()
                .map(r -> new Route(Cidr.parse(r.to()), Cidr.address(r.via()), null))
                .toList();
    }

    /// One node with its cards as they are there already, to be set up anew.
    NodeNetwork again(NodePlan node, String id) throws EngineException, IOException {
        List<Nic> nics = new ArrayList<>();
        List<Route> routes = new ArrayList<>(routes(node));
        for (Card card : node.cards()) {
            if (plan.segments().get(card.segment()).medium() != Medium.NAT) {
                nics.add(nic(card, new Attachment.Present(), List.of()));
                continue;
            }
            NatLease lease = leases.lease(id, card.iface());
            Nic nic = nic(card, new Attachment.Present(), List.of(lease.address()));
            Mac mac = nic.mac() == null ? Mac.derived("nat/" + lease.address()) : nic.mac(); // as the planner chose it
            nics.add(new Nic(nic.name(), mac, null, nic.addresses(), nic.attachment()));
            if (routes.stream().noneMatch(r -> r.to().isV4() && r.to().isDefault())) {
                routes.add(Route.defaultVia(lease.gateway()));
            }
        }
        // a router's container has switched its forwarding on at its start, just now
        boolean forwards = node.spec().sysctls().containsKey("net.ipv4.ip_forward");
        return new NodeNetwork(id, new NsRef(id), nics, routes, forwards ? List.of() : SILENT);
    }

    /// Names of the interfaces that the host itself has of this lab: ends of cards behind NAT.
    static List<String> onHost(LabPlan plan, Map<String, String> ids, IfNames names) {
        List<String> all = new ArrayList<>();
        for (NodePlan node : plan.nodes()) {
            String id = ids.get(node.name());
            for (int i = 0; id != null && i < node.cards().size(); i++) {
                if (plan.segments().get(node.cards().get(i).segment()).medium() == Medium.NAT) {
                    all.add(names.hostEnd(id, i));
                }
            }
        }
        return all;
    }
}
