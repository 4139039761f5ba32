package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineConfig;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.cgroup.CgroupLayout;
import org.darsena.runtime.cgroup.Cgroups;
import org.darsena.runtime.cgroup.QuickMoves;
import org.darsena.runtime.image.Images;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.lsm.AppArmor;
import org.darsena.runtime.metrics.Sampler;
import org.darsena.runtime.net.IfNames;
import org.darsena.runtime.net.NetNs;
import org.darsena.runtime.proc.Proc;
import org.darsena.runtime.seccomp.Lessons;
import org.darsena.runtime.stage.LockedTree;
import org.darsena.runtime.stage.Stage;
import org.darsena.runtime.store.ContainerStore;
import org.darsena.runtime.store.IdSlots;
import org.darsena.runtime.store.StateDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Containers with all they need, opened and closed together. Closing leaves every container running.
public final class ContainerEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerEngine.class);

    /// Within it another start finds its profile loaded.
    private static final int IDLE_PROFILE_SECONDS = 60;

    private final Parts parts;
    private final Containers containers;
    private final Deque<AutoCloseable> open;

    private ContainerEngine(Parts parts, Deque<AutoCloseable> open) {
        this.parts = parts;
        this.open = open;
        this.containers = new Containers(parts);
    }

    /// Takes the state folder (EXISTS if another engine has it, or if containers of another state folder run under
    /// our marks), takes over what runs there and removes what was left half-made.
    public static ContainerEngine open(EngineConfig config) throws EngineException {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            ContainerEngine engine = new ContainerEngine(parts(config, open), open);
            engine.containers.adopt();
            engine.parts.sampler().traffic(engine.parts.networks().traffic());
            engine.parts.sampler().traffic(engine.containers.hits());
            engine.parts.sampler().start();
            return engine;
        } catch (IOException e) {
            close(open);
            throw Failures.of(e);
        } catch (RuntimeException e) {
            close(open);
            throw e;
        }
    }

    private static Parts parts(EngineConfig config, Deque<AutoCloseable> open) throws IOException {
        Kernel kernel = LinuxKernel.get();
        Proc proc = Proc.system();
        StateDir state = opened(open, StateDir.open(config.state()));
        Files.createDirectories(
                config.run(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Cgroups cgroups = Cgroups.open(proc, config.cgroupParent());
        new Strangers(proc, config.state()).refuse(cgroups); // before anything of theirs is touched
        cgroups.prepare();
        QuickMoves moves = opened(open, QuickMoves.hold(cgroups.layout(), config.run(), config.cgroupParent()));
        Stage stage = opened(open, new Stage(kernel));
        LockedTree.Holder holder = new LockedTree.Holder(kernel, stage, config.run());
        holder.sweep();
        Images images = opened(open, new Images(Path.of("/"), state.folder("images"), holder));
        ExecutorService background = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("darsena-end-", 0).factory());
        open.push(background::shutdown);
        Networks networks = opened(open, networks(config, kernel, state.path()));
        Sampler sampler = opened(open, new Sampler());
        ContainerStore store = new ContainerStore(state);
        Lessons lessons =
                opened(open, new Lessons(kernel, id -> store.folder(id).resolve("calls.json")));
        return new Parts(
                config,
                kernel,
                proc,
                stage,
                cgroups,
                moves,
                images,
                store,
                new IdSlots(),
                networks,
                new Pins(kernel, stage, config.run()),
                new MountPins(kernel, proc, stage, config.run()),
                lessons,
                sampler,
                opened(open, new Events()),
                background,
                Machine.find(proc),
                opened(open, new Bundles(kernel)),
                opened(open, new AppArmor(Path.of("/"), config.cgroupParent(), IDLE_PROFILE_SECONDS, background)));
    }

    private static Networks networks(EngineConfig config, Kernel kernel, Path state) throws IOException {
        Path namespace = config.hostNamespace();
        NetNs home = namespace == null ? NetNs.own(kernel) : NetNs.at(kernel, namespace.toString());
        return new Networks(kernel, home, new IfNames(config.linkPrefix(), config.nftTable()), state);
    }

    private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> open, T part) {
        open.push(part);
        return part;
    }

    public Containers containers() {
        return containers;
    }

    public Events events() {
        return parts.events();
    }

    public Sampler sampler() {
        return parts.sampler();
    }

    public Networks networks() {
        return parts.networks();
    }

    public Cgroups cgroups() {
        return parts.cgroups();
    }

    /// Whether processes are put into cgroups without waiting; see [QuickMoves].
    public boolean quickMoves() {
        return parts.cgroups().layout().version() == CgroupLayout.Version.V2
                || parts.moves().held();
    }

    public Images images() {
        return parts.images();
    }

    public EngineConfig config() {
        return parts.config();
    }

    /// Removes every container, running ones too, and our own cgroups: for tests, and before a removal of
    /// the program.
    public void destroyAll() throws EngineException {
        for (ContainerInfo c : containers.all()) {
            containers.delete(c.id(), true, Progress.NONE);
        }
        if (!parts.cgroups().removeParent(Duration.ofSeconds(5))) {
            LOG.warn("the cgroup {} stays", parts.cgroups().parent());
        }
    }

    @Override
    public void close() {
        close(open);
    }

    private static void close(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.warn("while closing", e);
            }
        }
    }
}
