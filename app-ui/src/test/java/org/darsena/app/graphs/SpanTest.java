package org.darsena.app.graphs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.darsena.app.client.FakeHelper;
import org.darsena.app.view.LiveState;
import org.darsena.app.view.Series;
import org.junit.jupiter.api.Test;

/// How much time a graph shows.
class SpanTest {

    /// As long as it is watched: the helper in memory remembers ten minutes of what it knew before.
    private static Series watched(int seconds) throws Exception {
        var helper = new FakeHelper().containers(1);
        var live = new LiveState(helper, Runnable::run, run -> {}); // its memory is not asked
        try (var _ = live.watch()) {
            for (int i = 0; i < seconds; i++) {
                helper.tick();
            }
            return live.series(helper.containers().getFirst().subject());
        }
    }

    private static Span of(int seconds) throws Exception {
        Series series = watched(seconds);
        return Span.of(series, series.lastMillis());
    }

    @Test
    void growsWithWhatThereIs() throws Exception {
        assertEquals(Span.MINUTE, of(2));
        assertEquals(Span.MINUTE, of(61));
        assertEquals(Span.FOUR_MINUTES, of(62));
        assertEquals(Span.FOUR_MINUTES, of(241));
        assertEquals(Span.TEN_MINUTES, of(242));
        assertEquals(Span.TEN_MINUTES, of(900));
    }

    @Test
    void withoutFiguresItIsTheUsual() {
        assertEquals(Span.TEN_MINUTES, Span.of(null, 0));
        assertEquals(Span.TEN_MINUTES, Span.of(new Series(), 0));
    }

    @Test
    void ticksStandAtQuarters() {
        assertEquals(List.of(-10.0, -7.5, -5.0, -2.5), ticks(Span.TEN_MINUTES));
        assertEquals(List.of(-4.0, -3.0, -2.0, -1.0), ticks(Span.FOUR_MINUTES));
        assertEquals(List.of(-60.0, -45.0, -30.0, -15.0), ticks(Span.MINUTE));
    }

    private static List<Double> ticks(Span span) {
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i < Span.ticks(); i++) {
            ticks.add(span.tick(i));
        }
        return ticks;
    }
}
