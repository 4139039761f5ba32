package org.darsena.runtime.lab;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.darsena.runtime.Engine.Progress;

/// Tells how far a lab's work is, from several threads, one step at a time and never backwards.
final class Reporter {
    private final Progress progress;
    private final int steps;
    private final AtomicInteger done = new AtomicInteger();

    /// @param steps how many there will be
    Reporter(Progress progress, int steps) {
        this.progress = progress;
        this.steps = Math.max(1, steps);
    }

    synchronized void step(String step, Map<String, String> args) {
        double fraction = Math.min(1.0, (double) done.getAndIncrement() / steps);
        progress.step(fraction, step, args);
    }
}
