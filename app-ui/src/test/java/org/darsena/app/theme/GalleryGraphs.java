package org.darsena.app.theme;

import java.util.Random;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;

/// Graphs drawn with the palette, to judge its colours.
final class GalleryGraphs {
    private static final double W = 402;

    private GalleryGraphs() {}

    static Node body() {
        HBox ranges = Parts.row(
                6,
                GalleryContainers.range("10 min", true),
                GalleryContainers.range("6 h", false),
                GalleryContainers.range("7 d", false),
                Parts.spacer(),
                GalleryContainers.range("Compare…", false));
        Palette p = Themes.palette();
        VBox body = new VBox(
                ranges,
                graph("Memory", "212 MiB", "of 256 MiB · drag the line to set the limit", 120, p.graph2(), "256 MiB"),
                graph("CPU", "18.6 %", "throttled 0.4 % of the time", 84, p.graph1(), "50 %"),
                graph("Network", "1.2 MB/s in", "84 kB/s out", 84, p.graph3(), ""),
                graph("Processes", "9", "of 64", 60, p.mute(), ""));
        body.getStyleClass().add("detail-body");
        return body;
    }

    private static Node graph(String name, String value, String note, double h, Color color, String limit) {
        HBox head =
                new HBox(8, Parts.label(name, "section"), Parts.label(value, "section"), Parts.label(note, "small"));
        head.setAlignment(Pos.BASELINE_LEFT);
        Canvas canvas = new Canvas(W, h + 18);
        paint(canvas.getGraphicsContext2D(), h, color, limit);
        return new VBox(6, head, canvas);
    }

    private static void paint(GraphicsContext g, double h, Color color, String limit) {
        Palette p = Themes.palette();
        Random random = new Random(h > 100 ? 5 : 9);
        double[] xs = new double[102];
        double[] ys = new double[102];
        double v = 0.5;
        for (int i = 0; i < 100; i++) {
            v = Math.clamp(v + (random.nextDouble() - 0.5) * 0.12, 0.15, 0.8);
            xs[i] = i * W / 99;
            ys[i] = h - v * h;
        }
        xs[100] = W;
        ys[100] = h;
        xs[101] = 0;
        ys[101] = h;
        g.setStroke(p.line());
        for (int i = 1; i < 4; i++) {
            double y = Math.round(h * i / 4) + 0.5;
            g.strokeLine(0, y, W, y);
        }
        g.setFill(Palette.areaFill(color));
        g.fillPolygon(xs, ys, 102);
        g.setStroke(color);
        g.setLineWidth(1.35);
        g.strokePolyline(xs, ys, 100);
        g.setFont(Fonts.ui(11));
        g.setFill(p.faint());
        g.fillText("−10 min", 0, h + 14);
        g.fillText("now", W - 22, h + 14);
        if (!limit.isEmpty()) {
            limit(g, h * 0.12, limit);
        }
    }

    private static void limit(GraphicsContext g, double y, String text) {
        Palette p = Themes.palette();
        g.setStroke(p.bad());
        g.strokeLine(0, y, W, y);
        g.setFill(p.bad());
        g.fillRoundRect(W - 58, y - 9, 58, 18, 18, 18);
        g.setFill(p.onBad());
        g.setFont(Fonts.semibold(11));
        g.fillText(text, W - 58 + (text.length() > 5 ? 8 : 17), y + 4);
    }
}
