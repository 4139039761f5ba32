package org.darsena.app.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.darsena.app.topology.Drawing.Card;
import org.darsena.app.topology.Placement.Line;
import org.darsena.app.topology.Placement.Node;

/// Places names and notes: below their card, unless something stands there or a cable runs there.
final class Labels {
    static final double NAME_HEIGHT = 16;
    static final double NOTE_HEIGHT = 14;
    private static final double GAP = 4;
    private static final double BESIDE = 8;

    /// How far a cable keeps from words.
    private static final double CLEAR = 3;

    private final List<Line> cables;
    private final Measure measure;
    private final List<Box> taken = new ArrayList<>();

    private Labels(List<Line> cables, Measure measure) {
        this.cables = cables;
        this.measure = measure;
    }

    static List<Node> place(Drawing drawing, List<Line> cables, Measure measure) {
        var labels = new Labels(cables, measure);
        drawing.cards().forEach(c -> labels.taken.add(c.body()));
        List<Node> nodes = new ArrayList<>();
        for (Card card : drawing.cards()) {
            Node node = labels.free(card);
            labels.taken.add(node.words());
            nodes.add(node);
        }
        return List.copyOf(nodes);
    }

    /// The first of below, above, right, left where the words cover nothing; else where they cover least.
    private Node free(Card card) {
        return Stream.of(Side.values())
                .map(side -> at(card, side, measure))
                .min(Comparator.comparingDouble(node -> covered(node.words())))
                .orElseThrow();
    }

    /// What would be covered: the area of cards and words, and of cables as wide as a line of words.
    private double covered(Box words) {
        double boxes = taken.stream().mapToDouble(words::overlap).sum();
        Box clear = words.grown(CLEAR);
        double lines =
                cables.stream().mapToDouble(l -> clear.within(l.from(), l.to())).sum();
        return boxes + NAME_HEIGHT * lines;
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
        return new Node(card, card.body(), name, note);
    }
}
