package org.darsena.app.graphs;

import java.util.List;
import java.util.Locale;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.darsena.app.text.Amounts;
import org.darsena.app.theme.Fonts;
import org.darsena.app.theme.Palette;
import org.darsena.app.view.Column;
import org.darsena.app.view.Series;

/// Paints one graph: grid, area and line with its gaps, limit, time axis, cursor.
final class Plot {
    /// The height of the time axis below the plot.
    static final double AXIS = 18;

    /// Samples further apart than this, in ms, are not joined.
    static final long GAP = 2_500;

    private final GraphicsContext g;
    private final Palette palette;
    private final double width;
    private final double height;
    private final long now;
    private final Span span;
    private final double[] xs = new double[Series.CAPACITY + 2];
    private final double[] ys = new double[Series.CAPACITY + 2];

    Plot(GraphicsContext g, Palette palette, double width, double height, long now, Span span) {
        this.g = g;
        this.palette = palette;
        this.width = width;
        this.height = height;
        this.now = now;
        this.span = span;
    }

    double x(long millis) {
        return width - (now - millis) * width / span.millis();
    }

    void grid() {
        g.setStroke(palette.line());
        g.setLineWidth(1);
        for (int i = 0; i < 4; i++) {
            double y = Math.round(height * i / 4) + 0.5;
            g.strokeLine(0, y, width, y);
        }
        g.strokeLine(0, height - 0.5, width, height - 0.5);
    }

    /// A line in one piece for each run of samples without a gap.
    void line(Series series, Column column, Scale scale, Color color, boolean area) {
        int n = 0;
        long previous = Long.MIN_VALUE / 2;
        for (int i = 0; i < series.size(); i++) {
            long t = series.millis(i);
            double v = series.value(column, i);
            if (t < now - span.millis() - GAP) {
                continue;
            }
            if (n > 0 && (Double.isNaN(v) || t - previous > GAP)) {
                piece(n, color, area);
                n = 0;
            }
            if (!Double.isNaN(v)) {
                xs[n] = x(t);
                ys[n] = y(v, scale);
                n++;
                previous = t;
            }
        }
        piece(n, color, area);
    }

    double y(double value, Scale scale) {
        return height - height(value, scale, height);
    }

    /// How far above the lower edge a value lies; NaN for NaN.
    static double height(double value, Scale scale, double plotHeight) {
        return Math.min(Math.max(value / scale.top(), 0), 1) * (plotHeight - 2) + 1;
    }

    private void piece(int n, Color color, boolean area) {
        if (n == 0) {
            return;
        }
        if (area && n > 1) {
            xs[n] = xs[n - 1];
            ys[n] = height;
            xs[n + 1] = xs[0];
            ys[n + 1] = height;
            g.setFill(Palette.areaFill(color));
            g.fillPolygon(xs, ys, n + 2);
        }
        g.setStroke(color);
        g.setLineWidth(1.4);
        if (n == 1) {
            g.strokeLine(xs[0], ys[0], xs[0] + 1, ys[0]);
        } else {
            g.strokePolyline(xs, ys, n);
        }
    }

    /// What the upper edge stands for, where no limit's line says how high things are.
    void top(String words) {
        g.setFill(palette.faint());
        g.setFont(Fonts.ui(11));
        g.fillText(words, 2, 11);
    }

    /// A line with its label, or only the label where it lies above what is drawn.
    void limit(Scale scale, String limit) {
        String words = scale.beyond() ? "↑ " + limit : limit;
        double y = scale.beyond() ? 9 : Math.round(y(scale.limit(), scale)) + 0.5;
        g.setFont(Fonts.semibold(11));
        double w = Math.ceil(TextWidth.of(words, g.getFont())) + 18;
        if (scale.beyond()) {
            g.setFill(palette.track());
            g.fillRoundRect(width - w, y - 9, w, 18, 18, 18);
            g.setFill(palette.mute());
        } else {
            g.setStroke(palette.bad());
            g.setLineWidth(1.4);
            g.strokeLine(0, y, width, y);
            g.setFill(palette.bad());
            g.fillRoundRect(width - w, y - 9, w, 18, 18, 18);
            g.setFill(palette.onBad());
        }
        g.setTextAlign(TextAlignment.CENTER);
        g.fillText(words, width - w / 2, y + 4);
        g.setTextAlign(TextAlignment.LEFT);
    }

    void axis(Amounts amounts, String nowWord) {
        g.setFill(palette.faint());
        g.setFont(Fonts.ui(11));
        for (int i = 0; i < Span.ticks(); i++) {
            double tick = span.tick(i);
            String words = amounts.decimal(tick, tick == Math.rint(tick) ? 0 : 1);
            boolean first = i == 0;
            double x = width * i / Span.ticks();
            g.setTextAlign(first ? TextAlignment.LEFT : TextAlignment.CENTER);
            g.fillText(first ? words + span.unit() : words, x, height + 14);
        }
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText(nowWord, width, height + 14);
        g.setTextAlign(TextAlignment.LEFT);
    }

    void cursor(long at, List<Double> values, Scale scale, List<Color> colors) {
        double x = Math.round(x(at)) + 0.5;
        g.setStroke(palette.mute());
        g.setLineWidth(1);
        g.setLineDashes(2, 3);
        g.strokeLine(x, 0, x, height);
        g.setLineDashes();
        for (int i = 0; i < values.size(); i++) {
            if (!Double.isNaN(values.get(i))) {
                double y = y(values.get(i), scale);
                g.setFill(palette.panel());
                g.fillOval(x - 4.5, y - 4.5, 9, 9);
                g.setFill(colors.get(i));
                g.fillOval(x - 3, y - 3, 6, 6);
            }
        }
    }

    static String clock(long millis) {
        var time = java.time.Instant.ofEpochMilli(millis)
                .atZone(java.time.ZoneId.systemDefault())
                .toLocalTime();
        return String.format(Locale.ROOT, "%tT", time);
    }
}
