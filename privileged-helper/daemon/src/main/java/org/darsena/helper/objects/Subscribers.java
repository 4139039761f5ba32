package org.darsena.helper.objects;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.darsena.helper.bus.Bus;
import org.darsena.helper.bus.Caller;

/// Connections that want to hear of changes; each is told by itself, and only of what it may see.
///
/// Threads: any.
final class Subscribers {
    /// Of one user, so that nobody makes us send without end.
    private static final int PER_USER = 64;

    private final Map<String, Caller> subscribed = new ConcurrentHashMap<>();
    private final Bus bus;
    private final Sight sight;
    private final Predicate<Caller> here;

    /// @param here whether a connection is still there; asked after it was added, so that one that leaves meanwhile
    ///     does not stay for ever
    Subscribers(Bus bus, Sight sight, Predicate<Caller> here) {
        this.bus = bus;
        this.here = here;
        this.sight = sight;
    }

    /// False where its user has too many.
    boolean add(Caller caller) {
        long same = subscribed.values().stream()
                .filter(c -> c.uid() == caller.uid() && !c.name().equals(caller.name()))
                .count();
        if (same >= PER_USER) {
            return false;
        }
        subscribed.put(caller.name(), caller);
        if (!here.test(caller)) {
            remove(caller.name());
        }
        return true;
    }

    void remove(String uniqueName) {
        subscribed.remove(uniqueName);
    }

    int count() {
        return subscribed.size();
    }

    boolean none() {
        return subscribed.isEmpty();
    }

    /// Tells those who may see what belongs to `owner`.
    void tell(int owner, String path, String iface, String member, String signature, Object... values) {
        for (Caller caller : subscribed.values()) {
            if (sight.sees(caller, owner)) {
                bus.signal(caller.name(), path, iface, member, signature, values);
            }
        }
    }

    /// As [#tell], but for one connection that hears of it otherwise.
    void tellOthers(String but, int owner, String path, String iface, String member, String signature, Object... v) {
        for (Caller caller : subscribed.values()) {
            if (!caller.name().equals(but) && sight.sees(caller, owner)) {
                bus.signal(caller.name(), path, iface, member, signature, v);
            }
        }
    }
}
