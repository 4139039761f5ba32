package org.darsena.helper.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Progress is told at most ten times a second, and nothing that counts is lost.
class StepsTest {
    private static final long MS = 1_000_000;

    private final List<String> told = new ArrayList<>();
    private final HandClock clock = new HandClock();
    private final Steps steps = new Steps(clock, (fraction, step, args) -> told.add(clock.now / MS + " " + step));

    /// A clock that goes on when it is told to.
    private static final class HandClock implements Steps.Clock {
        private final List<Runnable> tasks = new ArrayList<>();
        private final List<Long> due = new ArrayList<>();
        private long now;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void later(long nanos, Runnable task) {
            due.add(now + nanos);
            tasks.add(task);
        }

        void pass(long millis) {
            long end = now + millis * MS;
            while (!due.isEmpty() && due.getFirst() <= end) {
                now = due.removeFirst();
                tasks.removeFirst().run();
            }
            now = end;
        }
    }

    @Test
    void theFirstIsToldAtOnceAndOfManyTheLast() {
        for (int i = 0; i < 1000; i++) {
            steps.step(i / 1000.0, "step." + i, Map.of());
            clock.pass(1);
        }
        clock.pass(1000);
        assertEquals("0 step.0", told.getFirst());
        assertEquals("1000 step.999", told.getLast());
        assertEquals(11, told.size(), told::toString);
    }

    @Test
    void outcomesOfChecksAreToldOneAndAll() {
        for (int i = 0; i < 5; i++) {
            steps.step(0.1, "lab.check." + i, Map.of());
        }
        assertEquals(
                List.of("0 lab.check.0", "0 lab.check.1", "0 lab.check.2", "0 lab.check.3", "0 lab.check.4"), told);
    }

    @Test
    void whatIsUntoldAtTheEndIsToldAndNothingAfterIt() {
        steps.step(0.1, "a", Map.of());
        steps.step(0.2, "b", Map.of());
        steps.end();
        steps.step(0.3, "c", Map.of());
        clock.pass(1000);
        assertEquals(List.of("0 a", "0 b"), told);
    }

    @Test
    void anUnknownFractionIsMinusOne() {
        steps.step(Double.NaN, "a", Map.of());
        assertEquals(-1, steps.last().fraction());
        steps.step(7, "a", Map.of());
        assertEquals(-1, steps.last().fraction());
    }
}
