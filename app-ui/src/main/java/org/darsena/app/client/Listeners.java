package org.darsena.app.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Those who listen. One that throws does not keep the others from hearing.
final class Listeners<L> {
    private final List<L> all = new CopyOnWriteArrayList<>();

    /// Close to end.
    AutoCloseable add(L listener) {
        all.add(listener);
        return () -> all.remove(listener);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a listener throws is its own matter
    void tell(Consumer<L> what) {
        for (L listener : all) {
            try {
                what.accept(listener);
            } catch (RuntimeException e) {
                log().error("a listener failed", e);
            }
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(Listeners.class);
    }
}
