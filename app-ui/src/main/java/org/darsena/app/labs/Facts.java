package org.darsena.app.labs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.darsena.app.text.Addresses;
import org.darsena.app.text.Amounts;
import org.darsena.app.text.Texts;
import org.darsena.model.container.FileSpec;
import org.darsena.model.container.Resources;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.LabDocument.End;
import org.darsena.model.lab.LabDocument.Link;
import org.darsena.model.lab.LabDocument.Network;
import org.darsena.model.lab.Node;
import org.darsena.model.lab.Node.Router;
import org.darsena.model.lab.Topology;
import org.darsena.model.lab.Topology.Port;
import org.jspecify.annotations.Nullable;

/// What a lab's document says of its parts, in groups of label and value. Holds no control.
final class Facts {
    private final LabDocument lab;
    private final Texts texts;
    private final Topology topology;

    /// @param value may have several lines
    /// @param typed whether it is something one could type
    record Fact(String label, String value, boolean typed) {}

    /// @param title empty: none
    record Group(String title, List<Fact> facts) {
        Group {
            facts = List.copyOf(facts);
        }
    }

    Facts(LabDocument lab, Texts texts) {
        this.lab = lab;
        this.texts = texts;
        this.topology = new Topology(lab);
    }

    /// Interfaces, routes, routing of a node.
    List<Group> network(Node node) {
        List<Group> groups = new ArrayList<>();
        List<Fact> cards = new ArrayList<>();
        for (Port port : topology.ports(node.name())) {
            String addresses = addresses(port.addresses());
            cards.add(new Fact(
                    texts.text("ui.labs.port", "iface", port.iface(), "peer", peer(port)),
                    addresses.isEmpty() ? texts.text("ui.labs.leased") : addresses,
                    !addresses.isEmpty()));
        }
        add(groups, "interfaces", cards);
        add(
                groups,
                "routes",
                node.routes().stream()
                        .map(r ->
                                new Fact(Addresses.shown(r.to()), texts.text("ui.labs.via", "gateway", r.via()), true))
                        .toList());
        if (node.router() != null) {
            add(groups, "routing", routing(node.router()));
        }
        return groups;
    }

    /// Files, start commands, environment, limits of a node.
    List<Group> start(Node node) {
        List<Group> groups = new ArrayList<>();
        add(groups, "image", List.of(new Fact("", node.image() == null ? "host" : node.image(), true)));
        add(groups, "files", node.files().stream().map(this::file).toList());
        add(
                groups,
                "commands",
                node.start().stream().map(c -> new Fact("", c, true)).toList());
        List<Fact> env = new ArrayList<>();
        node.env().forEach((key, value) -> env.add(new Fact(key, value, true)));
        add(groups, "env", env);
        add(groups, "limits", limits(node.resources()));
        return groups;
    }

    /// What is plugged into a network.
    List<Group> of(Network network) {
        List<Fact> members = new ArrayList<>();
        topology.segments().stream()
                .filter(s -> s.network() != null && s.network().name().equals(network.name()))
                .flatMap(s -> s.ports().stream())
                .forEach(p -> members.add(new Fact(p.label(), addresses(p.addresses()), true)));
        List<Group> groups = new ArrayList<>();
        add(groups, "members", members);
        return groups;
    }

    /// Both ends of a cable.
    List<Group> of(Link link) {
        List<Group> groups = new ArrayList<>();
        add(groups, "ends", List.of(end(link.a()), end(link.b())));
        return groups;
    }

    /// The lab as a whole.
    List<Group> all() {
        List<Group> groups = new ArrayList<>();
        List<Fact> counts = new ArrayList<>();
        counts.add(new Fact(texts.text("ui.labs.fact.nodes"), "" + lab.nodes().size(), false));
        counts.add(new Fact(
                texts.text("ui.labs.fact.networks"), "" + lab.networks().size(), false));
        counts.add(new Fact(texts.text("ui.labs.fact.links"), "" + lab.links().size(), false));
        counts.add(new Fact(texts.text("ui.labs.fact.checks"), "" + lab.checks().size(), false));
        groups.add(new Group("", counts));
        List<Fact> zones = new ArrayList<>();
        lab.zones()
                .forEach(z -> zones.add(
                        new Fact(z.title() == null ? z.name() : z.title(), String.join("\n", z.nodes()), true)));
        add(groups, "zones", zones);
        return groups;
    }

    private Fact end(End end) {
        String label = end.iface() == null ? end.node() : end.node() + ":" + end.iface();
        String value = end.iface() == null
                ? texts.text("ui.labs.kind.network")
                : end.addresses().isEmpty() ? texts.text("ui.labs.leased") : addresses(end.addresses());
        return new Fact(label, value, end.iface() != null && !end.addresses().isEmpty());
    }

    private static String addresses(List<?> all) {
        return Addresses.shown(
                String.join("\n", all.stream().map(Object::toString).toList()));
    }

    private String peer(Port port) {
        Link link = lab.links().get(port.link());
        return port.side().equals("a") ? link.b().node() : link.a().node();
    }

    private List<Fact> routing(Router router) {
        List<Fact> facts = new ArrayList<>();
        if (router.frrConfig() != null) {
            facts.add(new Fact("frr.conf", router.frrConfig().strip(), true));
            return facts;
        }
        if (router.routerId() != null) {
            facts.add(new Fact(texts.text("ui.labs.fact.id"), router.routerId(), true));
        }
        router.ospf()
                .forEach(o -> facts.add(new Fact(
                        "OSPF " + o.iface(),
                        texts.text(o.passive() ? "ui.labs.area.passive" : "ui.labs.area", "area", o.area()),
                        false)));
        if (router.originateDefault()) {
            facts.add(new Fact(texts.text("ui.labs.fact.default"), texts.text("ui.labs.originates"), false));
        }
        if (!router.masquerade().isEmpty()) {
            facts.add(new Fact("NAT", String.join(", ", router.masquerade()), true));
        }
        return facts;
    }

    private Fact file(FileSpec file) {
        return new Fact(file.path(), file.content().strip(), true);
    }

    private List<Fact> limits(@Nullable Resources limits) {
        List<Fact> facts = new ArrayList<>();
        if (limits != null) {
            var amounts = new Amounts(texts.locale());
            Map<String, String> values = new LinkedHashMap<>();
            values.put(
                    "memory",
                    limits.memoryBytes() == null
                            ? ""
                            : amounts.bytes(limits.memoryBytes()).toString());
            values.put(
                    "cpu",
                    limits.cpus() == null ? "" : amounts.cpu(limits.cpus()).toString());
            values.put("pids", limits.pids() == null ? "" : limits.pids().toString());
            values.forEach((key, value) -> {
                if (!value.isEmpty()) {
                    facts.add(new Fact(texts.text("ui.graphs." + key), value, false));
                }
            });
        }
        return facts;
    }

    private void add(List<Group> groups, String title, List<Fact> facts) {
        if (!facts.isEmpty()) {
            groups.add(new Group(texts.text("ui.labs.group." + title), facts));
        }
    }
}
