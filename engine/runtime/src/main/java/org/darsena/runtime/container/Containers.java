package org.darsena.runtime.container;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.FileCapabilities;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.Verb;
import org.darsena.model.json.ResourcesPatch;
import org.darsena.runtime.Attachments;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Owner;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.Engine.Session;
import org.darsena.runtime.Engine.Stdio;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.metrics.TrafficSource;
import org.darsena.runtime.store.RunRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All containers of this engine and what can be asked of them. Any thread; methods that start or stop
/// something block until it is done.
public final class Containers {
    private static final Logger LOG = LoggerFactory.getLogger(Containers.class);

    private final Parts parts;
    private final Register register = new Register();
    private final Maker maker;
    private final Verbs verbs;
    private final Execs execs;
    private final Updates updates;
    private final Adoption adoption;
    private final Inspector inspector;
    private final Verification verification;
    private final FileCaps files;

    Containers(Parts parts) {
        this.parts = parts;
        Ends ends = new Ends(parts, this::again);
        Shares shares = new Shares(parts, register);
        Launch launch = new Launch(parts, shares, this::running);
        maker = new Maker(parts, register, shares);
        verbs = new Verbs(parts, launch, ends);
        execs = new Execs(parts, launch.plans());
        updates = new Updates(parts);
        adoption = new Adoption(parts, register, launch, ends);
        inspector = new Inspector(parts, register, launch.plans());
        verification = new Verification(parts, register, execs);
        files = new FileCaps(parts);
    }

    /// After a reboot of its own.
    private void again(Container c) {
        try {
            verbs.start(c, Progress.NONE);
        } catch (EngineException e) {
            LOG.warn("{} does not start again after its reboot", c.id(), e);
        }
    }

    /// What is asked at each tick how often containers met their limits.
    TrafficSource hits() {
        return new HitWatch(parts, register);
    }

    /// Reads what is on disk and takes over what runs. Once, before anything else.
    void adopt() throws IOException {
        adoption.run();
    }

    private Cards.@Nullable Peer running(int owner, String name) {
        Container c = register.named(owner, name);
        RunRecord run = c == null ? null : c.run();
        return c == null || run == null || c.state() != ContainerState.RUNNING
                ? null
                : new Cards.Peer(c.record, () -> RunProcess.network(parts, run));
    }

    public List<ContainerInfo> all() {
        return register.all().stream().map(Container::info).toList();
    }

    public Optional<ContainerInfo> find(String id) {
        return register.find(id).map(Container::info);
    }

    /// Lays out a container.
    ///
    /// @param node which node of a lab it is; null: none
    public ContainerInfo create(ContainerSpec spec, Owner owner, @Nullable LabNode node, Progress progress)
            throws EngineException {
        return create(spec, owner, node, Attachments.NONE, progress);
    }

    /// Lays out a container that is no node of a lab.
    public ContainerInfo create(ContainerSpec spec, Owner owner, Attachments attachments, Progress progress)
            throws EngineException {
        return create(spec, owner, null, attachments, progress);
    }

    private ContainerInfo create(
            ContainerSpec spec, Owner owner, @Nullable LabNode node, Attachments attachments, Progress progress)
            throws EngineException {
        try (attachments) {
            attachments.only(wanted(spec));
            new Grants(parts).require(spec);
            if (spec.bundle() != null) {
                Bundles.require(spec, attachments);
            }
            Container made = maker.create(spec, owner.uid(), node, attachments, progress);
            if (spec.bundle() != null) {
                keep(made, attachments);
            }
            return made.info();
        }
    }

    public void start(String id, Progress progress) throws EngineException {
        start(id, Attachments.NONE, progress);
    }

    /// @param attachments in place of those it was made with
    public void start(String id, Attachments attachments, Progress progress) throws EngineException {
        try (attachments) {
            Container c = register.get(id);
            attachments.only(wanted(c.record.spec()));
            if (c.record.spec().bundle() != null && !attachments.files().isEmpty()) {
                Bundles.require(c.record.spec(), attachments);
                keep(c, attachments);
            }
            verbs.start(c, attachments, progress);
        }
    }

    private static Set<String> wanted(ContainerSpec spec) {
        Set<String> names = new TreeSet<>(Bundles.wanted(spec));
        names.addAll(MountPins.wanted(spec.tree().mounts()));
        return names;
    }

    private void keep(Container c, Attachments attachments) throws EngineException {
        try {
            parts.bundles().keep(c.id(), attachments);
        } catch (IOException e) {
            throw Failures.of(e);
        }
    }

    public void stop(String id, @Nullable Integer seconds, Progress progress) throws EngineException {
        Container c = register.get(id);
        verbs.stop(c, seconds, progress);
        verbs.unplug(c);
    }

