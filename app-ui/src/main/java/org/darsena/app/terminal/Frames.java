package org.darsena.app.terminal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/// Lets a screen be painted at once when it was at rest, and at most thirty times a second in a flood: what changes
/// meanwhile waits for one painting.
final class Frames {
    private static final long APART = 33;
    private static final long AT_ONCE = 4;

    private final BiConsumer<Duration, Runnable> after;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile long last;

    /// @param after runs something on the JavaFX thread later; may be called from any thread
    Frames(BiConsumer<Duration, Runnable> after) {
        this.after = after;
    }

    /// Any thread.
    void wanted(Runnable paint) {
        if (waiting.compareAndSet(false, true)) {
            long since = (System.nanoTime() - last) / 1_000_000;
            after.accept(Duration.ofMillis(Math.max(AT_ONCE, APART - since)), () -> {
                last = System.nanoTime();
                waiting.set(false);
                paint.run();
            });
        }
    }
}
