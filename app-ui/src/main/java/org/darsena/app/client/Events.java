package org.darsena.app.client;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/// The one thread on which everything that happens is taken in and told.
final class Events implements AutoCloseable {
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name("darsena-client").unstarted(task));

    Events() {
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /// Returns at once. After [#close] nothing happens any more.
    void run(Runnable event) {
        later(Duration.ZERO, event);
    }

    void later(Duration delay, Runnable event) {
        try {
            var _ = thread.schedule(guarded(event), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // closed
        }
    }

    @SuppressWarnings("CatchingUnchecked") // the executor would swallow it
    private static Runnable guarded(Runnable event) {
        return () -> {
            try {
                event.run();
            } catch (RuntimeException e) {
                LoggerFactory.getLogger(Events.class).error("an event was lost", e);
            }
        };
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
