package org.darsena.app.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.darsena.app.topology.Drawing.Cable;
import org.darsena.app.topology.Placement.Line;
import org.darsena.app.topology.Placement.Node;
import org.darsena.app.topology.Status.Wire;
import org.jspecify.annotations.Nullable;

/// Places cables from border to border and the words they bear: on the cable where nothing else stands, the nearer
/// to its middle the better.
final class Lines {
    /// Room for the widest rate, `999 Mb/s`, so that a chip keeps its width whatever it says.
    static final double CHIP_WIDTH = 66;

    static final double CHIP_HEIGHT = 18;
    static final double BADGE_HEIGHT = 16;
    private static final double BADGE_SIDES = 14;
    private static final double APART = 3;
    /// Between cables that join the same two cards.
    private static final double BESIDE = 20;

    private static final double[] SHARES = {0.5, 0.44, 0.56, 0.38, 0.62, 0.31, 0.69, 0.24, 0.76};

    private final Drawing drawing;
    private final Status status;
    private final Map<String, Node> nodes;
    private final Measure measure;
    private final List<Box> taken = new ArrayList<>();
    private final Map<String, Integer> twins = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();

    private Lines(Drawing drawing, Status status, Map<String, Node> nodes, Measure measure) {
        this.drawing = drawing;
        this.status = status;
        this.nodes = nodes;
        this.measure = measure;
        drawing.cables().forEach(c -> twins.merge(pair(c), 1, Integer::sum));
    }

    static List<Line> place(Drawing drawing, Status status, List<Node> all, Map<String, Node> nodes, Measure measure) {
        var lines = new Lines(drawing, status, nodes, measure);
        for (Node node : all) {
            lines.taken.add(node.body());
            lines.taken.add(node.words());
        }
        return lines.place();
    }

    private List<Line> place() {
        List<Line> placed = new ArrayList<>();
        for (int i = 0; i < drawing.cables().size(); i++) {
            Line bare = bare(i, drawing.cables().get(i));
            if (bare != null) {
                placed.add(worded(bare, status.wire(i)));
            }
        }
        return List.copyOf(placed);
    }

    private @Nullable Line bare(int number, Cable cable) {
        Node from = nodes.get(cable.from());
        Node to = nodes.get(cable.to());
        if (from == null || to == null || cable.from().equals(cable.to())) {
            return null;
        }
        String pair = pair(cable);
        int of = twins.getOrDefault(pair, 1);
        int which = seen.merge(pair, 1, Integer::sum) - 1;
        double aside = (which - (of - 1) / 2.0) * BESIDE;
        boolean turned = cable.from().compareTo(cable.to()) > 0; // twins may run either way
        Point a = from.card().at();
        Point b = to.card().at();
        double length = Math.max(1, a.distance(b));
        double dx = -(b.y() - a.y()) / length * aside * (turned ? -1 : 1);
        double dy = (b.x() - a.x()) / length * aside * (turned ? -1 : 1);
        Point p = from.body().border(b).plus(dx, dy);
        Point q = to.body().border(a).plus(dx, dy);
        return new Line(number, p, q, null, null);
    }

    private Line worded(Line line, @Nullable Wire wire) {
        if (wire == null) {
            return line;
        }
        Box chip = wire.rate().isEmpty() ? null : chip(line);
        Box badge = null;
        if (wire.badge() != null) {
            double width = measure.badge(wire.badge().text()) + BADGE_SIDES;
            badge = chip == null ? onLine(line, width, BADGE_HEIGHT) : beside(line, chip, width);
            taken.add(badge);
        }
        return new Line(line.number(), line.from(), line.to(), chip, badge);
    }

    private Box chip(Line line) {
        Box chip = onLine(line, CHIP_WIDTH, CHIP_HEIGHT);
        taken.add(chip);
        return chip;
    }

    private Box onLine(Line line, double width, double height) {
        List<Box> candidates = new ArrayList<>();
        for (double share : SHARES) {
            candidates.add(Box.around(line.from().towards(line.to(), share), width, height));
        }
        return best(candidates);
    }

    /// Below the chip, above it, or elsewhere on the cable.
    private Box beside(Line line, Box chip, double width) {
        double step = (CHIP_HEIGHT + BADGE_HEIGHT) / 2 + APART;
        List<Box> candidates = new ArrayList<>();
        candidates.add(Box.around(chip.centre().plus(0, step), width, BADGE_HEIGHT));
        candidates.add(Box.around(chip.centre().plus(0, -step), width, BADGE_HEIGHT));
        for (double share : SHARES) {
            candidates.add(Box.around(line.from().towards(line.to(), share), width, BADGE_HEIGHT));
        }
        return best(candidates);
    }

    private Box best(List<Box> candidates) {
        Box best = candidates.getFirst();
        double least = Double.MAX_VALUE;
        for (Box candidate : candidates) {
            double covered = 0;
            for (Box other : taken) {
                covered += candidate.grown(1).overlap(other);
            }
            if (covered < least) {
                least = covered;
                best = candidate;
            }
            if (least == 0) {
                break;
            }
        }
        return best;
    }

    private static String pair(Cable cable) {
        return cable.from().compareTo(cable.to()) < 0
                ? cable.from() + " " + cable.to()
                : cable.to() + " " + cable.from();
    }

    /// From a point to a cable.
    static double distance(Point p, Line line) {
        Point a = line.from();
        Point b = line.to();
        double length = a.distance(b);
        if (length == 0) {
            return p.distance(a);
        }
        double share = ((p.x() - a.x()) * (b.x() - a.x()) + (p.y() - a.y()) * (b.y() - a.y())) / (length * length);
        return p.distance(a.towards(b, Math.max(0, Math.min(1, share))));
    }
}
