package org.darsena.app.topology;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.darsena.app.theme.Palette;
import org.darsena.app.theme.Tone;

/// The light of a card: a state told by shape and colour, as the dots of the window do.
final class Lights {
    private static final double HALF = 4.5;
    private static final double RIM = 2;

    private Lights() {}

    /// Centred at (`x`, `y`), `scale` times as large as usual, with a rim of the colour of cards.
    static void draw(GraphicsContext g, Tone tone, double x, double y, double scale, Palette palette) {
        g.save();
        g.translate(x, y);
        g.scale(scale, scale);
        g.setFill(palette.raised());
        g.fillOval(-HALF - RIM, -HALF - RIM, 2 * (HALF + RIM), 2 * (HALF + RIM));
        Color color = palette.tone(tone);
        g.setFill(color);
        switch (tone) {
            case OK -> g.fillOval(-4, -4, 8, 8);
            case ACCENT -> g.fillRoundRect(-4, -4, 8, 8, 4, 4);
            case WARN -> g.fillPolygon(new double[] {0, HALF, -HALF}, new double[] {-4.2, 3.8, 3.8}, 3);
            case BAD -> g.fillPolygon(new double[] {0, HALF, 0, -HALF}, new double[] {-HALF, 0, HALF, 0}, 4);
            case IDLE -> {
                g.setStroke(palette.faint());
                g.setLineWidth(1.5);
                g.strokeOval(-3.5, -3.5, 7, 7);
            }
        }
        g.restore();
    }
}
