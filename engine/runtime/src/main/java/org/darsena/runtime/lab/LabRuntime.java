package org.darsena.runtime.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.plan.LabPlan.NodePlan;
import org.darsena.runtime.Engine.CheckResult;
import org.darsena.runtime.Engine.Owner;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.LabEngine;
import org.darsena.runtime.LabInfo;
import org.darsena.runtime.container.ContainerEngine;
import org.darsena.runtime.container.Failures;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.lab.LabRecord.Phase;
import org.darsena.runtime.lab.check.CheckRun;
import org.darsena.runtime.lab.check.Site;
import org.darsena.runtime.net.IfNames;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Labs on this machine's kernel. Closing it leaves every lab running.
public final class LabRuntime implements LabEngine {
    private static final Logger LOG = LoggerFactory.getLogger(LabRuntime.class);

    private final Parts parts;
    private final Labs labs = new Labs();
    private final Wiring wiring;
    private final Raising raising;
    private final Removal removal;
    private final Watch watch;
    private final AutoCloseable listening;
    private final AutoCloseable counting;

    private LabRuntime(Parts parts) throws IOException {
        this.parts = parts;
        wiring = new Wiring(parts);
        raising = new Raising(parts, wiring, new StartRun(parts));
        removal = new Removal(parts, wiring);
        watch = new Watch(parts, labs, wiring);
        List<String> unready = new Adoption(parts, labs, wiring, raising, removal, watch).run();
        listening = parts.core().events().listen(watch);
        counting = parts.core().sampler().traffic(parts.traffic());
        if (!unready.isEmpty()) {
            Thread.ofPlatform().daemon().name("darsena-lab-finish").start(() -> unready.forEach(this::startAnew));
        }
    }

    /// A node whose start was interrupted with the last engine is started from the beginning.
    private void startAnew(String container) {
        try {
            LOG.info("starting {} again, which was interrupted", container);
            parts.containers().restart(container, Progress.NONE);
            started(container, Progress.NONE);
        } catch (EngineException e) {
            LOG.warn("{} could not be started again", container, e);
        }
    }

    /// Takes over the labs that are up, and removes those whose `up` or `down` was interrupted.
    public static LabRuntime open(ContainerEngine core) throws EngineException {
        return open(core, Path.of("/"));
    }

    /// @param programs the folder below which nodes of the image `host` find their programs
    public static LabRuntime open(ContainerEngine core, Path programs) throws EngineException {
        Kernel kernel = LinuxKernel.get();
        try {
            return new LabRuntime(new Parts(
                    core,
                    kernel,
                    new IfNames(core.config().linkPrefix(), core.config().nftTable()),
                    new LabStore(core.config().state().resolve("labs")),
                    new SwitchSpaces(kernel, core.config().run().resolve("labs")),
                    new Needs(core.images(), programs),
                    new LinkTraffic()));
        } catch (IOException e) {
            throw Failures.of(e);
        }
    }

    @Override
    public List<LabInfo> labs() {
        return labs.all().stream().map(Lab::info).toList();
    }

    @Override
    public LabInfo up(LabDocument document, @Nullable String name, Owner owner, Progress progress)
            throws EngineException {
        String labName = name == null ? document.name() : name;
        Needs.valid(document, labName);
        Lab lab = labs.claim(document, labName, owner.uid());
        try {
            parts.needs().met(lab.plan);
        } catch (EngineException | RuntimeException e) {
            labs.remove(lab); // nothing is made, nobody was told
            throw e;
        }
        tell(lab);
        try {
            raising.run(lab, progress, () -> tell(lab));
        } catch (IOException e) {
            throw undone(lab, Failures.of(e));
        } catch (EngineException e) {
            throw undone(lab, e);
        } catch (RuntimeException e) {
            throw undone(lab, new EngineException(Kind.FAILED, Map.of("detail", e.toString()), e));
        }
        tell(lab);
        watch.look(lab); // a node may have ended already
        return lab.info();
    }

