package org.darsena.app.theme;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Contrast by WCAG 2.2, computed from the token sheets: 4.5 for text that must be read, 3.9 for units and
/// repeats, 3 for lines and shapes that carry meaning.
class ContrastTest {
    private static final double TEXT = 4.5;
    private static final double REPEAT = 3.9;
    private static final double SHAPE = 3;

    private static final List<String> GROUNDS = List.of("bg", "panel", "raised", "hover", "accent-soft");

    @ParameterizedTest
    @ValueSource(strings = {"tokens-light.css", "tokens-dark.css"})
    void textIsReadable(String sheet) {
        Pairs pairs = new Pairs(sheet);
        for (String ground : GROUNDS) {
            pairs.need("text", ground, TEXT);
            pairs.need("mute", ground, TEXT);
            pairs.need("accent", ground, TEXT);
        }
        for (String ground : List.of("bg", "panel", "raised")) {
            pairs.need("faint", ground, REPEAT);
            for (String state : List.of("ok", "warn", "bad")) {
                pairs.need(state, ground, TEXT);
            }
        }
        pairs.need("mute", "pill", TEXT);
        pairs.need("mute", "deny", TEXT);
        pairs.need("text", "pill", TEXT);
        for (String state : List.of("ok", "warn", "bad", "accent")) {
            pairs.need(state, "pill", TEXT);
            pairs.need(state, state + "-soft", TEXT);
            pairs.need("text", state + "-soft", TEXT);
        }
        pairs.need("on-accent", "accent", TEXT);
        pairs.need("on-accent", "accent-strong", TEXT);
        pairs.need("on-bad", "bad", TEXT);
        pairs.need("on-bad", "bad-strong", TEXT);
        pairs.need("text", "accent-mid", TEXT);
        pairs.check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokens-light.css", "tokens-dark.css"})
    void shapesAreSeen(String sheet) {
        Pairs pairs = new Pairs(sheet);
        for (String graph : List.of("graph-1", "graph-2", "graph-3", "ok", "warn", "bad", "accent", "faint")) {
            pairs.need(graph, "panel", SHAPE);
            pairs.need(graph, "bg", SHAPE);
        }
        pairs.check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokens-light.css", "tokens-dark.css"})
    void zonesNamesAreReadableOnTheirOwnGround(String sheet) {
        Pairs pairs = new Pairs(sheet);
        for (String zone : List.of("zone-internet", "zone-dmz", "zone-lan")) {
            Color fill = Palette.zoneFill(pairs.color(zone));
            pairs.need(zone, over(fill, pairs.color("bg")), TEXT);
            pairs.need(zone, "panel", TEXT);
        }
        pairs.check();
    }

    @Test
    void theFormulaIsTheStandards() {
        assertTrue(Math.abs(ratio(Color.BLACK, Color.WHITE) - 21) < 0.01);
        assertTrue(Math.abs(ratio(Color.web("#777777"), Color.WHITE) - 4.48) < 0.01);
    }

    private static final class Pairs {
        private final Map<String, Color> tokens;
        private final List<String> failures = new ArrayList<>();

        Pairs(String sheet) {
            tokens = Palette.tokens(sheet);
        }

        Color color(String name) {
            Color color = tokens.get(name);
            assertTrue(color != null, "no token " + name);
            return color;
        }

        void need(String front, String ground, double least) {
            need(front, color(ground), least, ground);
        }

        void need(String front, Color ground, double least) {
            need(front, ground, least, "its zone");
        }

        private void need(String front, Color ground, double least, String name) {
            double ratio = ratio(color(front), ground);
            if (ratio < least) {
                failures.add("%s on %s: %.2f, less than %.1f".formatted(front, name, ratio, least));
            }
        }

        void check() {
            assertTrue(failures.isEmpty(), () -> String.join("\n", failures));
        }
    }

    private static Color over(Color front, Color ground) {
        return ground.interpolate(Color.color(front.getRed(), front.getGreen(), front.getBlue()), front.getOpacity());
    }

    private static double ratio(Color a, Color b) {
        double la = luminance(a);
        double lb = luminance(b);
        return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
    }

    private static double luminance(Color c) {
        return 0.2126 * linear(c.getRed()) + 0.7152 * linear(c.getGreen()) + 0.0722 * linear(c.getBlue());
    }

    private static double linear(double v) {
        return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }
}
