package org.darsena.app.topology;

import java.util.ArrayList;
import java.util.List;
import org.darsena.app.topology.Drawing.Card;
import org.darsena.app.topology.Placement.Node;

/// Places names and notes: below their card, unless something stands there.
final class Labels {
    static final double NAME_HEIGHT = 16;
    static final double NOTE_HEIGHT = 14;
    private static final double GAP = 4;
    private static final double BESIDE = 8;

    private Labels() {}

    static List<Node> place(Drawing drawing, Measure measure) {
        List<Box> taken = new ArrayList<>();
        drawing.cards().forEach(c -> taken.add(Box.around(c.at(), Placement.CARD, Placement.CARD)));
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < drawing.cards().size(); i++) {
            Node node = free(drawing.cards().get(i), taken, i, measure);
            taken.add(node.words());
            nodes.add(node);
        }
        return List.copyOf(nodes);
    }

    /// The first of below, above, right, left where the words cover nothing; else where they cover least.
    private static Node free(Card card, List<Box> taken, int own, Measure measure) {
        Node best = null;
        double least = Double.MAX_VALUE;
        for (Side side : Side.values()) {
            Node node = at(card, side, measure);
            double covered = 0;
            for (int i = 0; i < taken.size(); i++) {
                covered += i == own ? 0 : node.words().overlap(taken.get(i));
            }
            if (covered == 0) {
                return node;
            }
            if (covered < least) {
                least = covered;
                best = node;
            }
        }
        return best == null ? at(card, Side.BELOW, measure) : best;
    }

    private enum Side {
        BELOW,
        ABOVE,
        RIGHT,
        LEFT
    }

    private static Node at(Card card, Side side, Measure measure) {
        double nameWidth = measure.name(card.name());
        boolean noted = !card.note().isEmpty();
        double noteWidth = noted ? measure.mono(card.note()) : 0;
        double height = NAME_HEIGHT + (noted ? NOTE_HEIGHT : 0);
        double half = Placement.CARD / 2;
        double reach = half + BESIDE + Math.max(nameWidth, noteWidth) / 2;
        double top = switch (side) {
            case BELOW -> card.at().y() + half + GAP;
            case ABOVE -> card.at().y() - half - GAP - height;
            case RIGHT, LEFT -> card.at().y() - height / 2;
        };
        double x = switch (side) {
            case BELOW, ABOVE -> card.at().x();
            case RIGHT -> card.at().x() + reach;
            case LEFT -> card.at().x() - reach;
        };
        Box name = new Box(x - nameWidth / 2, top, nameWidth, NAME_HEIGHT);
        Box note = noted ? new Box(x - noteWidth / 2, top + NAME_HEIGHT, noteWidth, NOTE_HEIGHT) : null;
        return new Node(card, Box.around(card.at(), Placement.CARD, Placement.CARD), name, note);
    }
}
