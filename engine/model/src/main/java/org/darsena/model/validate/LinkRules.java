package org.darsena.model.validate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.LabDocument.End;
import org.darsena.model.lab.LabDocument.Link;
import org.darsena.model.lab.LabDocument.Network;
import org.darsena.model.lab.Topology;

/// Rules for cables and their ends.
final class LinkRules {
    /// The kernel's limit of a bridge.
    static final int MAX_PORTS = 1023;

    private LinkRules() {}

    static void ends(LabDocument lab, Topology topology, Report report) {
        Set<String> networks = new HashSet<>();
        lab.networks().forEach(n -> networks.add(n.name()));
        Map<String, String> used = new HashMap<>();
        Texts.each(lab.links(), "/links", (link, at) -> {
            boolean a = end(link.a(), at + "/a", networks, topology, report);
            boolean b = end(link.b(), at + "/b", networks, topology, report);
            if (a && b) {
                pair(link, at, topology, report);
            }
            once(link.a(), at + "/a", used, topology, report);
            once(link.b(), at + "/b", used, topology, report);
        });
    }

    private static boolean end(End end, String at, Set<String> networks, Topology topology, Report report) {
        boolean node = topology.node(end.node()).isPresent();
        if (!report.require(node || networks.contains(end.node()), "link.unknown-node", at + "/node", end.node())) {
            return false;
        }
        if (node) {
            nodeEnd(end, at, report);
        } else {
            boolean bare = end.iface() == null && end.addresses().isEmpty() && end.mac() == null;
            report.require(bare, "end.network-fields", at, end.node());
        }
        return true;
    }

    private static void nodeEnd(End end, String at, Report report) {
        if (end.iface() == null) {
            report.error("end.iface-missing", at, end.node());
        } else {
            InterfaceRules.name(end.iface(), at + "/iface", report);
        }
        InterfaceRules.addresses(end.addresses(), at + "/addresses", report);
        InterfaceRules.mac(end.mac(), at + "/mac", report);
    }

    private static void pair(Link link, String at, Topology topology, Report report) {
        boolean a = topology.node(link.a().node()).isPresent();
        boolean b = topology.node(link.b().node()).isPresent();
        report.require(a || b, "link.no-node", at);
        if (a && b) {
            report.require(
                    !link.a().node().equals(link.b().node()),
                    "link.self",
                    at,
                    link.a().node());
        }
    }

    /// An interface has one cable.
    private static void once(End end, String at, Map<String, String> used, Topology topology, Report report) {
        if (end.iface() != null && topology.node(end.node()).isPresent()) {
            String first = used.putIfAbsent(end.node() + ":" + end.iface(), at);
            report.require(first == null, "end.duplicate", at, end.node(), end.iface(), String.valueOf(first));
        }
    }

    /// The NAT network gives its members their addresses itself.
    static void leased(Topology topology, Report report) {
        for (var segment : topology.segments()) {
            Network network = segment.network();
            if (network != null && network.type() == Network.Type.NAT) {
                segment.ports().stream()
                        .filter(p -> !p.addresses().isEmpty())
                        .forEach(p -> report.error("nat.addresses", p.place() + "/addresses", network.name()));
            }
        }
    }

    static void networks(LabDocument lab, Topology topology, Report report) {
        for (var segment : topology.segments()) {
            Network network = segment.network();
            if (network == null) {
                continue;
            }
            String at = "/networks/" + lab.networks().indexOf(network);
            int found = segment.ports().size();
            report.require(found <= MAX_PORTS, "network.ports", at, network.name(), found, MAX_PORTS);
            if (found < 2 && network.type() == Network.Type.SWITCH) {
                report.warning("network.lonely", at, network.name());
            }
        }
    }
}
