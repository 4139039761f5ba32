package org.darsena.model.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.darsena.model.container.FileSpec;
import org.darsena.model.lab.Check;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.LabDocument.End;
import org.darsena.model.lab.LabDocument.Network;
import org.darsena.model.lab.LabDocument.Position;
import org.darsena.model.lab.LabDocument.Zone;
import org.darsena.model.lab.Node;
import org.jspecify.annotations.Nullable;

/// Writes lab documents without what is default or empty. Reading the text gives back an equal value.
public final class LabWriter {
    private LabWriter() {}

    public static String write(LabDocument lab) {
        return Out.text(new Out()
                .put("schema", lab.schema())
                .put("name", lab.name())
                .some("title", lab.title())
                .some("nodes", Out.array(lab.nodes(), LabWriter::node))
                .some("networks", Out.array(lab.networks(), LabWriter::network))
                .some(
                        "links",
                        Out.array(
                                lab.links(),
                                l -> new Out()
                                        .put("a", end(l.a()))
                                        .put("b", end(l.b()))
                                        .node()))
                .some("zones", Out.array(lab.zones(), LabWriter::zone))
                .some(
                        "policy",
                        Out.array(
                                lab.policy(),
                                p -> new Out()
                                        .put("from", p.from())
                                        .put("to", p.to())
                                        .put("allow", Out.texts(p.allow()))
                                        .node()))
                .some("checks", Out.array(lab.checks(), LabWriter::check))
                .node());
    }

    private static ObjectNode node(Node node) {
        var out = new Out().put("name", node.name()).put("kind", node.kind()).some("image", node.image());
        position(out, node.position())
                .some(
                        "routes",
                        Out.array(
                                node.routes(),
                                r -> new Out()
                                        .put("to", r.to())
                                        .put("via", r.via())
                                        .node()));
        if (node.router() != null) {
            out.put("router", router(node.router()));
        }
        if (node.firewall() != null) {
            out.put("firewall", firewall(node.firewall()));
        }
        out.some("files", Out.array(node.files(), LabWriter::file))
                .some("start", Out.texts(node.start()))
                .some("env", node.env())
                .some("capAdd", Out.capabilities(node.capAdd()));
        if (node.resources() != null) {
            out.put("resources", ResourcesForm.write(node.resources()));
        }
        return out.node();
    }

    private static Out position(Out out, @Nullable Position position) {
        return position == null
                ? out
                : out.put(
                        "position",
                        new Out().put("x", position.x()).put("y", position.y()).node());
    }

    private static ObjectNode router(Node.Router router) {
        var out = new Out().some("routerId", router.routerId()).some("ospf", Out.array(router.ospf(), LabWriter::ospf));
        if (router.originateDefault()) {
            out.put("originateDefault", true);
        }
        return out.some("masquerade", Out.texts(router.masquerade()))
                .some("frrConfig", router.frrConfig())
                .node();
    }

    private static ObjectNode ospf(Node.Ospf ospf) {
        var out = new Out().put("iface", ospf.iface()).put("area", ospf.area());
        return (ospf.passive() ? out.put("passive", true) : out).node();
    }

    private static ObjectNode firewall(Node.Firewall firewall) {
        var zones = new Out();
        firewall.zones().forEach((zone, ifaces) -> zones.put(zone, Out.texts(ifaces)));
        return new Out().put("zones", zones.node()).node();
    }

    private static ObjectNode file(FileSpec file) {
        var usual = FileSpec.of(file.path(), file.content());
        return file.equals(usual)
                ? new Out()
                        .put("path", file.path())
                        .put("content", file.content())
                        .node()
                : SpecWriter.file(file);
    }

    private static ObjectNode network(Network network) {
        return position(new Out().put("name", network.name()).put("type", network.type()), network.position())
                .node();
    }

    private static ObjectNode end(End end) {
        return new Out()
                .put("node", end.node())
                .some("iface", end.iface())
                .some("addresses", Out.texts(end.addresses()))
                .some("mac", end.mac())
                .node();
    }

    private static ObjectNode zone(Zone zone) {
        return new Out()
                .put("name", zone.name())
                .some("title", zone.title())
                .some("color", zone.color())
                .some("nodes", Out.texts(zone.nodes()))
                .node();
    }

    private static ObjectNode check(Check check) {
        return new Out()
                .put("name", check.name())
                .put("node", check.node())
                .put("probe", probe(check.probe()))
                .put("expect", check.expect())
                .put("withinSeconds", check.withinSeconds())
                .node();
    }

    private static ObjectNode probe(Check.Probe probe) {
        return switch (probe) {
            case Check.Tcp(var host, var port) ->
                new Out().put("type", "tcp").put("host", host).put("port", port).node();
            case Check.Http(var url, var contains) ->
                new Out()
                        .put("type", "http")
                        .put("url", url)
                        .some("contains", contains)
                        .node();
            case Check.Ping(var host) ->
                new Out().put("type", "ping").put("host", host).node();
            case Check.OspfFull(var neighbours) ->
                new Out().put("type", "ospf-full").put("neighbours", neighbours).node();
            case Check.Command(List<String> argv) ->
                new Out().put("type", "command").put("argv", Out.texts(argv)).node();
        };
    }
}
