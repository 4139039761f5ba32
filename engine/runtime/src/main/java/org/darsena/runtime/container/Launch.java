package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Controls;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.NetworkSpec;
import org.darsena.model.container.Resources;
import org.darsena.model.plan.ContainerPlan;
import org.darsena.model.plan.PlanStep;
import org.darsena.runtime.Attachments;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.cgroup.CgroupLayout.Version;
import org.darsena.runtime.cgroup.CgroupPlan;
import org.darsena.runtime.cgroup.ContainerCgroup;
import org.darsena.runtime.cgroup.LimitChange;
import org.darsena.runtime.image.Images;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.net.NetNs;
import org.darsena.runtime.proc.ProcStat;
import org.darsena.runtime.stage.Prepared;
import org.darsena.runtime.stage.Running;
import org.darsena.runtime.stage.StageException;
import org.darsena.runtime.store.Aside;
import org.darsena.runtime.store.ContainerRecord;
import org.darsena.runtime.store.RunRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One start of a container, from its cgroups to its execve. A failure, and a helper killed at any moment
/// before the command was let go, leaves nothing running: what is left over of cgroups and links is removed
/// here or by the next engine's sweep.
final class Launch {
    private static final Logger LOG = LoggerFactory.getLogger(Launch.class);

    private final Parts parts;
    private final Shares shares;
    private final StartPlans plans;
    private final Cards.Peers peers;

    Launch(Parts parts, Shares shares, Cards.Peers peers) {
        this.parts = parts;
        this.shares = shares;
        this.plans = new StartPlans(parts, shares);
        this.peers = peers;
    }

    /// Returns once the command executes. The caller has claimed the container.
    Running start(Container c, Attachments attachments, Progress progress) throws IOException, EngineException {
        ContainerRecord r = c.record;
        try {
            if (!r.spec().tree().mounts().isEmpty()) {
                parts.mountPins().pin(r, attachments, shares.base(r));
                parts.mountPins().require(r);
            }
            Images.Ready image = parts.images().host();
            ContainerPlan plan = plans.plan(r, image);
            if (plan.spec().process().argv().isEmpty()) {
                throw new EngineException(
                        Kind.MISSING, Map.of("what", "init", "image", r.spec().image()));
            }
            step(progress, 0.1, "start.cgroup", c);
            tellMissing(progress, r.spec().resources());
            if (!r.spec().resources().more().equals(Controls.NONE)) {
                new LimitChecks(parts.cgroups()).require(r.spec().resources()); // another kernel than when it was made
            }
            Confinement.ready(parts, r, progress);
            try (var cgroup = Aside.begin(() -> parts.cgroups().make(r.id(), CgroupPlan.of(plan, strict(r.spec()))));
                    var wires = Aside.begin(() -> wires(r))) {
                parts.store().clearRun(r.id());
                SeccompNeeds.listen(parts, r, false);
                names(r);
                step(progress, 0.3, "start.process", c);
                try (Prepared prepared = begin(r, plan, image, cgroup)) {
                    enter(prepared, cgroup);
                    step(progress, 0.7, "start.network", c);
                    return wired(c, plan, prepared, wires, progress);
                }
            }
        } catch (StageException e) {
            undo(c);
            throw ProgramFile.explain(e, r, parts.images().host(), parts);
        } catch (IOException | EngineException | RuntimeException | Error e) {
            undo(c);
            throw e;
        }
    }

    /// Whether nothing else keeps it from the machine's devices, or some are asked for.
    private static boolean strict(ContainerSpec spec) {
        return !spec.namespaces().contains(Namespace.USER)
                || !spec.resources().more().devices().isEmpty()
                || spec.bundle() != null && !spec.bundle().devices().isEmpty();
    }

    /// The host's name servers of today. Without them it runs all the same.
    private void names(ContainerRecord r) throws EngineException {
        if (r.spec().bundle() == null && r.spec().networks().stream().anyMatch(n -> n.type() == NetworkSpec.Type.NAT)) {
            int root = Math.toIntExact(shares.base(r));
            try {
                ResolvConf.refresh(parts.store().folder(r.id()), root, Nameservers.resolvConf(Path.of("/")));
            } catch (IOException e) {
                LOG.warn("cannot tell {} the host's name servers", r.id(), e);
            }
        }
    }

    /// Wires it and lets it go. Before that the run is noted, and the container on the disk: it outlives us then.
    private Running wired(
            Container c,
            ContainerPlan plan,
            Prepared prepared,
            Aside<Optional<Networks.Wires>> wires,
            Progress progress)
            throws IOException, EngineException {
        ContainerRecord r = c.record;
        RunRecord run = recorded(prepared);
        try (var saving = Aside.doing(() -> save(r.id(), run))) {
            wire(wires, prepared);
            priorities(plan, prepared);
            step(progress, 0.9, "start.process", c);
            saving.join();
            c.began(run, parts.kernel().dup(prepared.pidfd()));
            return prepared.go();
        }
    }

