package org.darsena.app.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper;
import org.darsena.app.client.Job;
import org.darsena.app.client.LabView;
import org.jspecify.annotations.Nullable;

/// Gathers what the client's thread tells and hands it over in one batch, once, by `fx`. However much is told between
/// two pulses, one runnable waits in the queue.
final class Incoming implements Helper.Listener {
    /// More ticks than these are not kept while the window's thread hangs.
    private static final int TICKS = 120;

    /// What changed; an empty Optional: it is gone.
    record Batch(
            Helper.@Nullable Connection connection,
            Map<String, Optional<ContainerView>> containers,
            Map<String, Optional<LabView>> labs,
            Set<Job> jobs,
            List<Helper.Tick> ticks) {}

    private final Executor fx;
    private final Consumer<Batch> apply;
    private final Object lock = new Object();
    private Helper.@Nullable Connection connection;
    private Map<String, Optional<ContainerView>> containers = new LinkedHashMap<>();
    private Map<String, Optional<LabView>> labs = new LinkedHashMap<>();
    private Set<Job> jobs = new LinkedHashSet<>();
    private List<Helper.Tick> ticks = new ArrayList<>();
    private boolean waiting;

    Incoming(Executor fx, Consumer<Batch> apply) {
        this.fx = fx;
        this.apply = apply;
    }

    @Override
    public void connection(Helper.Connection now) {
        gather(() -> connection = now);
    }

    @Override
    public void container(ContainerView now) {
        gather(() -> containers.put(now.id(), Optional.of(now)));
    }

    @Override
    public void containerGone(String id) {
        gather(() -> containers.put(id, Optional.empty()));
    }

    @Override
    public void lab(LabView now) {
        gather(() -> labs.put(now.id(), Optional.of(now)));
    }

    @Override
    public void labGone(String id) {
        gather(() -> labs.put(id, Optional.empty()));
    }

    @Override
    public void job(Job job) {
        gather(() -> jobs.add(job));
    }

    void tick(Helper.Tick tick) {
        gather(() -> {
            if (ticks.size() == TICKS) {
                ticks.removeFirst();
            }
            ticks.add(tick);
        });
    }

    private void gather(Runnable change) {
        synchronized (lock) {
            change.run();
            if (waiting) {
                return;
            }
            waiting = true;
        }
        fx.execute(this::deliver);
    }

    private void deliver() {
        Batch batch;
        synchronized (lock) {
            waiting = false;
            batch = new Batch(connection, containers, labs, jobs, ticks);
            connection = null;
            containers = new LinkedHashMap<>();
            labs = new LinkedHashMap<>();
            jobs = new LinkedHashSet<>();
            ticks = new ArrayList<>();
        }
        apply.accept(batch);
    }
}
