package org.darsena.app.topology;

import java.util.ArrayList;
import java.util.List;
import org.darsena.app.topology.Placement.Line;
import org.darsena.app.topology.Placement.Node;
import org.darsena.app.topology.Status.Wire;
import org.jspecify.annotations.Nullable;

/// Places the words that cables bear: on the cable where nothing else stands, the nearer to its middle the better.
final class Lines {
    /// Room for the widest rate, `999 Mb/s`, so that a chip keeps its width whatever it says.
    static final double CHIP_WIDTH = 66;

    static final double CHIP_HEIGHT = 18;
    static final double BADGE_HEIGHT = 16;
    private static final double BADGE_SIDES = 14;
    private static final double APART = 3;

    private static final double[] SHARES = {0.5, 0.44, 0.56, 0.38, 0.62, 0.31, 0.69, 0.24, 0.76};

    private final Measure measure;
    private final List<Box> taken = new ArrayList<>();

    private Lines(Measure measure) {
        this.measure = measure;
    }

    /// The same cables with their words.
    static List<Line> place(List<Line> bare, Status status, List<Node> nodes, Measure measure) {
        var lines = new Lines(measure);
        for (Node node : nodes) {
            lines.taken.add(node.body());
            lines.taken.add(node.words());
        }
        return bare.stream().map(l -> lines.worded(l, status.wire(l.number()))).toList();
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
