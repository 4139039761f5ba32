package org.darsena.model.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.darsena.model.lab.LabDocument.End;
import org.darsena.model.lab.LabDocument.Link;
import org.darsena.model.lab.LabDocument.Network;
import org.darsena.model.net.Cidr;
import org.jspecify.annotations.Nullable;

/// What is plugged into what: a lab's cables sorted into segments, in the document's order. Made of any document;
/// ends that make no sense (unknown node, no interface) are left out.
public final class Topology {
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, List<Port>> ports = new LinkedHashMap<>();
    private final Map<Port, Segment> homes = new HashMap<>();
    private final List<Segment> segments;

    /// A node's interface on a segment.
    ///
    /// @param link index of its cable in the document
    /// @param side `a` or `b`: which end of the cable
    /// @param addresses those that can be read
    public record Port(
            String node,
            String iface,
            List<Cidr> addresses,
            @Nullable String mac,
            int link,
            String side) {
        public Port {
            addresses = List.copyOf(addresses);
        }

        /// Where it stands in the document, as a JSON pointer.
        public String place() {
            return "/links/" + link + "/" + side;
        }

        /// `node:iface`.
        public String label() {
            return node + ":" + iface;
        }
    }

    /// What shares one layer-2 medium: a network with all that is plugged into it, or one cable between two nodes.
    ///
    /// @param network null: a cable
    public record Segment(@Nullable Network network, List<Port> ports) {
        public Segment {
            ports = List.copyOf(ports);
        }

        /// Whether only two nodes can ever be on it.
        public boolean isCable() {
            return network == null;
        }
    }

    public Topology(LabDocument lab) {
        lab.nodes().forEach(n -> nodes.putIfAbsent(n.name(), n));
        var networks = new LinkedHashMap<String, Network>();
        lab.networks().stream()
                .filter(n -> !nodes.containsKey(n.name()))
                .forEach(n -> networks.putIfAbsent(n.name(), n));
        var members = new LinkedHashMap<String, List<Port>>();
        networks.keySet().forEach(n -> members.put(n, new ArrayList<>()));
        var cables = new ArrayList<Segment>();
        for (int i = 0; i < lab.links().size(); i++) {
            Link link = lab.links().get(i);
            Optional<Port> a = port(link.a(), i, "a");
            Optional<Port> b = port(link.b(), i, "b");
            if (a.isPresent() && b.isPresent()) {
                cables.add(new Segment(null, List.of(a.get(), b.get())));
            }
            a.ifPresent(p ->
                    members.getOrDefault(link.b().node(), new ArrayList<>()).add(p));
            b.ifPresent(p ->
                    members.getOrDefault(link.a().node(), new ArrayList<>()).add(p));
        }
        var all = new ArrayList<Segment>();
        members.forEach((name, plugged) -> all.add(new Segment(networks.get(name), plugged)));
        all.addAll(cables);
        segments = List.copyOf(all);
        segments.forEach(s -> s.ports().forEach(p -> homes.put(p, s)));
    }

    private Optional<Port> port(End end, int link, String side) {
        if (!nodes.containsKey(end.node()) || end.iface() == null) {
            return Optional.empty();
        }
        var addresses =
                end.addresses().stream().flatMap(t -> Cidr.of(t).stream()).toList();
        var port = new Port(end.node(), end.iface(), addresses, end.mac(), link, side);
        ports.computeIfAbsent(end.node(), _ -> new ArrayList<>()).add(port);
        return Optional.of(port);
    }

    /// Networks first, then cables.
    public List<Segment> segments() {
        return segments;
    }

    public Optional<Node> node(String name) {
        return Optional.ofNullable(nodes.get(name));
    }

    /// A node's ports in the order of the cables.
    public List<Port> ports(String node) {
        return List.copyOf(ports.getOrDefault(node, List.of()));
    }

    /// Names of a node's interfaces.
    public Set<String> interfaces(String node) {
        var names = new HashSet<String>();
        ports(node).forEach(p -> names.add(p.iface()));
        return names;
    }

    /// The segment a port is on.
    public Optional<Segment> segment(Port port) {
        return Optional.ofNullable(homes.get(port));
    }
}
