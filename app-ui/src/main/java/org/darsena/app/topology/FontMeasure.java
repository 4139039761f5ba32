package org.darsena.app.topology;

import java.util.HashMap;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// Measures with the fonts that [TopologyPainter] draws with. JavaFX thread only, after the fonts are loaded.
public final class FontMeasure implements Measure {
    private static final Text PROBE = new Text();

    private final Map<String, Double> names = new HashMap<>();
    private final Map<String, Double> monos = new HashMap<>();
    private final Map<String, Double> badges = new HashMap<>();
    private final Map<String, Double> titles = new HashMap<>();

    @Override
    public double name(String text) {
        return names.computeIfAbsent(text, t -> width(t, TopologyPainter.NAME));
    }

    @Override
    public double mono(String text) {
        return monos.computeIfAbsent(text, t -> width(t, TopologyPainter.MONO));
    }

    @Override
    public double badge(String text) {
        return badges.computeIfAbsent(text, t -> width(t, TopologyPainter.BADGE));
    }

    @Override
    public double title(String text) {
        return titles.computeIfAbsent(text, t -> width(t, TopologyPainter.TITLE));
    }

    private static double width(String text, Font font) {
        PROBE.setFont(font);
        PROBE.setText(text);
        return PROBE.getLayoutBounds().getWidth();
    }
}
