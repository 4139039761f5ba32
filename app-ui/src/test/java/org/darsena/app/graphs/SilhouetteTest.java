package org.darsena.app.graphs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.darsena.app.client.Helper.Sample;
import org.darsena.app.view.Column;
import org.darsena.app.view.Series;
import org.junit.jupiter.api.Test;

/// When a graph is painted anew.
class SilhouetteTest {
    private static Series series(int seconds, IntToDoubleFunction cpu) {
        var series = new Series();
        for (int i = 0; i < seconds; i++) {
            series.add(new Sample(i * 1000L + i % 3, cpu.applyAsDouble(i), 0, 0, 0, 0));
        }
        return series;
    }

    private static Silhouette of(Series series, double limit) {
        long now = series.lastMillis();
        return new Silhouette(
                series, List.of(Column.CPU), Scale.of(0.5, limit, 0.1), Span.of(series, now), now, 400, 84, limit);
    }

    @Test
    void whatStandsStillIsNotPainted() {
        assertTrue(of(series(601, i -> 0.2), 1).looksAs(of(series(600, i -> 0.2), 1)));
    }

    @Test
    void whatNobodyCanSeeIsNotPainted() {
        assertTrue(of(series(600, i -> 0.2), 1).looksAs(of(series(600, i -> 0.2001), 1)));
    }

    @Test
    void aYoungLineGrows() {
        assertFalse(of(series(31, i -> 0.2), 1).looksAs(of(series(30, i -> 0.2), 1)));
    }

    @Test
    void aPeakMoves() {
        IntToDoubleFunction peak = i -> i == 500 ? 0.4 : 0.2;
        assertFalse(of(series(601, peak), 1).looksAs(of(series(600, peak), 1)));
        assertFalse(of(series(600, peak), 1).looksAs(of(series(600, i -> 0.2), 1)));
    }

    @Test
    void aGapIsSeen() {
        IntToDoubleFunction gap = i -> i == 500 ? Double.NaN : 0.2;
        assertFalse(of(series(600, gap), 1).looksAs(of(series(600, i -> 0.2), 1)));
    }

    @Test
    void anotherLimitIsSeen() {
        assertFalse(of(series(600, i -> 0.2), 1).looksAs(of(series(600, i -> 0.2), 2)));
        assertFalse(of(series(600, i -> 0.2), 0).looksAs(of(series(600, i -> 0.2), 1)));
        assertFalse(of(series(600, i -> 0.2), 1).looksAs(null));
    }
}
