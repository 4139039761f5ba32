package org.darsena.runtime.lab.check;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.darsena.runtime.Engine.Session;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.jspecify.annotations.Nullable;

/// Waits for a process in a node, but not for ever.
public final class SessionWait {
    /// It was killed since its time was over.
    public static final int TOO_LONG = -1;

    private static final long POLL_MILLIS = 100;

    private SessionWait() {}

    /// Its exit code, 128 + signal, or [#TOO_LONG]. CANCELLED, once it is killed, when `cancelled` says so or the
    /// thread is interrupted.
    public static int end(Session session, Duration limit, BooleanSupplier cancelled) throws EngineException {
        CompletableFuture<Integer> end = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                end.complete(session.await());
            } catch (InterruptedException | RuntimeException e) {
                end.completeExceptionally(e);
            }
        });
        long last = System.nanoTime() + limit.toNanos();
        try {
            while (System.nanoTime() < last) {
                if (cancelled.getAsBoolean()) {
                    throw killed(session, null);
                }
                try {
                    return end.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // asked again whether it is still wanted
                }
            }
            session.signal("KILL");
            return TOO_LONG;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw killed(session, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static EngineException killed(Session session, @Nullable Exception cause) throws EngineException {
        session.signal("KILL");
        return cause == null
                ? new EngineException(Kind.CANCELLED, Map.of())
                : new EngineException(Kind.CANCELLED, Map.of(), cause);
    }
}
