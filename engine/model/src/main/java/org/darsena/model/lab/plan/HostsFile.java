package org.darsena.model.lab.plan;

import java.util.Optional;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.Topology;
import org.darsena.model.net.Cidr;

/// One /etc/hosts for all nodes: each name is the node's first IPv4 address (or else its first).
final class HostsFile {
    private HostsFile() {}

    static String of(LabDocument lab, Topology topology) {
        var text = new StringBuilder("127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n");
        lab.nodes()
                .forEach(node -> first(topology, node.name())
                        .ifPresent(a -> text.append(a.host())
                                .append(' ')
                                .append(node.name())
                                .append('\n')));
        return text.toString();
    }

    private static Optional<Cidr> first(Topology topology, String node) {
        var all = topology.ports(node).stream()
                .flatMap(p -> p.addresses().stream())
                .toList();
        return all.stream().filter(Cidr::isV4).findFirst().or(() -> all.stream().findFirst());
    }
}
