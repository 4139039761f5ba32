package org.darsena.runtime.lab;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.container.Failures;

/// Removes all of a lab, however much of it is there. The lab's record goes last, so that what could not be removed is
/// tried again by the next `down` or the next engine.
final class Removal {
    private static final long BUSY_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long BUSY_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Parts parts;
    private final Wiring wiring;

    Removal(Parts parts, Wiring wiring) {
        this.parts = parts;
        this.wiring = wiring;
    }

    /// Not to be cancelled: half a lab helps nobody. Throws the first failure once everything was tried.
    void run(Lab lab, Progress progress) throws EngineException {
        boolean interrupted = Thread.interrupted(); // else every file it writes would fail
        try {
            uncount(lab);
            List<ContainerInfo> nodes = parts.containers().all().stream()
                    .filter(c -> lab.id().equals(c.lab()))
                    .toList();
            Reporter reporter = new Reporter(progress, nodes.size() + 1);
            EngineException failure = null;
            try {
                wiring.unwireHost(lab);
            } catch (IOException e) {
                failure = Failures.of(e);
            }
            try {
                Crew.all(nodes, (node, _) -> {
                    reporter.step("lab.delete", Map.of("name", lab.name(), "node", String.valueOf(node.node())));
                    delete(node);
                });
            } catch (EngineException e) {
                failure = failure == null ? e : failure;
            }
            if (failure != null) {
                throw failure;
            }
            parts.switches().remove(lab.id());
            parts.store().remove(lab.id());
        } catch (IOException e) {
            throw Failures.of(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Whatever else is being done to it just now has to end first.
    private void delete(ContainerInfo node) throws EngineException {
        long limit = System.nanoTime() + BUSY_LIMIT_NANOS;
        while (true) {
            try {
                parts.containers().delete(node.id(), true, Progress.NONE);
                return;
            } catch (EngineException e) {
                if (e.kind() == Kind.NOT_FOUND) {
                    return; // somebody was quicker
                }
                if (e.kind() != Kind.STATE || System.nanoTime() > limit) {
                    throw e;
                }
                LockSupport.parkNanos(BUSY_POLL_NANOS);
            }
        }
    }

    private void uncount(Lab lab) {
        parts.traffic().remove(lab.id());
        for (int i = 0; i < lab.plan.document().links().size(); i++) {
            parts.core().sampler().forget(LinkViews.subject(lab.id(), i));
        }
    }
}
