package org.darsena.app.topology;

import java.util.Optional;

/// Which card an arrow key leads to.
public final class Neighbours {
    /// How much worse a step aside is than one ahead.
    private static final double ASIDE = 2.2;

    private Neighbours() {}

    /// A direction on the screen.
    public enum Way {
        LEFT(-1, 0),
        RIGHT(1, 0),
        UP(0, -1),
        DOWN(0, 1);

        private final int dx;
        private final int dy;

        Way(int dx, int dy) {
            this.dx = dx;
            this.dy = dy;
        }
    }

    /// The nearest card that way from `from`; empty where there is none. An unknown `from` leads to the first card.
    public static Optional<String> of(Placement placement, String from, Way way) {
        var here = placement.node(from);
        if (here.isEmpty()) {
            return placement.nodes().stream().findFirst().map(n -> n.card().name());
        }
        Point at = here.get().card().at();
        String best = null;
        double least = Double.MAX_VALUE;
        for (Placement.Node node : placement.nodes()) {
            double x = node.card().at().x() - at.x();
            double y = node.card().at().y() - at.y();
            double ahead = x * way.dx + y * way.dy;
            double aside = Math.abs(x * way.dy) + Math.abs(y * way.dx);
            double cost = ahead + ASIDE * aside;
            if (ahead > 1 && aside <= 2 * ahead && cost < least) {
                least = cost;
                best = node.card().name();
            }
        }
        return Optional.ofNullable(best);
    }
}
