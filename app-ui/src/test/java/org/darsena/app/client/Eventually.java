package org.darsena.app.client;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits, with a limit, for what another thread or process brings about.
public final class Eventually {
    private static final long LIMIT = 15_000_000_000L;

    private Eventually() {}

    public static void true_(String what, BooleanSupplier condition) {
        true_(() -> what, condition);
    }

    public static void true_(Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("never came true: " + what.get());
            }
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail("interrupted while waiting: " + what.get());
            }
        }
    }
}
