package org.darsena.model.validate;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.darsena.model.lab.Topology;
import org.darsena.model.lab.Topology.Port;
import org.darsena.model.lab.Topology.Segment;
import org.darsena.model.net.Cidr;

/// Rules for the addresses of a lab taken together.
final class AddressRules {
    private AddressRules() {}

    static void duplicates(Topology topology, Report report) {
        Map<String, Port> everywhere = new HashMap<>();
        for (Segment segment : topology.segments()) {
            Map<String, Port> here = new HashMap<>();
            for (Port port : segment.ports()) {
                for (Cidr address : port.addresses()) {
                    Port near = here.putIfAbsent(address.host(), port);
                    Port far = everywhere.putIfAbsent(address.host(), port);
                    String at = port.place() + "/addresses";
                    // twice on one end is said there already
                    if (near != null && !near.equals(port)) {
                        report.error("address.duplicate", at, address.host(), near.label());
                    } else if (near == null && far != null) {
                        report.warning("address.duplicate-elsewhere", at, address.host(), far.label());
                    }
                }
            }
        }
    }

    static void macs(Topology topology, Report report) {
        for (Segment segment : topology.segments()) {
            Map<String, Port> seen = new HashMap<>();
            for (Port port : segment.ports()) {
                if (port.mac() == null) {
                    continue;
                }
                Port first = seen.putIfAbsent(port.mac().toLowerCase(Locale.ROOT), port);
                report.require(
                        first == null,
                        "mac.duplicate",
                        port.place() + "/mac",
                        port.mac(),
                        first == null ? "" : first.label());
            }
        }
    }

    /// Who has no neighbour in its subnet cannot speak to anyone on the segment.
    static void subnets(Topology topology, Report report) {
        for (Segment segment : topology.segments()) {
            Map<Cidr, Long> members = segment.ports().stream()
                    .flatMap(p -> p.addresses().stream().map(Cidr::network).distinct())
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            for (Port port : segment.ports()) {
                for (Cidr address : port.addresses()) {
                    // the quick way first: a segment may have a thousand members in one subnet
                    if (members.getOrDefault(address.network(), 0L) < 2) {
                        alone(port, address, segment, report);
                    }
                }
            }
        }
    }

    private static void alone(Port port, Cidr address, Segment segment, Report report) {
        List<Cidr> others = segment.ports().stream()
                .filter(p -> !p.equals(port))
                .flatMap(p -> p.addresses().stream())
                .filter(o -> o.isV4() == address.isV4())
                .toList();
        boolean heard = others.stream().anyMatch(o -> address.contains(o.address()) && o.contains(address.address()));
        if (!others.isEmpty() && !heard) {
            String all = others.stream().map(Cidr::toString).limit(5).collect(Collectors.joining(", "));
            report.warning("subnet.mismatch", port.place() + "/addresses", address.toString(), all);
        }
    }
}
