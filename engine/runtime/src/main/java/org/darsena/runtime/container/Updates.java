package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.darsena.model.InvalidDocumentException;
import org.darsena.model.Problem;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.Resources;
import org.darsena.model.container.Verb;
import org.darsena.model.json.ResourcesPatch;
import org.darsena.model.plan.Facts;
import org.darsena.model.plan.Limits;
import org.darsena.model.plan.PlanStep.LimitDevices;
import org.darsena.model.plan.PlanStep.SetLimit;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.cgroup.CgroupPlan;
import org.darsena.runtime.cgroup.LimitChange;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.net.NetNs;
import org.darsena.runtime.store.ContainerRecord;
import org.darsena.runtime.store.RunRecord;
import org.jspecify.annotations.Nullable;

/// Changes a container's limits, and what is kept of them: all or nothing, while it runs or not.
final class Updates {
    private final Parts parts;
    private final LimitChecks checks;

    Updates(Parts parts) {
        this.parts = parts;
        this.checks = new LimitChecks(parts.cgroups());
    }

    /// INVALID where the limits that result are no good, or this machine cannot set them; STATE while it is just
    /// starting or ending. The caller has refreshed it.
    void update(Container c, ResourcesPatch patch) throws EngineException {
        c.lock.lock();
        try {
            c.require(Verb.UPDATE);
            Resources before = c.record().spec().resources();
            Resources after = result(patch, before);
            checks.require(after);
            ContainerRecord changed = c.record().with(c.record().spec().with(d -> d.resources = after));
            if (before.more().delegate() != after.more().delegate() && c.state() != ContainerState.STOPPED) {
                Refused.unlessGood(List.of(Problem.error("delegate.running", "/resources/delegate")));
            }
            if (c.state() == ContainerState.STOPPED) {
                parts.store().save(changed);
            } else {
                live(c, before, after, changed);
            }
            c.changed(changed);
        } catch (IOException e) {
            throw Failures.of(e);
        } finally {
            c.lock.unlock();
        }
    }

    private static Resources result(ResourcesPatch patch, Resources before) throws EngineException {
        try {
            return patch.apply(before);
        } catch (InvalidDocumentException e) {
            Refused.unlessGood(e.problems());
            throw new IllegalStateException("refused without a reason", e);
        }
    }

    private void live(Container c, Resources before, Resources after, ContainerRecord changed)
            throws IOException, EngineException {
        Facts facts = checks.facts(c.id());
        List<SetLimit> limits = Limits.change(before, after, facts);
        try (Inside inside = inside(c, limits)) {
            LimitChange change = new LimitChange(
                    parts.cgroups().of(c.id()),
                    new LimitChange.Forth(
                            Limits.trees(after, facts).stream()
                                    .map(t -> Limits.folder(t, facts))
                                    .toList(),
                            limits,
                            devices(before, after, facts).orElse(null)),
                    new LimitChange.Back(
                            Limits.change(after, before, facts),
                            devices(after, before, facts).orElse(null)),
                    inside.ns);
            apply(change, after);
            try {
                parts.store().save(changed);
            } catch (IOException e) {
                change.undo(e);
                throw e;
            }
        }
    }

    /// The program that limits devices, where it is another then.
    private static Optional<LimitDevices> devices(Resources from, Resources to, Facts facts) {
        return Limits.programmed(facts)
                .filter(_ -> !Limits.allowed(from).equals(Limits.allowed(to)))
                .map(t -> new LimitDevices(Limits.folder(t, facts), Limits.allowed(to)));
    }

    private static void apply(LimitChange change, Resources after) throws IOException, EngineException {
        try {
            change.apply();
        } catch (ErrnoException e) {
            boolean memory = Path.of(e.what()).getFileName().toString().startsWith("memory.");
            Long limit = after.memoryBytes();
            if (memory && e.errno() == Errno.EBUSY && limit != null) {
                Refused.unlessGood(List.of(Problem.error("memory.in-use", "/resources/memory", limit)));
            }
            throw e;
        }
    }

    private Inside inside(Container c, List<SetLimit> limits) throws IOException {
        RunRecord run = c.run();
        boolean wanted = limits.stream().anyMatch(s -> s.controller().equals(CgroupPlan.FROM_INSIDE));
        return new Inside(wanted && run != null ? RunProcess.network(parts, run) : null);
    }

    private record Inside(@Nullable NetNs ns) implements AutoCloseable {
        @Override
        public void close() {
            if (ns != null) {
                ns.close();
            }
        }
    }
}
