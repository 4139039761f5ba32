package org.darsena.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.NetworkSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.Resources;
import org.darsena.model.container.Security;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine;
import org.darsena.runtime.Engine.Owner;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineConfig;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.LabInfo;
import org.darsena.runtime.cgroup.Cgroups;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.net.LinkInfo;
import org.darsena.runtime.net.NetNs;
import org.darsena.runtime.net.Netlink;
import org.darsena.runtime.proc.Proc;
import org.darsena.runtime.store.TreeRemover;

/// An engine of a test's own: own folders, own cgroup parent, a network namespace of its own in the host's
/// place. Its end removes everything and looks that nothing stays.
final class TestEngine implements AutoCloseable {
    static final Owner OWNER = new Owner(0);
    static final Duration LIMIT = Duration.ofSeconds(30);
    private static final AtomicInteger COUNT = new AtomicInteger();

    final Path folder;
    final NetNs host;
    final EngineConfig config;
    final List<ContainerInfo> heard = Collections.synchronizedList(new ArrayList<>());
    final List<String> gone = Collections.synchronizedList(new ArrayList<>());
    private LocalEngine engine;
    private boolean closed;

    TestEngine() throws IOException, EngineException {
        this(Files.createTempDirectory("darsena-test-"), "state");
    }

    /// @param state name of the state folder below `folder`
    TestEngine(Path folder, String state) throws IOException, EngineException {
        this.folder = folder;
        host = NetNs.create(LinuxKernel.get());
        long pid = ProcessHandle.current().pid();
        config = EngineConfig.of(folder.resolve(state), folder.resolve("run"))
                .withCgroupParent("dtest-" + pid + "-" + COUNT.incrementAndGet())
                .withLinkPrefix("dtx")
                .withHostNamespace(Path.of("/proc/" + pid + "/fd/" + host.fd().number()));
        engine = open();
    }

    private LocalEngine open() throws EngineException {
        LocalEngine opened = LocalEngine.open(config);
        opened.listen(new Engine.Listener() {
            @Override
            public void container(ContainerInfo now) {
                heard.add(now);
            }

            @Override
            public void containerGone(String id) {
                gone.add(id);
            }

            @Override
            public void lab(LabInfo now) {}

            @Override
            public void labGone(String id) {}
        });
        return opened;
    }

    LocalEngine engine() {
        return engine;
    }

    /// Where a container's own files are.
    Path own(String id) {
        return config.state().resolve("containers").resolve(id);
    }

    /// As a new helper after the old one ended.
    LocalEngine reopen() throws EngineException {
        engine.close();
        engine = open();
        closed = false;
        return engine;
    }

    /// After somebody else worked with this configuration.
    void closeEngine() {
        engine.close();
        closed = true;
    }

    // ---- specs

    /// Without network, which most tests don't need, and with a root to try things in.
    static ContainerSpec spec(String name, String... argv) {
        return writable(application(name, argv));
    }

    /// Without network, and all else as it is by default.
    static ContainerSpec application(String name, String... argv) {
        return with(ContainerSpec.of(name, List.of(argv)), List.of());
    }

    static ContainerSpec shell(String name, String script) {
        return spec(name, "sh", "-c", script);
    }

    static ContainerSpec with(ContainerSpec s, List<NetworkSpec> networks) {
        return s.with(c -> c.networks = networks);
    }

    static ContainerSpec limited(ContainerSpec s, Resources resources) {
        return s.with(c -> c.resources = resources);
    }

    /// With these namespaces of its own and no others.
    static ContainerSpec own(ContainerSpec s, Set<Namespace> own) {
        return s.with(c -> c.namespaces = own);
    }

    /// One that may write into its root.
    static ContainerSpec writable(ContainerSpec s) {
        return s.with(c -> c.root = ContainerSpec.Root.WRITABLE);
    }

    static ContainerSpec secured(ContainerSpec s, Security security) {
        return s.with(c -> c.security = security);
    }

    static ContainerSpec process(ContainerSpec s, UnaryOperator<ProcessSpec> change) {
        return s.with(c -> c.process = change.apply(s.process()));
    }

    static ProcessSpec terminal(ProcessSpec p) {
        return new ProcessSpec(
                p.argv(), p.env(), p.cwd(), p.uid(), p.gid(), true, p.reaper(), p.stopSignal(), p.stopSeconds());
    }

    // ---- verbs

    ContainerInfo create(ContainerSpec spec) throws EngineException {
        return engine.create(spec, OWNER, Progress.NONE);
    }

    /// Created and running.
    String start(ContainerSpec spec) throws EngineException {
        String id = create(spec).id();
        engine.start(id, Progress.NONE);
        return id;
    }

    ContainerInfo info(String id) {
        return engine.container(id).orElseThrow();
    }

    /// Runs it to its end.
    ContainerInfo run(ContainerSpec spec) throws EngineException {
        String id = start(spec);
        awaitState(id, ContainerState.STOPPED);
        return info(id);
    }

    /// What it writes when run to its end.
    String output(ContainerSpec spec) throws EngineException, IOException {
        return log(run(spec).id());
    }

    String log(String id) throws EngineException, IOException {
        return log(id, false);
    }

    String log(String id, boolean rotated) throws EngineException, IOException {
        FileDescriptor fd = engine.log(id, rotated);
        try (FileInputStream in = new FileInputStream(fd)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// A shell command in a running container: its output, with `exit N` at the end when it failed.
    String exec(String id, String script) throws Exception {
        return Exec.run(engine, id, ProcessSpec.of(List.of("sh", "-c", script)));
    }

    void awaitState(String id, ContainerState state) {
        until("state " + state + " of " + id, () -> info(id).state() == state);
    }

    Cgroups cgroups() {
        return engine.core().cgroups();
    }

    // ---- waiting

    interface Condition {
        boolean holds() throws Exception;
    }

    static void until(String what, Condition condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        try {
            while (!condition.holds()) {
                if (System.nanoTime() > end) {
                    fail("not within " + LIMIT.toSeconds() + " s: " + what);
                }
                Thread.sleep(2);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(what, e);
        }
    }

    // ---- what is left

    List<String> links() throws IOException {
        try (Netlink netlink = host.netlink()) {
            return netlink.links().stream()
                    .map(LinkInfo::name)
                    .filter(n -> !n.equals("lo"))
                    .toList();
        }
    }

    List<String> files(String below) throws IOException {
        Path path = folder.resolve(below);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(path)) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    /// Removes everything. Fails if anything stays in the kernel.
    @Override
    public void close() throws Exception {
        if (closed) {
            reopen();
        }
        engine.core().destroyAll();
        engine.close();
        assertEquals(List.of(), files(config.state().getFileName() + "/containers"));
        assertEquals(List.of(), files("run/ns"), "pinned namespaces");
        assertEquals(List.of(), links(), "links");
        assertEquals(
                List.of(),
                Proc.system().ownMounts().stream()
                        .filter(m -> m.point().startsWith(config.run().toString()))
                        .toList());
        assertEquals(
                List.of(),
                cgroups().layout().hierarchies().stream()
                        .map(h -> h.mount().resolve(config.cgroupParent()))
                        .filter(Files::exists)
                        .toList(),
                "cgroups");
        host.close();
        TreeRemover.remove(folder);
    }
}
