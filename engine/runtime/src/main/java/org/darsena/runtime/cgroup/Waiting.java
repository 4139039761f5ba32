package org.darsena.runtime.cgroup;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Polls for what the kernel does in its own time: at once, then ever more seldom, from 0.1 to 10 ms.
final class Waiting {
    private static final long FIRST_NANOS = 100_000;
    private static final long LAST_NANOS = 10_000_000;

    private Waiting() {}

    static boolean until(Duration limit, BooleanSupplier done) {
        long end = System.nanoTime() + limit.toNanos();
        for (long pause = FIRST_NANOS; ; pause = Math.min(pause * 2, LAST_NANOS)) {
            if (done.getAsBoolean()) {
                return true;
            }
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(pause);
        }
    }
}
