package org.darsena.runtime.lab;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.darsena.model.container.ContainerState;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Listener;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.LabInfo;
import org.darsena.runtime.lab.LabRecord.Phase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows what happens to nodes: a lab is degraded while one does not run, and a node that ended is unplugged. One
/// thread, so that the thread that tells of changes is never kept waiting.
final class Watch implements Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Parts parts;
    private final Labs labs;
    private final Wiring wiring;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("darsena-lab-watch").factory());

    Watch(Parts parts, Labs labs, Wiring wiring) {
        this.parts = parts;
        this.labs = labs;
        this.wiring = wiring;
    }

    @Override
    public void container(ContainerInfo now) {
        if (now.lab() != null) {
            later(now.lab(), now.node(), now.state() == ContainerState.STOPPED);
        }
    }

    @Override
    public void containerGone(String id) {
        labs.of(id).ifPresent(lab -> later(lab.id(), null, false));
    }

    @Override
    public void lab(LabInfo now) {}

    @Override
    public void labGone(String id) {}

    private void later(String id, @Nullable String node, boolean stopped) {
        try {
            thread.execute(() -> labs.find(id)
                    .filter(l -> l.phase() == Phase.UP)
                    .ifPresent(lab -> {
                        if (node != null && stopped) {
                            unplug(lab, node);
                        }
                        look(lab);
                    }));
        } catch (RejectedExecutionException e) {
            LOG.debug("the engine is closing", e);
        }
    }

    /// Unless it has been started again meanwhile.
    void unplug(Lab lab, String node) {
        lab.plugging.lock();
        try {
            boolean stopped = parts.containers()
                    .find(lab.ids().getOrDefault(node, ""))
                    .filter(c -> c.state() == ContainerState.STOPPED)
                    .isPresent();
            if (stopped) {
                wiring.unplug(lab, node);
            }
        } catch (EngineException e) {
            LOG.warn("cannot unplug {} of lab {}", node, lab.name(), e);
        } finally {
            lab.plugging.unlock();
        }
    }

    /// Whether all nodes run now; listeners are told if that is news. Told under the lab's lock: never late, never
    /// after
    /// the lab has gone.
    void look(Lab lab) {
        synchronized (lab) {
            boolean whole = lab.plan.nodes().stream().allMatch(n -> runs(lab, n.name()));
            if (lab.whole(whole) && lab.phase() == Phase.UP) {
                parts.core().events().lab(lab.info());
            }
        }
    }

    private boolean runs(Lab lab, String node) {
        return lab.ready(node)
                && parts.containers()
                        .find(lab.ids().getOrDefault(node, ""))
                        .filter(c -> c.state() == ContainerState.RUNNING)
                        .isPresent();
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
