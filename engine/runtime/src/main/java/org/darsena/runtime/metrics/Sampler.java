package org.darsena.runtime.metrics;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.darsena.runtime.Engine.Figures;
import org.darsena.runtime.Engine.SampleListener;
import org.darsena.runtime.cgroup.CgroupProbe;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Samples every subject once a second, in one thread of its own. With no listener only the rings are fed.
///
/// Any thread may add, remove and listen; probes are read and closed by the sampler's thread alone, so that
/// none is closed under a running read.
public final class Sampler implements AutoCloseable {
    public static final long TICK_NANOS = 1_000_000_000L;
    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);

    private final long epochNanos = System.nanoTime();
    private final List<TrafficSource> sources = new CopyOnWriteArrayList<>();
    private final List<SampleListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Subject> subjects = new LinkedHashMap<>(); // guarded by this
    private final Map<String, History> histories = new HashMap<>(); // guarded by this
    private final Queue<Subject> gone = new ArrayDeque<>(); // guarded by this
    private boolean changed = true; // guarded by this

    // the sampler's thread only
    private Subject[] current = new Subject[0];
    private List<String> names = List.of();
    private Map<String, Subject> byName = Map.of();
    private long lastTick;
    private double seconds;

    private final Thread thread;
    private volatile boolean closed;

    public Sampler() {
        thread = Thread.ofPlatform().name("darsena-sampler").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Begins to sample a container, or a link where there is no probe. The sampler owns the probe from now
    /// on.
    public synchronized void add(String subject, @Nullable CgroupProbe probe) {
        remove(subject);
        History history = histories.computeIfAbsent(subject, _ -> new History());
        subjects.put(subject, new Subject(subject, probe, history));
        changed = true;
    }

    /// Samples it no more; its history stays.
    public synchronized void remove(String subject) {
        Subject old = subjects.remove(subject);
        if (old != null) {
            gone.add(old);
            changed = true;
        }
    }

    /// Drops its history too.
    public synchronized void forget(String subject) {
        remove(subject);
        histories.remove(subject);
    }

    /// Asks `source` at each tick, until the result is closed.
    public AutoCloseable traffic(TrafficSource source) {
        sources.add(source);
        return () -> sources.remove(source);
    }

    public AutoCloseable listen(SampleListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Rows of the last ten minutes, oldest first; null: no such subject was ever sampled.
    public @Nullable List<Figures> history(String subject) {
        History history;
        synchronized (this) {
            history = histories.get(subject);
        }
        if (history == null) {
            return null;
        }
        synchronized (history) {
            return history.rows(System.currentTimeMillis(), clock(System.nanoTime()));
        }
    }

    private int clock(long nanos) {
        return (int) ((nanos - epochNanos) / 10_000_000L);
    }

    private void run() {
        long next = System.nanoTime();
        while (!closed) {
            try {
                tick();
            } catch (RuntimeException e) {
                LOG.error("a tick of the sampler failed", e);
            }
            next += TICK_NANOS;
            long late = System.nanoTime() - next;
            if (late > 0) {
                next += late / TICK_NANOS * TICK_NANOS; // the machine slept: no burst of ticks afterwards
            }
            while (!closed && System.nanoTime() - next < 0) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
        refresh();
    }

    /// One sampling of everything. For the sampler's thread, and for tests and benches that have not
    /// started it.
    public void tick() {
        refresh();
        long nanos = System.nanoTime();
        seconds = lastTick == 0 ? 0 : (nanos - lastTick) / 1e9;
        lastTick = nanos;
        for (TrafficSource source : sources) {
            try {
                source.read(this::traffic);
            } catch (IOException e) {
                LOG.warn("no traffic figures this time", e);
            }
        }
        int time = clock(nanos);
        for (Subject s : current) {
            s.sample(nanos, time);
        }
        if (!listeners.isEmpty()) {
            tell();
        }
    }

    private void traffic(String subject, long received, long sent) {
        Subject s = byName.get(subject);
        if (s != null) {
            s.traffic(received, sent, seconds);
        }
    }

    private void tell() {
        long millis = System.currentTimeMillis();
        List<Figures> figures = new ArrayList<>(current.length);
        for (Subject s : current) {
            figures.add(s.figures(millis));
        }
        for (SampleListener listener : listeners) {
            try {
                listener.sampled(millis, names, figures);
            } catch (RuntimeException e) {
                LOG.error("a listener to samples failed", e);
            }
        }
    }

    private synchronized void refresh() {
        if (changed) {
            current = subjects.values().toArray(Subject[]::new);
            names = List.copyOf(subjects.keySet());
            byName = Map.copyOf(subjects);
            changed = false;
        }
        for (Subject s = gone.poll(); s != null; s = gone.poll()) {
            s.close();
        }
    }

    /// Ends the thread and closes every probe.
    @Override
    public void close() {
        synchronized (this) {
            List.copyOf(subjects.keySet()).forEach(this::remove);
        }
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(TICK_NANOS / 1_000_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!thread.isAlive()) {
            refresh();
        }
    }
}
