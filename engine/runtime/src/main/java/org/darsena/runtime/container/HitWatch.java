package org.darsena.runtime.container;

import java.util.List;
import org.darsena.model.container.ContainerState;
import org.darsena.runtime.metrics.TrafficSource;

/// Looks which containers have met their limits: at each of them every five seconds, as often as it is told, and of
/// very many at some each second, so that it costs a few milliseconds however many there are. v1 tells nobody of
/// throttling, so there is nothing to wait for.
final class HitWatch implements TrafficSource {
    private static final int ROUND_SECONDS = 5;
    private static final int AT_ONCE = 50;

    private final Parts parts;
    private final Register register;
    private int next;

    HitWatch(Parts parts, Register register) {
        this.parts = parts;
        this.register = register;
    }

    @Override
    public void read(Sink sink) {
        List<Container> running = register.all().stream()
                .filter(c -> c.state() == ContainerState.RUNNING)
                .toList();
        long now = System.nanoTime();
        int some = Math.min(AT_ONCE, Math.ceilDiv(running.size(), ROUND_SECONDS));
        for (int i = 0; i < some; i++) {
            Container c = running.get((next + i) % running.size());
            parts.cgroups().of(c.id()).hits().ifPresent(hits -> c.met(hits, now));
        }
        next = running.isEmpty() ? 0 : (next + some) % running.size();
    }

    /// Of a run that has ended, while its cgroups are still there.
    static void last(Parts parts, Container c) {
        parts.cgroups().of(c.id()).hits().ifPresent(c::metAtLast);
    }
}