    private void tell(Lab lab) {
        synchronized (lab) { // in the order in which it changes
            parts.core().events().lab(lab.info());
        }
    }

    private EngineException undone(Lab lab, EngineException cause) {
        try {
            lab.beginEnding();
            remove(lab, Progress.NONE);
        } catch (EngineException e) {
            LOG.error("lab {} cannot be undone; `down` or the next start tries again", lab.name(), e);
            cause.addSuppressed(e);
        }
        return cause;
    }

    private void remove(Lab lab, Progress progress) throws EngineException {
        lab.enter(Phase.STOPPING);
        tell(lab);
        try {
            removal.run(lab, progress);
        } catch (EngineException e) {
            lab.endingFailed();
            throw e;
        }
        labs.remove(lab);
        parts.core().events().labGone(lab.id());
    }

    @Override
    public List<CheckResult> check(String labId, Progress progress) throws EngineException {
        Lab lab = labs.get(labId);
        if (lab.phase() != Phase.UP) {
            throw illegal(lab, "CHECK");
        }
        Site site = new Site(parts.kernel(), parts.containers(), lab.plan.document(), lab.ids());
        return new CheckRun(site, lab.plan.document().checks(), progress, () -> lab.phase() == Phase.UP).run();
    }

    private static EngineException illegal(Lab lab, String verb) {
        LabInfo info = lab.info();
        return new EngineException(
                Kind.STATE,
                Map.of(
                        "what",
                        "lab",
                        "id",
                        info.id(),
                        "name",
                        info.name(),
                        "state",
                        info.state().name(),
                        "verb",
                        verb));
    }

    @Override
    public void down(String labId, Progress progress) throws EngineException {
        Lab lab = labs.get(labId);
        if (lab.phase() == Phase.STARTING || !lab.beginEnding()) {
            throw illegal(lab, "DOWN");
        }
        try {
            parts.store().save(lab.record().in(Phase.STOPPING));
        } catch (IOException e) {
            LOG.warn("the end of lab {} cannot be noted", lab.name(), e); // a full disk must not keep it up
        }
        remove(lab, progress);
    }

    @Override
    public void started(String containerId, Progress progress) throws EngineException {
        Lab lab = labs.of(containerId).filter(l -> l.phase() == Phase.UP).orElse(null);
        String node = lab == null ? null : lab.node(containerId).orElse(null);
        if (lab == null || node == null) {
            return;
        }
        NodePlan plan = lab.plan.node(node).orElseThrow();
        lab.ready(node, false);
        watch.look(lab);
        lab.plugging.lock();
        try {
            wiring.plug(lab, node);
        } finally {
            lab.plugging.unlock();
        }
        try {
            raising.commands(
                    lab,
                    plan,
                    containerId,
                    progress,
                    new Reporter(progress, plan.start().size()));
            lab.ready(node, true);
        } catch (IOException e) {
            throw Failures.of(e);
        } finally {
            watch.look(lab);
        }
    }

    @Override
    public void stopped(String containerId) {
        labs.of(containerId)
                .filter(lab -> lab.phase() == Phase.UP)
                .ifPresent(lab -> lab.node(containerId).ifPresent(node -> watch.unplug(lab, node)));
    }

    @Override
    public void mayDelete(String containerId) throws EngineException {
        Lab lab = labs.of(containerId).orElse(null);
        if (lab != null && lab.phase() != Phase.STOPPING) {
            String node = lab.node(containerId).orElse("");
            throw new EngineException(
                    Kind.STATE, Map.of("what", "node", "id", containerId, "name", node, "lab", lab.name()));
        }
    }

    @Override
    public Set<String> livingIds() {
        return labs.ids();
    }

    @Override
    public void close() {
        try {
            listening.close();
            counting.close();
        } catch (Exception e) {
            LOG.warn("while closing", e);
        }
        watch.close();
        parts.traffic().close();
    }
}
