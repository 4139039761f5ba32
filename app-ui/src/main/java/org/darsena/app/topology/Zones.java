package org.darsena.app.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.darsena.app.topology.Drawing.Zone;
import org.darsena.app.topology.Placement.Node;
import org.darsena.app.topology.Placement.Region;

/// Draws a zone's rectangle around its members and their words, with room for its title.
final class Zones {
    static final double SIDE = 30;
    static final double TOP = 48;
    static final double BOTTOM = 22;
    static final double TITLE_LEFT = 16;

    private Zones() {}

    static List<Region> place(Drawing drawing, Map<String, Node> nodes, Measure measure) {
        List<Region> regions = new ArrayList<>();
        for (Zone zone : drawing.zones()) {
            around(zone, nodes).ifPresent(box -> {
                double width = Math.max(box.width(), measure.title(zone.title()) + 2 * TITLE_LEFT);
                double left = box.x() - (width - box.width()) / 2;
                regions.add(new Region(zone, new Box(left, box.y(), width, box.height())));
            });
        }
        return List.copyOf(regions);
    }

    /// The words of a card hang to its sides: the rectangle keeps their middle.
    private static Optional<Box> around(Zone zone, Map<String, Node> nodes) {
        return zone.members().stream()
                .filter(nodes::containsKey)
                .map(nodes::get)
                .map(n -> n.body().with(n.words()))
                .reduce(Box::with)
                .map(b -> new Box(b.x() - SIDE, b.y() - TOP, b.width() + 2 * SIDE, b.height() + TOP + BOTTOM));
    }
}
