package org.darsena.app.theme;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/// Runs a test's body on the FX thread, starting the toolkit if nobody has.
public final class Fx {
    private static final int LIMIT_SECONDS = 60;

    private Fx() {}

    /// The toolkit runs when this returns, and goes on when its last window is closed.
    public static void start() {
        var started = new CountDownLatch(1);
        try {
            Platform.startup(started::countDown);
        } catch (IllegalStateException e) {
            Platform.runLater(started::countDown); // another test has started it
        }
        try {
            if (!started.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("JavaFX does not start");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while JavaFX starts", e);
        }
        Platform.setImplicitExit(false);
    }

    public static <T> T call(Callable<T> body) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable task = () -> {
            try {
                result.complete(body.call());
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            }
        };
        start();
        Platform.runLater(task);
        return result.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    static void run(ThrowingRunnable body) throws Exception {
        call(() -> {
            body.run();
            return true;
        });
    }

    @FunctionalInterface
    interface ThrowingRunnable {
        void run() throws Exception;
    }
}
