package org.darsena.app.graphs;

import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// How wide words are.
final class TextWidth {
    private static final Text MEASURE = new Text();

    private TextWidth() {}

    static double of(String words, Font font) {
        MEASURE.setFont(font);
        MEASURE.setText(words);
        return MEASURE.getLayoutBounds().getWidth();
    }
}
