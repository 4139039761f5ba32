package org.darsena.app.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Tone;
import org.darsena.app.topology.Drawing.Cable;
import org.darsena.app.topology.Drawing.Card;
import org.darsena.app.topology.Placement.Line;
import org.darsena.app.topology.Placement.Node;
import org.darsena.app.topology.Status.Badge;
import org.darsena.app.topology.Status.Wire;
import org.darsena.model.json.ShippedLabs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Where things stand, and that nothing stands on another.
class PlacementTest {
    private static final Measure LETTERS = new Letters();
    private static final Drawing DMZ = Drawings.of(ShippedLabs.read("dmz"), Texts.of(Locale.ENGLISH));

    private static Card card(String name, double x, double y) {
        return new Card(name, Icon.CUBE, new Point(x, y), "10.0.0.1", false);
    }

    private static Drawing drawing(List<Card> cards, Cable... cables) {
        return new Drawing(List.of(), List.of(cables), cards);
    }

    private static Status all(Drawing drawing, String rate, @Nullable Badge badge) {
        List<Wire> wires = new ArrayList<>();
        drawing.cables().forEach(c -> wires.add(new Wire(true, true, rate, false, badge)));
        return new Status(Map.of(), wires);
    }

    private static void assertOnBorder(Point p, Box body) {
        boolean side = Math.abs(p.x() - body.x()) < 1e-6 || Math.abs(p.x() - body.right()) < 1e-6;
        boolean top = Math.abs(p.y() - body.y()) < 1e-6 || Math.abs(p.y() - body.bottom()) < 1e-6;
        assertTrue((side || top) && body.grown(1e-6).contains(p), p + " of " + body);
    }

    @Test
    void cablesEndAtTheBordersOfTheirCards() {
        Placement placement = Placement.of(DMZ, Status.OFF, LETTERS);
        assertEquals(DMZ.cables().size(), placement.lines().size());
        for (Line line : placement.lines()) {
            Cable cable = DMZ.cables().get(line.number());
            assertOnBorder(
                    line.from(), placement.node(cable.from()).orElseThrow().body());
            assertOnBorder(line.to(), placement.node(cable.to()).orElseThrow().body());
        }
    }

    @Test
    void straightAndDiagonalEnds() {
        Drawing d = drawing(
                List.of(card("a", 0, 0), card("b", 200, 0), card("c", 100, 100)),
                new Cable("a", "b"),
                new Cable("a", "c"));
        Placement placement = Placement.of(d, Status.OFF, LETTERS);
        assertEquals(new Point(27, 0), placement.lines().get(0).from());
        assertEquals(new Point(173, 0), placement.lines().get(0).to());
        assertEquals(new Point(27, 27), placement.lines().get(1).from());
        assertEquals(new Point(73, 73), placement.lines().get(1).to());
    }

