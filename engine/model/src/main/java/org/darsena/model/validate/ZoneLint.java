package org.darsena.model.validate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.LabDocument.Policy;
import org.darsena.model.lab.Node;
import org.darsena.model.lab.Node.Firewall;
import org.darsena.model.lab.Service;
import org.darsena.model.lab.Topology;

/// Rules for zones, the policy between them, and the firewalls that enforce it.
final class ZoneLint {
    private static final Set<String> COLORS = Set.of("internet", "dmz", "lan");

    private ZoneLint() {}

    static void zones(LabDocument lab, Report report) {
        Set<String> members = new HashSet<>();
        lab.nodes().forEach(n -> members.add(n.name()));
        lab.networks().forEach(n -> members.add(n.name()));
        Set<String> zones = new HashSet<>();
        Map<String, String> homes = new HashMap<>();
        Texts.each(lab.zones(), "/zones", (zone, place) -> {
            if (Texts.labName(zone.name(), place + "/name", Texts.NODE_NAME_LENGTH, report)) {
                report.require(zones.add(zone.name()), "zone.duplicate", place + "/name", zone.name());
            }
            if (zone.color() != null && !COLORS.contains(zone.color())) {
                report.error("zone.color", place + "/color", zone.color(), "internet, dmz, lan");
            }
            NodeRules.title(zone.title(), place + "/title", report);
            Texts.each(zone.nodes(), place + "/nodes", (name, at) -> {
                if (report.require(members.contains(name), "zone.unknown-node", at, name)) {
                    String other = homes.putIfAbsent(name, zone.name());
                    if (other != null) {
                        report.warning("zone.node-twice", at, name, other);
                    }
                }
            });
        });
    }

    static void policy(LabDocument lab, Report report) {
        Set<String> zones = names(lab);
        Set<String> cells = new HashSet<>();
        Texts.each(lab.policy(), "/policy", (cell, place) -> {
            boolean from =
                    report.require(zones.contains(cell.from()), "policy.unknown-zone", place + "/from", cell.from());
            boolean to = report.require(zones.contains(cell.to()), "policy.unknown-zone", place + "/to", cell.to());
            boolean fresh = cells.add(cell.from() + " " + cell.to());
            report.require(fresh, "policy.duplicate", place, cell.from(), cell.to());
            report.require(!cell.allow().isEmpty(), "policy.empty", place + "/allow");
            Texts.each(
                    cell.allow(),
                    place + "/allow",
                    (word, at) -> report.require(Service.parse(word).isPresent(), "policy.allow", at, word));
            if (from && to && lab.nodes().stream().noneMatch(n -> faces(n, cell))) {
                report.warning("policy.not-enforced", place, cell.from(), cell.to());
            }
        });
    }

    private static boolean faces(Node node, Policy cell) {
        Firewall firewall = node.firewall();
        return firewall != null
                && firewall.zones().keySet().contains(cell.from())
                && firewall.zones().containsKey(cell.to());
    }

    static void firewalls(LabDocument lab, Topology topology, Report report) {
        Set<String> zones = names(lab);
        Texts.each(lab.nodes(), "/nodes", (node, place) -> {
            Firewall firewall = node.firewall();
            boolean kind = node.kind() == Node.Kind.FIREWALL;
            if (firewall == null) {
                if (kind) {
                    report.warning("firewall.missing", place, node.name());
                }
                return;
            }
            report.require(
                    kind,
                    "kind.firewall",
                    place + "/firewall",
                    node.kind().name().toLowerCase(Locale.ROOT));
            faces(node, firewall, place + "/firewall/zones", zones, topology, report);
        });
    }

    private static void faces(
            Node node, Firewall firewall, String place, Set<String> zones, Topology topology, Report report) {
        Set<String> ifaces = topology.interfaces(node.name());
        Set<String> taken = new HashSet<>();
        firewall.zones().forEach((zone, names) -> {
            String at = place + "/" + Texts.pointer(zone);
            report.require(zones.contains(zone), "firewall.unknown-zone", at, zone);
            Texts.each(names, at, (iface, here) -> {
                report.require(ifaces.contains(iface), "firewall.unknown-iface", here, iface);
                report.require(taken.add(iface), "firewall.iface-twice", here, iface);
            });
        });
    }

    private static Set<String> names(LabDocument lab) {
        Set<String> names = new HashSet<>();
        lab.zones().forEach(z -> names.add(z.name()));
        return names;
    }
}
