package org.darsena.runtime.metrics;

import org.darsena.runtime.Engine.Figures;
import org.darsena.runtime.cgroup.CgroupProbe;
import org.jspecify.annotations.Nullable;

/// Something sampled: a container (with a probe) or a link (without). The sampler's thread reads and
/// counts; the history is shared under this object's lock.
final class Subject {
    final String name;
    private final History history;

    private @Nullable CgroupProbe probe;
    private long lastNanos;
    private long lastCpu = -1;
    private long lastReceived = -1;
    private long lastSent = -1;
    private boolean told;
    private double received = Double.NaN;
    private double sent = Double.NaN;
    private double cpu = Double.NaN;
    private double memory = Double.NaN;
    private double pids = Double.NaN;

    Subject(String name, @Nullable CgroupProbe probe, History history) {
        this.name = name;
        this.probe = probe;
        this.history = history;
    }

    History history() {
        return history;
    }

    /// Counts so far, told by a [TrafficSource] before [#sample] of the same tick.
    void traffic(long receivedNow, long sentNow, double seconds) {
        received = rate(lastReceived, receivedNow, seconds);
        sent = rate(lastSent, sentNow, seconds);
        told = true;
        lastReceived = receivedNow;
        lastSent = sentNow;
    }

    /// A counter that went back belongs to a new interface: not known this time.
    private static double rate(long before, long now, double seconds) {
        return before < 0 || now < before || seconds <= 0 ? Double.NaN : (now - before) / seconds;
    }

    void sample(long nanos, int time) {
        CgroupProbe p = probe;
        if (p != null) {
            long used = p.cpuNanos();
            cpu = lastNanos == 0 || used < 0 ? Double.NaN : rate(lastCpu, used, (double) (nanos - lastNanos));
            lastCpu = used;
            memory = orNaN(p.memoryBytes());
            pids = orNaN(p.pids());
        }
        lastNanos = nanos;
        if (!told) { // its interface went
            received = Double.NaN;
            sent = Double.NaN;
            lastReceived = -1;
            lastSent = -1;
        }
        told = false;
        synchronized (history) {
            history.add(time, cpu, memory, received, sent, pids);
        }
    }

    private static double orNaN(long value) {
        return value < 0 ? Double.NaN : value;
    }

    Figures figures(long millis) {
        return new Figures(millis, cpu, memory, received, sent, pids);
    }

    void close() {
        CgroupProbe p = probe;
        probe = null;
        if (p != null) {
            p.close();
        }
    }
}
