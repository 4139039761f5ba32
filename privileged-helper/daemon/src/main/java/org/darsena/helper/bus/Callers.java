package org.darsena.helper.bus;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.darsena.api.Errors;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/// Which user stands behind a connection; asked of the bus once for each and kept until it leaves. Whoever cannot be
/// told is refused (CVE-2021-3560: an error must not pass for uid 0).
///
/// Threads: any.
public final class Callers implements Queues.Users {
    private static final String DBUS = "org.freedesktop.DBus";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, CompletableFuture<Caller>> known = new ConcurrentHashMap<>();
    private final Bus bus;

    public Callers(Bus bus) {
        this.bus = bus;
    }

    /// Blocks for the bus's answer the first time.
    public Caller of(String uniqueName) throws Refusal {
        CompletableFuture<Caller> mine = new CompletableFuture<>();
        CompletableFuture<Caller> one = known.putIfAbsent(uniqueName, mine);
        if (one == null) {
            one = mine;
            ask(uniqueName, mine);
        }
        try {
            return one.join();
        } catch (CompletionException e) {
            known.remove(uniqueName, one);
            throw new Refusal(Errors.DENIED, Map.of("detail", "the bus does not say who calls"));
        }
    }

    private void ask(String uniqueName, CompletableFuture<Caller> into) {
        try {
            Object[] reply = bus.call(
                    DBUS, "/org/freedesktop/DBus", DBUS, "GetConnectionCredentials", "s", PATIENCE, uniqueName);
            if (reply.length == 1 && reply[0] instanceof Map<?, ?> credentials) {
                int uid = Math.toIntExact(number(credentials.get("UnixUserID"), -1));
                long pid = number(credentials.get("ProcessID"), 0);
                if (uid >= 0) {
                    into.complete(new Caller(uniqueName, uid, pid));
                }
            }
            into.completeExceptionally(new IllegalStateException("no user id"));
        } catch (CallFailed | ArithmeticException e) {
            into.completeExceptionally(e);
        }
    }

    private static long number(@Nullable Object variant, long none) {
        return variant instanceof Variant<?> v && v.getValue() instanceof UInt32 n ? n.longValue() : none;
    }

    @Override
    public OptionalInt known(String uniqueName) {
        CompletableFuture<Caller> one = known.get(uniqueName);
        return one != null && one.isDone() && !one.isCompletedExceptionally()
                ? OptionalInt.of(one.join().uid())
                : OptionalInt.empty();
    }

    @Override
    public OptionalInt ask(String uniqueName) {
        try {
            return OptionalInt.of(of(uniqueName).uid());
        } catch (Refusal e) {
            return OptionalInt.empty();
        }
    }

    /// Whether it has called and not left since.
    public boolean here(Caller caller) {
        return known.containsKey(caller.name());
    }

    public void left(String uniqueName) {
        known.remove(uniqueName);
    }
}
