package org.darsena.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramesTest {
    private final List<Duration> delays = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final List<String> painted = new ArrayList<>();
    private final Frames frames = new Frames((delay, what) -> {
        delays.add(delay);
        later.add(what);
    });

    @Test
    void whatChangesMeanwhileWaitsForOnePainting() {
        for (int i = 0; i < 1000; i++) {
            frames.wanted(() -> painted.add("once"));
        }
        assertEquals(1, later.size());
        later.removeFirst().run();
        assertEquals(List.of("once"), painted);
    }

    @Test
    void afterAPaintingTheNextIsTakenAgainAndStandsApart() {
        frames.wanted(() -> painted.add("first"));
        assertTrue(delays.getFirst().toMillis() <= 4, "at rest it is painted at once: " + delays);
        later.removeFirst().run();
        frames.wanted(() -> painted.add("second"));
        assertTrue(delays.getLast().toMillis() <= 33, "not later than a frame: " + delays);
        later.removeFirst().run();
        assertEquals(List.of("first", "second"), painted);
    }

    /// What is painted may itself want another painting.
    @Test
    void onePaintingMayAskForTheNext() {
        frames.wanted(() -> frames.wanted(() -> painted.add("next")));
        later.removeFirst().run();
        assertEquals(1, later.size());
        later.removeFirst().run();
        assertEquals(List.of("next"), painted);
    }
}
