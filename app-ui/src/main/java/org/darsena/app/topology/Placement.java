package org.darsena.app.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.darsena.app.topology.Drawing.Card;
import org.darsena.app.topology.Drawing.Zone;
import org.jspecify.annotations.Nullable;

/// Where everything of a drawing stands, in pixels at 100 %: computed from the drawing, from which cables bear words,
/// and from how wide words are; nothing else, so it can be tested without a window.
public final class Placement {
    /// Side of a card.
    public static final double CARD = 54;

    private final Drawing drawing;
    private final List<Region> zones;
    private final List<Node> nodes;
    private final List<Line> lines;
    private final Map<String, Node> byName = new HashMap<>();
    private final Box bounds;

    /// A zone's rectangle.
    public record Region(Zone zone, Box box) {}

    /// A card with its words: `name` and `note` are the boxes of their text; `note` null: it has none.
    public record Node(
            Card card, Box body, Box name, @Nullable Box note) {
        Box words() {
            return note == null ? name : name.with(note);
        }
    }

    /// A cable from border to border. `chip` is where its rate stands, `badge` where its badge stands.
    public record Line(
            int number,
            Point from,
            Point to,
            @Nullable Box chip,
            @Nullable Box badge) {}

    private Placement(Drawing drawing, Status status, Measure measure) {
        this.drawing = drawing;
        List<Line> cables = Cables.place(drawing);
        this.nodes = Labels.place(drawing, cables, measure);
        nodes.forEach(n -> byName.putIfAbsent(n.card().name(), n));
        this.zones = Zones.place(drawing, byName, measure);
        this.lines = Lines.place(cables, status, nodes, measure);
        this.bounds = union();
    }

    /// Only whether its cables bear words matters of `status`: figures that change move nothing.
    public static Placement of(Drawing drawing, Status status, Measure measure) {
        return new Placement(drawing, status, measure);
    }

    public Drawing drawing() {
        return drawing;
    }

    public List<Region> zones() {
        return zones;
    }

    /// In the drawing's order.
    public List<Node> nodes() {
        return nodes;
    }

    /// By number; a cable whose end is nowhere has none.
    public List<Line> lines() {
        return lines;
    }

    public Optional<Node> node(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// Whether a cable runs where a card's words stand: nowhere around it was free.
    boolean crossed(Node node) {
        return lines.stream().anyMatch(l -> node.words().within(l.from(), l.to()) > 0);
    }

    /// All that is drawn.
    public Box bounds() {
        return bounds;
    }

    /// What is at `p`: cards before cables.
    ///
    /// @param slack how far from a cable still counts
    public Optional<Hit> at(Point p, double slack) {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (nodes.get(i).body().grown(2).contains(p)) {
                return Optional.of(new Hit.OnCard(nodes.get(i).card().name()));
            }
        }
        Line nearest = null;
        double least = slack;
        for (Line line : lines) {
            double distance = line.chip() != null && line.chip().contains(p) ? 0 : Lines.distance(p, line);
            if (distance <= least) {
                least = distance;
                nearest = line;
            }
        }
        return nearest == null ? Optional.empty() : Optional.of(new Hit.OnCable(nearest.number()));
    }

    private Box union() {
        List<Box> all = new ArrayList<>();
        zones.forEach(z -> all.add(z.box()));
        nodes.forEach(n -> all.add(n.body().with(n.words())));
        lines.forEach(l -> {
            if (l.badge() != null) {
                all.add(l.badge());
            }
        });
        return all.stream().reduce(Box::with).orElse(new Box(0, 0, 1, 1));
    }
}
