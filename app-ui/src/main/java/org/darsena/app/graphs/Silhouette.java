package org.darsena.app.graphs;

import java.util.List;
import org.darsena.app.view.Column;
import org.darsena.app.view.Series;
import org.jspecify.annotations.Nullable;

/// What a graph looks like, pixel column by pixel column: tells whether painting it anew would change anything, so that
/// the graphs of an idle container cost no frame.
final class Silhouette {
    /// Differences below this share of a pixel are not seen.
    private static final double SEEN = 0.05;

    private final Span span;
    private final Scale scale;
    private final double height;
    private final double limit;
    private final double[][] heights;

    /// @param width in pixels; of each column the height of the line is taken
    /// @param limit that is drawn or named; 0: none
    Silhouette(
            @Nullable Series series,
            List<Column> columns,
            Scale scale,
            Span span,
            long now,
            double width,
            double height,
            double limit) {
        this.span = span;
        this.scale = scale;
        this.height = height;
        this.limit = limit;
        this.heights = new double[columns.size()][(int) width];
        for (int i = 0; i < heights.length; i++) {
            java.util.Arrays.fill(heights[i], Double.NaN);
            if (series != null) {
                trace(series, columns.get(i), now, heights[i]);
            }
        }
    }

    private void trace(Series series, Column column, long now, double[] into) {
        int n = series.size();
        int next = 0;
        for (int x = 0; x < into.length; x++) {
            long t = now - Math.round((into.length - x - 0.5) * span.millis() / into.length);
            while (next < n && series.millis(next) < t) {
                next++;
            }
            if (next > 0 && next < n && series.millis(next) - series.millis(next - 1) <= Plot.GAP) {
                long before = series.millis(next - 1);
                double share = (t - before) / (double) (series.millis(next) - before);
                double a = series.value(column, next - 1);
                double b = series.value(column, next);
                into[x] = Plot.height(a + share * (b - a), scale, height);
            }
        }
    }

    /// Whether the two cannot be told apart.
    boolean looksAs(@Nullable Silhouette other) {
        if (other == null
                || span != other.span
                || limit != other.limit
                || scale.beyond() != other.scale.beyond()
                || scale.top() != other.scale.top()
                || differ(limitHeight(), other.limitHeight())
                || heights.length != other.heights.length) {
            return false;
        }
        for (int i = 0; i < heights.length; i++) {
            if (heights[i].length != other.heights[i].length) {
                return false;
            }
            for (int x = 0; x < heights[i].length; x++) {
                if (differ(heights[i][x], other.heights[i][x])) {
                    return false;
                }
            }
        }
        return true;
    }

    private double limitHeight() {
        return Plot.height(scale.limit(), scale, height);
    }

    private static boolean differ(double a, double b) {
        return Double.isNaN(a) != Double.isNaN(b) || Math.abs(a - b) > SEEN;
    }
}
