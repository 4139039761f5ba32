package org.darsena.app.shell;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javafx.application.Platform;
import org.darsena.api.Errors;
import org.darsena.app.client.HelperException;
import org.darsena.app.view.Pin;
import org.jspecify.annotations.Nullable;

/// The ways between the JavaFX thread and others: what blocks goes to virtual threads, what waits to one clock.
final class Threads implements AutoCloseable {
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, run -> {
        Thread thread = new Thread(run, "darsena-clock");
        thread.setDaemon(true);
        return thread;
    });

    Threads() {
        clock.setRemoveOnCancelPolicy(true);
    }

    Executor fx() {
        return Platform::runLater;
    }

    Executor background() {
        return run -> {
            if (!blocking.isShutdown()) {
                blocking.execute(run);
            }
        };
    }

    /// Runs `what` on the JavaFX thread after `delay`.
    Pin after(Duration delay, Runnable what) {
        Future<?> waiting = clock.schedule(() -> Platform.runLater(what), delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> waiting.cancel(false);
    }

    /// As [#after], for those who do not call it off; any thread.
    void afterAny(Duration delay, Runnable what) {
        if (!clock.isShutdown()) {
            Pin _ = after(delay, what);
        }
    }

    /// Runs `work` on a thread of its own; `then` is told on the JavaFX thread what came of it.
    <T> void run(Callable<T> work, BiConsumer<@Nullable T, @Nullable HelperException> then) {
        background().execute(() -> {
            T result;
            try {
                result = work.call();
            } catch (Exception e) {
                HelperException failure = failure(e);
                Platform.runLater(() -> then.accept(null, failure));
                return;
            }
            Platform.runLater(() -> then.accept(result, null));
        });
    }

    /// Tells on the JavaFX thread what came of it.
    static <T> void await(CompletableFuture<T> future, BiConsumer<@Nullable T, @Nullable HelperException> then) {
        CompletableFuture<T> _ = future.whenComplete((result, e) -> {
            HelperException failure = e == null ? null : failure(e);
            Platform.runLater(() -> then.accept(result, failure));
        });
    }

    private static HelperException failure(Throwable e) {
        Throwable cause =
                e instanceof java.util.concurrent.CompletionException && e.getCause() != null ? e.getCause() : e;
        return cause instanceof HelperException h
                ? h
                : new HelperException(Errors.FAILED, java.util.Map.of("detail", String.valueOf(cause)));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        blocking.shutdownNow();
    }
}