    /// Those of its packets, by the names that its interfaces have inside.
    private void priorities(ContainerPlan plan, Prepared prepared) throws IOException {
        List<PlanStep.SetLimit> late = plan.all(PlanStep.SetLimit.class).stream()
                .filter(s -> s.controller().equals(CgroupPlan.FROM_INSIDE))
                .toList();
        if (!late.isEmpty()) {
            try (NetNs ns = NetNs.ofProcess(parts.kernel(), prepared.pid(), prepared.pidfd())) {
                LimitChange.fromInside(ns, late);
            }
        }
    }

    private void save(String id, RunRecord run) throws IOException {
        parts.store().saveRun(id, run);
        parts.store().awaitDurable(id);
    }

    private static void step(Progress progress, double fraction, String step, Container c) throws EngineException {
        if (progress.cancelled()) {
            throw new EngineException(Kind.CANCELLED, Map.of());
        }
        progress.step(fraction, step, Map.of("name", c.name()));
    }

    /// A limit that this machine cannot set is no reason not to start, but it is said.
    private void tellMissing(Progress progress, Resources limits) {
        for (String controller : parts.cgroups().layout().missing()) {
            boolean wanted = switch (controller) {
                case "memory" -> limits.memoryBytes() != null;
                case "cpu" -> limits.cpus() != null || limits.cpuShares() != null;
                case "pids" -> limits.pids() != null;
                default -> false;
            };
            if (wanted) {
                progress.step(0.1, "start.missing", Map.of("what", "cgroup." + controller));
            }
        }
    }

    private Optional<Networks.Wires> wires(ContainerRecord r) throws IOException {
        return r.spec().networks().isEmpty()
                ? Optional.empty()
                : Optional.of(parts.networks().ready(r, peers));
    }

    /// While stage still makes the rest of it.
    private void wire(Aside<Optional<Networks.Wires>> wires, Prepared prepared) throws IOException {
        try {
            Optional<Networks.Wires> ready = wires.join();
            if (ready.isPresent()) {
                parts.networks().wire(ready.get(), prepared.pid(), prepared.pidfd());
            }
        } catch (IOException e) {
            prepared.awaitReady(); // if its making failed meanwhile, that is the reason
            throw e;
        }
    }

    private Prepared begin(ContainerRecord r, ContainerPlan plan, Images.Ready image, Aside<ContainerCgroup> cgroup)
            throws IOException, EngineException {
        try (Descriptors fds = new Descriptors(parts.kernel())) {
            return parts.stage().begin(plans.stagePlan(r, plan, image, bornInIts() ? cgroup.join() : null, fds));
        }
    }

    private boolean bornInIts() {
        return parts.cgroups().layout().version() == Version.V2;
    }

    /// On v1 nobody can be born in a cgroup, so they were made while the process was.
    private void enter(Prepared prepared, Aside<ContainerCgroup> cgroup) throws IOException {
        if (bornInIts()) {
            return;
        }
        try (Descriptors fds = new Descriptors(parts.kernel())) {
            List<Fd> files = new ArrayList<>();
            for (Path file : cgroup.join().procsFiles()) {
                files.add(fds.writing(file));
            }
            prepared.enter(files);
        }
    }

    /// One that is gone already has said what it died of: that is the error.
    private RunRecord recorded(Prepared prepared) throws IOException {
        try {
            return record(prepared);
        } catch (IOException e) {
            prepared.go();
            throw e;
        }
    }

    private RunRecord record(Prepared prepared) throws IOException {
        return new RunRecord(
                parts.machine().bootId(),
                prepared.pid(),
                ticks(prepared.pid()),
                prepared.monitorPid(),
                ticks(prepared.monitorPid()),
                System.currentTimeMillis());
    }

    private long ticks(int pid) throws IOException {
        return parts.proc()
                .stat(pid)
                .map(ProcStat::startTicks)
                .orElseThrow(() -> new IOException("process " + pid + " ended before its start"));
    }

    private void undo(Container c) {
        c.over(null, null);
        new Tidy(parts).after(c.record);
        try {
            parts.store().clearRun(c.id());
        } catch (IOException e) {
            LOG.warn("cannot remove the note of a failed start of {}", c.id(), e);
        }
    }

    /// What exec wants to know of the container's process.
    StartPlans plans() {
        return plans;
    }

    /// Begins to sample a container that runs; without figures it runs just as well.
    void sample(Container c) {
        try {
            parts.sampler()
                    .add("container/" + c.id(), parts.cgroups().of(c.id()).probe());
        } catch (IOException e) {
            LOG.warn("no figures of {}", c.id(), e);
        }
    }
}
