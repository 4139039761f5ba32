package org.darsena.app.theme;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/// Runs a test's body on the FX thread, starting the toolkit if nobody has.
final class Fx {
    private static final int LIMIT_SECONDS = 60;

    private Fx() {}

    static <T> T call(Callable<T> body) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable task = () -> {
            try {
                result.complete(body.call());
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            }
        };
        try {
            Platform.setImplicitExit(false);
            Platform.startup(() -> Platform.runLater(task));
        } catch (IllegalStateException e) {
            // another test has started it
            Platform.runLater(task);
        }
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
