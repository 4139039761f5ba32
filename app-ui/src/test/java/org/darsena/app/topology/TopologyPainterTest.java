package org.darsena.app.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import org.darsena.app.theme.Fx;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Palette;
import org.darsena.app.theme.Theme;
import org.darsena.app.theme.Themes;
import org.darsena.app.theme.Tone;
import org.darsena.app.topology.Drawing.Cable;
import org.darsena.app.topology.Drawing.Card;
import org.darsena.app.topology.Drawing.Hue;
import org.darsena.app.topology.Drawing.Zone;
import org.darsena.app.topology.Status.Wire;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// That the colours which carry meaning are where they belong.
@Tag("window")
class TopologyPainterTest {
    private static final Drawing TWO = new Drawing(
            List.of(new Zone("dmz", "DMZ", Hue.DMZ, List.of("b"))),
            List.of(new Cable("a", "b")),
            List.of(
                    new Card("a", Icon.CUBE, new Point(100, 100), "", false),
                    new Card("b", Icon.CUBE, new Point(400, 100), "", false)));

    private static <T> T fx(Callable<T> work) throws Exception {
        return Fx.call(() -> {
            Themes.start();
            return work.call();
        });
    }

    private static WritableImage paint(Status status, Look look) throws Exception {
        return paint(TWO, status, look);
    }

    private static WritableImage paint(Drawing drawing, Status status, Look look) throws Exception {
        return fx(() -> {
            var canvas = new Canvas(500, 240);
            Placement placement = Placement.of(drawing, status, new Letters());
            TopologyPainter.paint(
                    canvas.getGraphicsContext2D(), placement, status, look, new Viewport(1, 0, 0), 500, 240);
            return canvas.snapshot(null, null);
        });
    }

    private static void assertColor(Color wanted, WritableImage image, int x, int y) {
        Color seen = image.getPixelReader().getColor(x, y);
        double apart = Math.max(
                Math.abs(wanted.getRed() - seen.getRed()),
                Math.max(Math.abs(wanted.getGreen() - seen.getGreen()), Math.abs(wanted.getBlue() - seen.getBlue())));
        assertTrue(apart < 0.02, "at " + x + "," + y + ": " + seen + ", wanted " + wanted);
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void whatCarriesMeaningHasItsColour(Theme theme) throws Exception {
        Palette p = theme.palette();
        Status busy =
                new Status(Map.of("a", Tone.OK, "b", Tone.BAD), List.of(new Wire(true, true, "1.2 Mb/s", true, null)));
        WritableImage image = paint(busy, Look.still(p, true));
        assertColor(p.accent(), image, 160, 100); // the busy cable
        assertColor(p.ok(), image, 121, 79); // a's light
        assertColor(p.bad(), image, 421, 79); // b's
        assertColor(p.raised(), image, 78, 120); // a's card
        assertColor(p.raised(), image, 222, 100); // the chip, left of its words
        assertColor(p.bg().interpolate(p.dmz(), 0.07), image, 380, 60); // the zone
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void aQuietCableAndOneThatIsOffDiffer(Theme theme) throws Exception {
        Palette p = theme.palette();
        Status quiet = new Status(Map.of(), List.of(new Wire(true, true, "0 b/s", false, null)));
        Status off = new Status(Map.of(), List.of(new Wire(true, false, "off", false, null)));
        Color whole = paint(quiet, Look.still(p, true)).getPixelReader().getColor(160, 100);
        assertNotEquals(p.bg(), whole);
        WritableImage dotted = paint(off, Look.still(p, true));
        long gaps = IntStream.range(140, 200)
                .filter(x -> dotted.getPixelReader().getColor(x, 100).equals(p.bg()))
                .count();
        assertTrue(gaps > 20, "dotted: " + gaps);
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void whatIsPickedBearsTheAccent(Theme theme) throws Exception {
        Palette p = theme.palette();
        var look = new Look(p, new Hit.OnCard("a"), null, false, true);
        assertColor(p.accent(), paint(Status.OFF, look), 73, 100);
        assertEquals(
                p.line().getBrightness(),
                paint(Status.OFF, Look.still(p, true))
                        .getPixelReader()
                        .getColor(73, 100)
                        .getBrightness(),
                0.15);
    }

    /// Cables on all sides: the words stand on one, and hide it.
    @ParameterizedTest
    @EnumSource(Theme.class)
    void noCableStrikesThroughWords(Theme theme) throws Exception {
        Palette p = theme.palette();
        List<Card> cards = List.of(
                new Card(". . .", Icon.CUBE, new Point(250.5, 100), "", false),
                new Card("", Icon.CUBE, new Point(250.5, 300), "", false),
                new Card("n", Icon.CUBE, new Point(250.5, -100), "", false),
                new Card("e", Icon.CUBE, new Point(600, 100), "", false),
                new Card("w", Icon.CUBE, new Point(-100, 100), "", false));
        var cables =
                cards.stream().skip(1).map(c -> new Cable(". . .", c.name())).toList();
        Drawing star = new Drawing(List.of(), cables, cards);
        WritableImage image = paint(star, Status.OFF, Look.still(p, true));
        Placement.Node hub =
                Placement.of(star, Status.OFF, new Letters()).node(". . .").orElseThrow();
        Box words = hub.words();
        assertColor(p.bg(), image, 250, (int) words.y() + 4); // above the full stops
        assertColor(p.mute(), image, 250, (int) words.bottom() + 12);
    }
}
