package org.darsena.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.darsena.model.Show;
import org.darsena.model.lab.Check;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.LabDocument.End;
import org.darsena.model.lab.LabDocument.Link;
import org.darsena.model.lab.LabDocument.Network;
import org.darsena.model.lab.LabDocument.Policy;
import org.darsena.model.lab.LabDocument.Position;
import org.darsena.model.lab.LabDocument.Zone;
import org.jspecify.annotations.Nullable;

/// The keys of a lab document but for its nodes, and their defaults.
final class LabForm {
    private static final End NOWHERE = new End("", null, List.of(), null);

    /// Stands where no probe could be read; no rule finds fault with it.
    private static final Check.Probe NO_PROBE = new Check.Command(List.of("true"));

    private LabForm() {}

    static LabDocument read(Fields f) {
        return new LabDocument(
                f.requiredInteger("schema"),
                f.requiredText("name"),
                f.textOrNull("title"),
                f.list("nodes", (v, at) -> ContainerForm.item(v, at, f, NodeForm::read)),
                f.list("networks", (v, at) -> ContainerForm.item(v, at, f, LabForm::network)),
                f.list("links", (v, at) -> ContainerForm.item(v, at, f, LabForm::link)),
                f.list("zones", (v, at) -> ContainerForm.item(v, at, f, LabForm::zone)),
                f.list("policy", (v, at) -> ContainerForm.item(v, at, f, LabForm::policy)),
                f.list("checks", (v, at) -> ContainerForm.item(v, at, f, LabForm::check)));
    }

    private static Network network(Fields f) {
        return new Network(
                f.requiredText("name"), f.oneOf("type", Network.Type.class, Network.Type.SWITCH), position(f));
    }

    static @Nullable Position position(Fields f) {
        return f.get("position").filter(v -> !v.isNull()).isEmpty()
                ? null
                : ContainerForm.part(f, "position", new Position(0, 0), LabForm::point);
    }

    private static Position point(Fields f) {
        f.require("x");
        f.require("y");
        return new Position(f.number("x", 0), f.number("y", 0));
    }

    private static Link link(Fields f) {
        f.require("a");
        f.require("b");
        return new Link(
                ContainerForm.part(f, "a", NOWHERE, LabForm::end), ContainerForm.part(f, "b", NOWHERE, LabForm::end));
    }

    private static End end(Fields f) {
        return new End(f.requiredText("node"), f.textOrNull("iface"), f.texts("addresses"), f.textOrNull("mac"));
    }

    private static Zone zone(Fields f) {
        return new Zone(f.requiredText("name"), f.textOrNull("title"), f.textOrNull("color"), f.texts("nodes"));
    }

    private static Policy policy(Fields f) {
        return new Policy(f.requiredText("from"), f.requiredText("to"), f.texts("allow"));
    }

    private static Check check(Fields f) {
        f.require("probe");
        return new Check(
                f.requiredText("name"),
                f.requiredText("node"),
                ContainerForm.<Check.Probe>part(f, "probe", NO_PROBE, LabForm::probe),
                f.oneOf("expect", Check.Expect.class, Check.Expect.MUST),
                f.integer("withinSeconds", 30));
    }

    private static Check.Probe probe(Fields f) {
        String type = f.requiredText("type");
        return switch (type) {
            case "tcp" -> new Check.Tcp(f.requiredText("host"), f.requiredInteger("port"));
            case "http" -> new Check.Http(f.requiredText("url"), f.textOrNull("contains"));
            case "ping" -> new Check.Ping(f.requiredText("host"));
            case "ospf-full" -> new Check.OspfFull(f.requiredInteger("neighbours"));
            case "command" -> command(f);
            default -> unknown(f, type);
        };
    }

    private static Check.Probe command(Fields f) {
        f.require("argv");
        return new Check.Command(f.texts("argv"));
    }

    private static Check.Probe unknown(Fields f, String type) {
        if (f.get("type").filter(JsonNode::isTextual).isPresent()) {
            f.findings().error("json.choice", f.place("type"), Show.value(type), "tcp, http, ping, ospf-full, command");
        }
        f.knowAll();
        return NO_PROBE;
    }
}
