package org.darsena.model.validate;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.LabDocument.Network;
import org.darsena.model.lab.Node;
import org.darsena.model.lab.Topology;
import org.darsena.model.lab.Topology.Port;
import org.darsena.model.net.Cidr;
import org.darsena.model.net.Ip;

/// Rules for static routes: the kernel takes one only if its gateway is on a subnet of the node's.
final class RouteRules {
    private RouteRules() {}

    static void check(LabDocument lab, Topology topology, Report report) {
        Texts.each(lab.nodes(), "/nodes", (node, place) -> {
            var seen = new HashSet<String>();
            Texts.count(node.routes(), place + "/routes", 1024, report);
            Texts.each(node.routes(), place + "/routes", (route, at) -> {
                report.require(seen.add(family(route) + route.to()), "route.duplicate", at, route.to());
                one(node, route, at, topology, report);
            });
        });
    }

    /// `default` is a route of the gateway's family: one of each may stand side by side.
    private static String family(Node.Route route) {
        boolean six = route.to().equals("default")
                && Ip.parse(route.via()).filter(via -> !Ip.isV4(via)).isPresent();
        return six ? "6 " : "";
    }

    private static void one(Node node, Node.Route route, String at, Topology topology, Report report) {
        Optional<InetAddress> via = Ip.parse(route.via());
        Optional<Cidr> to = Cidr.of(route.to()).filter(c -> c.equals(c.network()));
        boolean target =
                report.require(to.isPresent() || route.to().equals("default"), "route.to", at + "/to", route.to());
        if (!report.require(via.isPresent(), "route.via", at + "/via", route.via()) || !target) {
            return;
        }
        InetAddress gateway = via.get();
        if (to.isPresent() && to.get().isV4() != Ip.isV4(gateway)) {
            report.error("route.family", at, route.to(), route.via());
            return;
        }
        gateway(node, gateway, at + "/via", topology, report);
    }

    private static void gateway(Node node, InetAddress gateway, String at, Topology topology, Report report) {
        List<Port> ports = topology.ports(node.name());
        String text = gateway.getHostAddress();
        boolean own = ports.stream()
                .flatMap(p -> p.addresses().stream())
                .anyMatch(c -> c.address().equals(gateway));
        if (!report.require(!own, "route.self", at, text)) {
            return;
        }
        Optional<Port> towards = ports.stream()
                .filter(p -> p.addresses().stream().anyMatch(c -> c.contains(gateway)))
                .findFirst();
        if (!report.require(towards.isPresent(), "route.unreachable", at, text)) {
            return;
        }
        topology.segment(towards.get()).ifPresent(segment -> {
            Network network = segment.network();
            boolean nat = network != null && network.type() == Network.Type.NAT;
            boolean answered = segment.ports().stream()
                    .flatMap(p -> p.addresses().stream())
                    .anyMatch(c -> c.address().equals(gateway));
            if (!nat && !answered) {
                report.warning("route.nobody", at, text);
            }
        });
    }
}
