package org.darsena.app.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.darsena.app.text.Addresses;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.topology.Drawing.Cable;
import org.darsena.app.topology.Drawing.Card;
import org.darsena.app.topology.Drawing.Hue;
import org.darsena.app.topology.Drawing.Zone;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.LabDocument.Network;
import org.darsena.model.lab.LabDocument.Position;
import org.darsena.model.lab.Layout;
import org.darsena.model.lab.Node;
import org.darsena.model.lab.Node.Router;
import org.darsena.model.lab.Topology;
import org.darsena.model.lab.Topology.Port;
import org.darsena.model.lab.Topology.Segment;
import org.darsena.model.net.Cidr;
import org.jspecify.annotations.Nullable;

/// Makes a lab's drawing of its document.
public final class Drawings {
    private static final List<Hue> HUES = List.of(Hue.INTERNET, Hue.DMZ, Hue.LAN);

    private final LabDocument lab;
    private final Texts texts;
    private final Topology topology;
    private final Map<String, Position> places;

    private Drawings(LabDocument lab, Texts texts) {
        this.lab = lab;
        this.texts = texts;
        this.topology = new Topology(lab);
        this.places = Layout.of(lab);
    }

    public static Drawing of(LabDocument lab, Texts texts) {
        return new Drawings(lab, texts).drawing();
    }

    /// The symbol of a kind of node, the same everywhere.
    public static Icon icon(Node.Kind kind) {
        return switch (kind) {
            case HOST -> Icon.CUBE;
            case ROUTER -> Icon.ROUTER;
            case FIREWALL -> Icon.FIREWALL;
            case SERVER -> Icon.SERVER;
            case INTERNET -> Icon.CLOUD;
        };
    }

    /// The symbol of a kind of network.
    public static Icon icon(Network.Type type) {
        return type == Network.Type.NAT ? Icon.CLOUD : Icon.SWITCH;
    }

    private Drawing drawing() {
        List<Card> cards = new ArrayList<>();
        lab.nodes().forEach(n -> cards.add(new Card(n.name(), icon(n.kind()), at(n.name()), note(n), false)));
        lab.networks().forEach(n -> cards.add(new Card(n.name(), icon(n.type()), at(n.name()), note(n), true)));
        List<Cable> cables = lab.links().stream()
                .map(l -> new Cable(l.a().node(), l.b().node()))
                .toList();
        return new Drawing(zones(), cables, cards);
    }

    private Point at(String name) {
        Position place = places.getOrDefault(name, new Position(0, 0));
        return new Point(place.x(), place.y());
    }

    private List<Zone> zones() {
        List<Zone> zones = new ArrayList<>();
        for (int i = 0; i < lab.zones().size(); i++) {
            LabDocument.Zone zone = lab.zones().get(i);
            String title = zone.title() == null ? zone.name() : zone.title();
            zones.add(new Zone(zone.name(), title, hue(zone.color(), zone.name(), i), zone.nodes()));
        }
        return zones;
    }

    /// What the document says, else what the name says, else by order.
    public static Hue hue(@Nullable String color, String name, int order) {
        String word = (color == null ? name : color).toUpperCase(Locale.ROOT);
        for (Hue hue : HUES) {
            if (hue.name().equals(word)) {
                return hue;
            }
        }
        return HUES.get(order % HUES.size());
    }

    private String note(Node node) {
        if (node.firewall() != null && !node.firewall().zones().isEmpty()) {
            return texts.text("ui.labs.zones", "n", node.firewall().zones().size());
        }
        Router router = node.router();
        if (router != null) {
            List<String> roles = new ArrayList<>();
            if (!router.ospf().isEmpty()) {
                roles.add("OSPF");
            }
            if (!router.masquerade().isEmpty()) {
                roles.add("NAT");
            }
            if (!roles.isEmpty()) {
                return String.join(" · ", roles);
            }
        }
        return topology.ports(node.name()).stream()
                .flatMap(p -> p.addresses().stream())
                .findFirst()
                .map(Cidr::host)
                .map(Addresses::shown)
                .orElse("");
    }

    private String note(Network network) {
        if (network.type() == Network.Type.NAT) {
            return "NAT";
        }
        for (Segment segment : topology.segments()) {
            if (segment.network() != null && segment.network().name().equals(network.name())) {
                return segment.ports().stream()
                        .map(Port::addresses)
                        .flatMap(List::stream)
                        .findFirst()
                        .map(c -> Addresses.shown(c.network().toString()))
                        .orElse("");
            }
        }
        return "";
    }
}
