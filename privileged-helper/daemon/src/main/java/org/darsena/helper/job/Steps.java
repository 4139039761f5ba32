package org.darsena.helper.job;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The course of one job, told at most ten times a second: what comes in between is replaced by what comes after it,
/// except steps that say what came of something ([#KEPT]), of which there are few.
///
/// Threads: any; told in order.
public final class Steps {
    /// Steps that begin so are told one and all: each check's outcome.
    static final String KEPT = "lab.check";

    private static final long APART_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Step NONE = new Step(-1, "", Map.of());

    private final Clock clock;
    private final Teller teller;
    private Step last = NONE;
    private boolean pending;
    private boolean ended;
    private long toldAt;

    Steps(Clock clock, Teller teller) {
        this.clock = clock;
        this.teller = teller;
        this.toldAt = clock.nanos() - APART_NANOS;
    }

    /// @param fraction 0–1, -1: not known
    public record Step(double fraction, String step, Map<String, String> args) {}

    /// Who is told.
    interface Teller {
        void tell(double fraction, String step, Map<String, String> args);
    }

    /// Time, so that tests need none.
    interface Clock {
        long nanos();

        void later(long nanos, Runnable task);
    }

    synchronized void step(double fraction, String step, Map<String, String> args) {
        if (ended) {
            return;
        }
        double known = fraction >= 0 && fraction <= 1 ? fraction : -1;
        last = new Step(known, step, Map.copyOf(args));
        long wait = toldAt + APART_NANOS - clock.nanos();
        if (wait <= 0 || step.startsWith(KEPT)) {
            tell();
        } else if (!pending) {
            pending = true;
            clock.later(wait, this::due);
        }
    }

    private synchronized void due() {
        if (pending && !ended) {
            tell();
        }
    }

    private void tell() {
        pending = false;
        toldAt = clock.nanos();
        teller.tell(last.fraction(), last.step(), last.args());
    }

    /// Tells what is still untold; nothing comes after it.
    synchronized void end() {
        if (pending && !ended) {
            tell();
        }
        ended = true;
    }

    synchronized Step last() {
        return last;
    }
}
