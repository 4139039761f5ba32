package org.darsena.model.lab.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.LabDocument.Policy;
import org.darsena.model.lab.Node;
import org.darsena.model.lab.Node.Firewall;
import org.darsena.model.lab.Node.Ospf;
import org.darsena.model.lab.Node.Router;
import org.darsena.model.lab.Service;

/// The zone matrix as nftables rules.
///
/// Stateful: who may open a connection gets its answers. Whatever is not listed is refused at once with "prohibited"
/// (the caller sees `No route to host`, at once; a missing route is `Network is unreachable`, a closed port
/// `Connection refused`), counted by pair of zones. Interfaces of one zone reach each other. The firewall itself
/// answers pings and speaks OSPF on the interfaces meant for it; OSPF is let through between routers too.
final class ZoneRules {
    private ZoneRules() {}

    /// Counters and chains, to stand inside a table.
    static String of(LabDocument lab, Node node, Firewall firewall) {
        var text = new StringBuilder();
        List<Cell> cells = cells(lab, firewall);
        for (Cell cell : cells) {
            text.append("  counter ").append(cell.id()).append("_allowed { }\n");
            text.append("  counter ").append(cell.id()).append("_refused { }\n");
        }
        text.append("  counter other_refused { }\n");
        cells.forEach(c -> cell(text, c));
        input(text, node);
        forward(text, firewall, cells);
        return text.toString();
    }

    /// One direction between two zones.
    private record Cell(String from, List<String> fromIfaces, String to, List<String> toIfaces, List<Service> allowed) {
        /// Zones have no `_` in their names, so this is unique.
        String id() {
            return "from_" + from + "_to_" + to;
        }
    }

    private static List<Cell> cells(LabDocument lab, Firewall firewall) {
        var cells = new ArrayList<Cell>();
        firewall.zones()
                .forEach((from, in) -> firewall.zones().forEach((to, out) -> {
                    if (!from.equals(to) && !in.isEmpty() && !out.isEmpty()) {
                        cells.add(new Cell(from, in, to, out, allowed(lab, from, to)));
                    }
                }));
        return cells;
    }

    private static List<Service> allowed(LabDocument lab, String from, String to) {
        return lab.policy().stream()
                .filter(p -> p.from().equals(from) && p.to().equals(to))
                .map(Policy::allow)
                .flatMap(List::stream)
                .flatMap(word -> Service.parse(word).stream())
                .toList();
    }

    private static void cell(StringBuilder text, Cell cell) {
        text.append("  chain ").append(cell.id()).append(" {\n");
        cell.allowed()
                .forEach(service -> text.append("    ")
                        .append(match(service))
                        .append("counter name ")
                        .append(cell.id())
                        .append("_allowed accept\n"));
        if (cell.allowed().stream().anyMatch(s -> s.protocol().equals("any"))) {
            text.append("  }\n"); // nothing gets past that
            return;
        }
        text.append("    counter name ").append(cell.id()).append("_refused\n");
        text.append("    limit rate 5/second log prefix \"darsena ")
                .append(cell.from())
                .append('>')
                .append(cell.to())
                .append(" refused: \"\n");
        text.append("    reject with icmpx type admin-prohibited\n  }\n");
    }

    private static String match(Service service) {
        return switch (service.protocol()) {
            case "any" -> "";
            case "icmp" -> "meta l4proto { icmp, ipv6-icmp } ";
            case "ospf" -> "meta l4proto 89 ";
            default -> ports(service);
        };
    }

    private static String ports(Service service) {
        if (service.from() == 0) {
            return "meta l4proto " + service.protocol() + " ";
        }
        String range = service.from() == service.to() ? "" + service.from() : service.from() + "-" + service.to();
        return service.protocol() + " dport " + range + " ";
    }

    private static void input(StringBuilder text, Node node) {
        text.append("""
                  chain input {
                    type filter hook input priority filter; policy drop;
                    iifname "lo" accept
                    ct state established,related accept
                    ct state invalid drop
                """);
        Set<String> speaking = speaking(node);
        if (!speaking.isEmpty()) {
            text.append("    iifname ")
                    .append(Ruleset.set(List.copyOf(speaking)))
                    .append(" meta l4proto 89 accept\n");
        }
        text.append("""
                    meta l4proto { icmp, ipv6-icmp } accept
                    reject with icmpx type admin-prohibited
                  }
                """);
    }

    /// Interfaces on which the firewall's own routing speaks.
    private static Set<String> speaking(Node node) {
        Set<String> names = new LinkedHashSet<>();
        Router router = node.router();
        if (router != null) {
            router.ospf().stream().filter(o -> !o.passive()).map(Ospf::iface).forEach(names::add);
            if (router.frrConfig() != null && node.firewall() != null) {
                Map<String, List<String>> zones = node.firewall().zones();
                zones.values().forEach(names::addAll); // its text is not read: all of them
            }
        }
        return names;
    }

    private static void forward(StringBuilder text, Firewall firewall, List<Cell> cells) {
        text.append("""
                  chain forward {
                    type filter hook forward priority filter; policy drop;
                    ct state established,related accept
                    ct state invalid drop
                    meta l4proto 89 accept
                """);
        firewall.zones().forEach((_, ifaces) -> {
            if (ifaces.size() > 1) {
                String set = Ruleset.set(ifaces);
                text.append("    iifname ")
                        .append(set)
                        .append(" oifname ")
                        .append(set)
                        .append(" accept\n");
            }
        });
        for (Cell cell : cells) {
            text.append("    iifname ")
                    .append(Ruleset.set(cell.fromIfaces()))
                    .append(" oifname ")
                    .append(Ruleset.set(cell.toIfaces()))
                    .append(" goto ")
                    .append(cell.id())
                    .append('\n');
        }
        text.append("""
                    counter name other_refused
                    reject with icmpx type admin-prohibited
                  }
                """);
    }
}