    public void kill(String id, String signal) throws EngineException {
        verbs.kill(register.get(id), signal);
    }

    public void restart(String id, Progress progress) throws EngineException {
        Container c = register.get(id);
        verbs.refresh(c);
        c.require(Verb.RESTART);
        if (c.state() != ContainerState.STOPPED) {
            verbs.stop(c, null, progress);
        }
        verbs.start(c, progress);
    }

    public void freeze(String id) throws EngineException {
        verbs.freeze(register.get(id));
    }

    public void thaw(String id) throws EngineException {
        verbs.thaw(register.get(id));
    }

    public void delete(String id, boolean force, Progress progress) throws EngineException {
        Container c = register.get(id);
        verbs.refresh(c);
        if (force && c.state() != ContainerState.STOPPED) {
            progress.step(0.1, "delete.stop", Map.of("name", c.name()));
            kill(c, progress);
        }
        maker.delete(c, progress);
    }

    private void kill(Container c, Progress progress) throws EngineException {
        try {
            verbs.stop(c, 0, progress);
        } catch (EngineException e) {
            if (e.kind() != Kind.STATE || c.state() != ContainerState.STOPPED) {
                throw e;
            } // it ended by itself meanwhile
        }
    }

    /// Changes its limits, also while it runs.
    public void update(String id, ResourcesPatch limits) throws EngineException {
        Container c = register.get(id);
        verbs.refresh(c);
        updates.update(c, limits);
    }

    public Session exec(String id, ProcessSpec process, @Nullable Stdio stdio) throws EngineException {
        Container c = register.get(id);
        verbs.refresh(c);
        return execs.exec(c, process, stdio);
    }

    public FileDescriptor log(String id, boolean rotated) throws EngineException {
        String known = register.get(id).id();
        Path log = rotated ? parts.store().rotatedLog(known) : parts.store().log(known);
        try {
            return opened(log).releaseToJava();
        } catch (IOException e) {
            throw Failures.of(e);
        }
    }

    private Fd opened(Path log) throws IOException {
        try {
            return parts.kernel().open(log.toString(), Linux.O_RDONLY, 0);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
            return parts.kernel().open("/dev/null", Linux.O_RDONLY, 0);
        }
    }

    public String inspect(String id) throws EngineException {
        Container c = register.get(id);
        verbs.refresh(c);
        try {
            return inspector.inspect(c);
        } catch (IOException e) {
            throw Failures.of(e);
        }
    }

    public String fileCapabilities(String id, String path) throws EngineException {
        Container c = register.get(id);
        verbs.refresh(c);
        return files.read(c, path);
    }

    public String setFileCapabilities(String id, String path, @Nullable FileCapabilities wanted)
            throws EngineException {
        Container c = register.get(id);
        verbs.refresh(c);
        return files.change(c, path, wanted);
    }

    public String verify(String id) throws EngineException {
        Container c = register.get(id);
        verbs.refresh(c);
        try {
            return verification.verify(c);
        } catch (IOException e) {
            throw Failures.of(e);
        }
    }

    /// Makes the user and network namespace of a container and keeps them, with whatever is plugged in,
    /// until it is deleted: every start joins them. Again: nothing.
    public void pin(String id) throws EngineException {
        Container c = register.get(id);
        c.lock.lock();
        try {
            parts.pins().pin(id, StartPlans.mapping(c.record));
        } catch (IOException e) {
            throw Failures.of(e);
        } finally {
            c.lock.unlock();
        }
    }

    /// The file to enter a container's pinned network namespace by. NOT_FOUND when it is not pinned.
    public Path netNamespace(String id) throws EngineException {
        register.get(id);
        if (!parts.pins().pinned(id)) {
            throw new EngineException(Kind.NOT_FOUND, Map.of("what", "namespace", "id", id));
        }
        return parts.pins().net(id);
    }

    /// An address behind NAT for a card of a container that others (a lab) plug in.
    public org.darsena.runtime.net.NatLease lease(String id, String card) throws EngineException {
        try {
            return parts.networks().lease(register.get(id).record, card);
        } catch (IOException e) {
            throw Failures.of(e);
        }
    }

    /// Removes links that belong to no container of ours.
    ///
    /// @param others ids besides the containers' whose links live: those of labs
    public void sweepNetwork(Set<String> others) throws IOException {
        Set<String> containers = new HashSet<>();
        Set<String> living = new HashSet<>(others);
        for (Container c : register.all()) {
            containers.add(c.id());
            living.addAll(Cards.networkIds(c.record));
        }
        parts.networks().sweep(containers, living);
    }
}
