package org.darsena.model.json;

import java.util.List;
import java.util.Map;
import org.darsena.model.container.Resources;
import org.darsena.model.lab.Node;
import org.darsena.model.lab.Node.Firewall;
import org.darsena.model.lab.Node.Ospf;
import org.darsena.model.lab.Node.Route;
import org.darsena.model.lab.Node.Router;
import org.jspecify.annotations.Nullable;

/// The keys of a lab's node and their defaults.
final class NodeForm {
    private NodeForm() {}

    static Node read(Fields f) {
        return new Node(
                f.requiredText("name"),
                f.oneOf("kind", Node.Kind.class, Node.Kind.HOST),
                f.textOrNull("image"),
                LabForm.position(f),
                f.list("routes", (v, at) -> ContainerForm.item(v, at, f, NodeForm::route)),
                router(f),
                firewall(f),
                f.list("files", (v, at) -> ContainerForm.file(v, at, f)),
                f.texts("start"),
                f.words("env"),
                Capabilities.read(f, "capAdd"),
                resources(f));
    }

    private static Route route(Fields f) {
        return new Route(f.requiredText("to"), f.requiredText("via"));
    }

    private static boolean given(Fields f, String key) {
        return f.get(key).filter(v -> !v.isNull()).isPresent();
    }

    private static @Nullable Resources resources(Fields f) {
        return given(f, "resources")
                ? ContainerForm.part(f, "resources", Resources.DEFAULT, ContainerForm::resources)
                : null;
    }

    private static @Nullable Router router(Fields f) {
        return given(f, "router")
                ? ContainerForm.part(f, "router", new Router(null, List.of(), false, List.of(), null), NodeForm::intent)
                : null;
    }

    private static Router intent(Fields f) {
        return new Router(
                f.textOrNull("routerId"),
                f.list("ospf", (v, at) -> ContainerForm.item(v, at, f, NodeForm::ospf)),
                f.bool("originateDefault", false),
                f.texts("masquerade"),
                f.textOrNull("frrConfig"));
    }

    private static Ospf ospf(Fields f) {
        return new Ospf(f.requiredText("iface"), f.text("area", "0.0.0.0"), f.bool("passive", false));
    }

    private static @Nullable Firewall firewall(Fields f) {
        return given(f, "firewall") ? ContainerForm.part(f, "firewall", new Firewall(Map.of()), NodeForm::zones) : null;
    }

    private static Firewall zones(Fields f) {
        f.require("zones");
        return new Firewall(f.map("zones", (v, at) -> f.textsAt(v, at)));
    }
}
