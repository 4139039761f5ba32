package org.darsena.app.graphs;

import org.darsena.app.view.Series;
import org.jspecify.annotations.Nullable;

/// What the width of a graph stands for: ten minutes, or less as long as there is less to show, so that the first
/// minute of a container is no thin line at the edge.
enum Span {
    MINUTE(60_000, 60, " s"),
    FOUR_MINUTES(240_000, 4, " min"),
    TEN_MINUTES(600_000, 10, " min");

    private static final int TICKS = 4;

    private final long millis;
    private final double units;
    private final String unit;

    Span(long millis, double units, String unit) {
        this.millis = millis;
        this.units = units;
        this.unit = unit;
    }

    /// The smallest that holds all of `series`, as seen at `now`.
    static Span of(@Nullable Series series, long now) {
        long age = series == null || series.size() == 0 ? Long.MAX_VALUE : now - series.millis(0);
        for (Span span : values()) {
            if (age <= span.millis) {
                return span;
            }
        }
        return TEN_MINUTES;
    }

    long millis() {
        return millis;
    }

    /// The unit its ticks are in, with a space before it.
    String unit() {
        return unit;
    }

    /// How many ticks there are left of `now`.
    static int ticks() {
        return TICKS;
    }

    /// Tick `i`, 0 being the leftmost, in units: −10, −7.5, −5, −2.5.
    double tick(int i) {
        return -units * (TICKS - i) / TICKS;
    }
}
