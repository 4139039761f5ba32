package org.darsena.runtime.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.darsena.runtime.Engine.Progress;

/// Hears the steps of a work, and cancels it at one of them.
final class Steps implements Progress {
    final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    final List<Double> fractions = Collections.synchronizedList(new ArrayList<>());
    private final String last;
    private final int count;
    private volatile boolean cancelled;

    /// Cancels nothing.
    Steps() {
        this("", 0);
    }

    /// Cancels at the `count`th (from 1) step of that id.
    Steps(String last, int count) {
        this.last = last;
        this.count = count;
    }

    @Override
    public void step(double fraction, String step, Map<String, String> args) {
        heard.add(step);
        fractions.add(fraction);
        if (Collections.frequency(heard, last) >= count && step.equals(last)) {
            cancelled = true;
        }
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }
}
