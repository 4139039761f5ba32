package org.darsena.app.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.darsena.app.topology.Drawing.Cable;
import org.darsena.app.topology.Drawing.Card;
import org.darsena.app.topology.Placement.Line;
import org.jspecify.annotations.Nullable;

/// Draws cables from border to border of their cards, those between the same two side by side; without words yet.
final class Cables {
    /// Between cables that join the same two cards.
    private static final double BESIDE = 20;

    private final Map<String, Card> cards = new HashMap<>();
    private final Map<String, Integer> twins = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();

    private Cables(Drawing drawing) {
        drawing.cards().forEach(c -> cards.putIfAbsent(c.name(), c));
        drawing.cables().forEach(c -> twins.merge(pair(c), 1, Integer::sum));
    }

    /// In the drawing's order; a cable whose end is nowhere is left out.
    static List<Line> place(Drawing drawing) {
        var cables = new Cables(drawing);
        List<Line> placed = new ArrayList<>();
        for (int i = 0; i < drawing.cables().size(); i++) {
            Line line = cables.line(i, drawing.cables().get(i));
            if (line != null) {
                placed.add(line);
            }
        }
        return List.copyOf(placed);
    }

    private @Nullable Line line(int number, Cable cable) {
        Card from = cards.get(cable.from());
        Card to = cards.get(cable.to());
        if (from == null || to == null || cable.from().equals(cable.to())) {
            return null;
        }
        String pair = pair(cable);
        int of = twins.getOrDefault(pair, 1);
        int which = seen.merge(pair, 1, Integer::sum) - 1;
        double aside = (which - (of - 1) / 2.0) * BESIDE;
        boolean turned = cable.from().compareTo(cable.to()) > 0; // twins may run either way
        Point a = from.at();
        Point b = to.at();
        double length = Math.max(1, a.distance(b));
        double dx = -(b.y() - a.y()) / length * aside * (turned ? -1 : 1);
        double dy = (b.x() - a.x()) / length * aside * (turned ? -1 : 1);
        Point p = from.body().border(b).plus(dx, dy);
        Point q = to.body().border(a).plus(dx, dy);
        return new Line(number, p, q, null, null);
    }

    private static String pair(Cable cable) {
        return cable.from().compareTo(cable.to()) < 0
                ? cable.from() + " " + cable.to()
                : cable.to() + " " + cable.from();
    }
}