    @Test
    void nothingOfTheShippedLabStandsOnAnother() {
        Placement placement = Placement.of(DMZ, all(DMZ, "999 Mb/s", null), LETTERS);
        List<Box> boxes = new ArrayList<>();
        placement.nodes().forEach(n -> {
            boxes.add(n.body());
            boxes.add(n.words());
        });
        placement.lines().forEach(l -> Optional.ofNullable(l.chip()).ifPresent(boxes::add));
        assertEquals(2 * 9 + 8, boxes.size());
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertEquals(0, boxes.get(i).overlap(boxes.get(j)), boxes.get(i) + " on " + boxes.get(j));
            }
        }
    }

    @Test
    void wordsGoElsewhereWhereSomethingStandsBelow() {
        Drawing d = drawing(List.of(card("upper", 0, 0), card("lower", 0, 70)));
        Placement placement = Placement.of(d, Status.OFF, LETTERS);
        Node upper = placement.node("upper").orElseThrow();
        Node lower = placement.node("lower").orElseThrow();
        assertTrue(upper.words().bottom() <= upper.body().y(), "above");
        assertTrue(lower.words().y() >= lower.body().bottom(), "below");
        assertEquals(0, upper.words().overlap(lower.body()));
    }

    @Test
    void noCableRunsThroughWords() {
        for (String name : ShippedLabs.names()) {
            Drawing drawing = Drawings.of(ShippedLabs.read(name), Texts.of(Locale.ENGLISH));
            Placement placement = Placement.of(drawing, Status.OFF, LETTERS);
            for (Node node : placement.nodes()) {
                assertFalse(placement.crossed(node), node.card().name() + " of " + name);
            }
        }
    }

    @Test
    void wordsStandOnTheFirstFreeSide() {
        Card hub = card("hub", 0, 0);
        List<Card> around = List.of(card("s", 0, 300), card("n", 0, -300), card("e", 300, 0), card("w", -300, 0));
        List<Point> middles = new ArrayList<>();
        for (int cables = 0; cables <= around.size(); cables++) {
            List<Card> cards = new ArrayList<>(List.of(hub));
            cards.addAll(around);
            Cable[] to = around.subList(0, cables).stream()
                    .map(c -> new Cable("hub", c.name()))
                    .toArray(Cable[]::new);
            Placement placement = Placement.of(drawing(cards, to), Status.OFF, LETTERS);
            Node node = placement.node("hub").orElseThrow();
            assertEquals(cables == around.size(), placement.crossed(node), cables + " cables");
            middles.add(node.words().centre());
        }
        assertTrue(middles.get(0).y() > 27, "below");
        assertTrue(middles.get(1).y() < -27, "above");
        assertTrue(middles.get(2).x() > 27, "right");
        assertTrue(middles.get(3).x() < -27, "left");
    }

    @Test
    void howMuchOfAWayLiesWithinABox() {
        Box box = new Box(0, 0, 10, 10);
        assertEquals(10, box.within(new Point(-5, 5), new Point(20, 5)), 1e-9);
        assertEquals(5, box.within(new Point(5, 5), new Point(20, 5)), 1e-9);
        assertEquals(2, box.within(new Point(4, 1), new Point(4, 3)), 1e-9);
        assertEquals(Math.hypot(10, 10), box.within(new Point(-1, -1), new Point(11, 11)), 1e-9);
        assertEquals(0, box.within(new Point(-5, 5), new Point(-1, 5)), 1e-9);
        assertEquals(0, box.within(new Point(-5, 12), new Point(20, 12)), 1e-9);
        assertEquals(0, box.within(new Point(0, -5), new Point(0, 20)), 1e-9, "along its edge");
    }

    @Test
    void aBadgeStandsBesideItsChip() {
        Drawing d = drawing(List.of(card("a", 0, 0), card("b", 300, 0)), new Cable("a", "b"));
        Line line = Placement.of(d, all(d, "1.2 Mb/s", new Badge(Tone.OK, "OSPF Full")), LETTERS)
                .lines()
                .getFirst();
        Box chip = Objects.requireNonNull(line.chip());
        Box badge = Objects.requireNonNull(line.badge());
        assertEquals(new Point(150, 0), chip.centre());
        assertEquals(0, chip.overlap(badge));
        assertEquals(150, badge.centre().x());
        assertTrue(badge.y() > chip.bottom() - 1e-6);
    }

    @Test
    void figuresThatChangeMoveNothing() {
        Placement slow = Placement.of(DMZ, all(DMZ, "0 b/s", null), LETTERS);
        Placement fast = Placement.of(DMZ, all(DMZ, "999 Mb/s", null), LETTERS);
        assertEquals(slow.lines(), fast.lines());
        assertEquals(slow.bounds(), fast.bounds());
    }

    @Test
    void cablesBetweenTheSameTwoStandApart() {
        Drawing d = drawing(
                List.of(card("a", 0, 0), card("b", 300, 0)),
                new Cable("a", "b"),
                new Cable("b", "a"),
                new Cable("a", "b"));
        List<Line> lines = Placement.of(d, all(d, "1 b/s", null), LETTERS).lines();
        assertEquals(
                3, lines.stream().map(l -> Math.round(l.from().y())).distinct().count());
        for (int i = 0; i < 3; i++) {
            Box a = Objects.requireNonNull(lines.get(i).chip());
            Box b = Objects.requireNonNull(lines.get((i + 1) % 3).chip());
            assertEquals(0, a.overlap(b));
        }
    }

    @Test
    void aZoneHoldsItsMembersAndTheirWords() {
        Placement placement = Placement.of(DMZ, Status.OFF, LETTERS);
        assertEquals(3, placement.zones().size());
        for (Placement.Region region : placement.zones()) {
            for (String member : region.zone().members()) {
                Node node = placement.node(member).orElseThrow();
                Box all = node.body().with(node.words());
                assertEquals(
                        region.box(),
                        region.box().with(all),
                        member + " in " + region.zone().name());
            }
        }
        assertEquals(
                0,
                placement.zones().get(1).box().overlap(placement.zones().get(2).box()));
    }

    @Test
    void boundsHoldEverything() {
        Placement placement = Placement.of(DMZ, all(DMZ, "1 b/s", new Badge(Tone.OK, "OSPF Full")), LETTERS);
        Box bounds = placement.bounds();
        placement.zones().forEach(z -> assertEquals(bounds, bounds.with(z.box())));
        placement.nodes().forEach(n -> assertEquals(bounds, bounds.with(n.words())));
    }

    @Test
    void pointsHitCardsBeforeCables() {
        Placement placement = Placement.of(DMZ, all(DMZ, "1 b/s", null), LETTERS);
        Node fw = placement.node("fw").orElseThrow();
        assertEquals(Optional.of(new Hit.OnCard("fw")), placement.at(fw.card().at(), 6));
        Line line = placement.lines().get(1);
        Point middle = line.from().towards(line.to(), 0.5);
        assertEquals(Optional.of(new Hit.OnCable(1)), placement.at(middle, 6));
        assertEquals(Optional.of(new Hit.OnCable(1)), placement.at(middle.plus(0, 5), 6));
        assertEquals(Optional.empty(), placement.at(new Point(-500, -500), 6));
    }

    @Test
    void aCableToNowhereIsLeftOut() {
        Drawing d = drawing(List.of(card("a", 0, 0)), new Cable("a", "gone"), new Cable("a", "a"));
        assertEquals(List.of(), Placement.of(d, Status.OFF, LETTERS).lines());
        assertFalse(Placement.of(d, Status.OFF, LETTERS).nodes().isEmpty());
    }

    @Test
    void arrowsLeadToTheNearestThatWay() {
        Placement placement = Placement.of(DMZ, Status.OFF, LETTERS);
        assertEquals(Optional.of("edge"), Neighbours.of(placement, "fw", Neighbours.Way.LEFT));
        assertEquals(Optional.of("core"), Neighbours.of(placement, "fw", Neighbours.Way.RIGHT));
        assertEquals(Optional.of("dmz-sw"), Neighbours.of(placement, "fw", Neighbours.Way.UP));
        assertEquals(Optional.of("web"), Neighbours.of(placement, "dmz-sw", Neighbours.Way.RIGHT));
        assertEquals(Optional.empty(), Neighbours.of(placement, "internet", Neighbours.Way.LEFT));
        assertEquals(Optional.of("internet"), Neighbours.of(placement, "", Neighbours.Way.DOWN));
    }

    @Test
    void everyCardIsReachedByArrows() {
        Placement placement = Placement.of(DMZ, Status.OFF, LETTERS);
        List<String> reached = new ArrayList<>(List.of("internet"));
        for (int i = 0; i < reached.size(); i++) {
            for (Neighbours.Way way : Neighbours.Way.values()) {
                Neighbours.of(placement, reached.get(i), way)
                        .filter(n -> !reached.contains(n))
                        .ifPresent(reached::add);
            }
        }
        assertEquals(DMZ.cards().size(), reached.size(), reached.toString());
        assertNotEquals(0, reached.size());
    }
}
