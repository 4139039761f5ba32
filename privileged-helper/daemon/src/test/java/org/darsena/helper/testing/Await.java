package org.darsena.helper.testing;

import java.time.Duration;
import java.util.concurrent.Callable;

/// Waits for what comes by itself, with a limit.
public final class Await {
    private Await() {}

    public static void until(Duration limit, String what, Callable<Boolean> holds) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (!holds.call()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("not within " + limit + ": " + what);
                }
                Thread.sleep(10);
            }
        } catch (AssertionError | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(what, e);
        }
    }
}
