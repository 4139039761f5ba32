package org.darsena.runtime.container;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.darsena.runtime.metrics.TrafficSource;
import org.darsena.runtime.net.HostNetwork;
import org.darsena.runtime.net.LinkCounters;
import org.jspecify.annotations.Nullable;

/// Bytes through the host's ends of containers' cards, by one dump a tick; none while there are no such
/// ends.
final class Traffic implements TrafficSource, AutoCloseable {
    private final HostNetwork host;
    private final Map<String, Sum> ends = new ConcurrentHashMap<>();
    private final Map<String, Sum> subjects = new HashMap<>(); // guarded by itself

    // the sampler's thread only
    private @Nullable LinkCounters counters;
    private int tick;

    private static final class Sum {
        final String subject;
        long received;
        long sent;
        int tick;

        Sum(String subject) {
            this.subject = subject;
        }
    }

    Traffic(HostNetwork host) {
        this.host = host;
    }

    void add(String subject, List<String> interfaces) {
        Sum sum = new Sum(subject);
        synchronized (subjects) {
            subjects.put(subject, sum);
        }
        interfaces.forEach(name -> ends.put(name, sum));
    }

    void remove(List<String> interfaces) {
        for (String name : interfaces) {
            Sum sum = ends.remove(name);
            if (sum != null) {
                synchronized (subjects) {
                    subjects.remove(sum.subject, sum);
                }
            }
        }
    }

    @Override
    public void read(Sink sink) throws IOException {
        if (ends.isEmpty()) {
            return;
        }
        if (counters == null) {
            counters = host.counters();
        }
        tick++;
        counters.sample((name, rxBytes, _, txBytes, _) -> add(name, rxBytes, txBytes));
        synchronized (subjects) {
            for (Sum sum : subjects.values()) {
                if (sum.tick == tick) {
                    sink.traffic(sum.subject, sum.received, sum.sent);
                }
            }
        }
    }

    /// What the host's end received, the container sent.
    private void add(String name, long rxBytes, long txBytes) {
        Sum sum = ends.get(name);
        if (sum == null) {
            return;
        }
        if (sum.tick != tick) {
            sum.tick = tick;
            sum.received = 0;
            sum.sent = 0;
        }
        sum.received += txBytes;
        sum.sent += rxBytes;
    }

    /// After the sampler has ended.
    @Override
    public void close() {
        if (counters != null) {
            counters.close();
        }
    }
}
