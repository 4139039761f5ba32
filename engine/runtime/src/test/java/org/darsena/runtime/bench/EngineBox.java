package org.darsena.runtime.bench;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.NetworkSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Listener;
import org.darsena.runtime.Engine.Owner;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.Engine.Session;
import org.darsena.runtime.Engine.Stdio;
import org.darsena.runtime.EngineConfig;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.LabInfo;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.local.LocalEngine;
import org.darsena.runtime.net.NetNs;
import org.darsena.runtime.store.TreeRemover;

/// An engine of the bench's own: own folders and cgroups, a network namespace in the host's place. Its end removes all.
final class EngineBox implements AutoCloseable {
    static final Owner OWNER = new Owner(0);
    private static final int LIMIT = 60;

    private final Path folder =
            Files.createTempDirectory(Path.of(System.getProperty("bench.dir", "/tmp")), "darsena-bench-");

    private final NetNs host = NetNs.create(LinuxKernel.get());
    private final BlockingQueue<String> stopped = new LinkedBlockingQueue<>();
    private final LocalEngine engine;
    private int count;

    EngineBox() throws IOException, EngineException {
        engine = LocalEngine.open(EngineConfig.of(folder.resolve("state"), folder.resolve("run"))
                .withCgroupParent(cgroupParent())
                .withLinkPrefix("dbe")
                .withHostNamespace(Path.of("/proc/" + ProcessHandle.current().pid() + "/fd/"
                        + host.fd().number())));
        engine.listen(new Ends());
    }

    /// The name of its folder in each cgroup tree.
    static String cgroupParent() {
        return "dbench-" + ProcessHandle.current().pid();
    }

    LocalEngine engine() {
        return engine;
    }

    /// A default container, with its card behind NAT or with `lo` alone.
    ContainerSpec spec(boolean network, String... argv) {
        ContainerSpec s = ContainerSpec.of("bench-" + ++count, List.of(argv));
        return network ? s : without(s, List.of());
    }

    private static ContainerSpec without(ContainerSpec s, List<NetworkSpec> networks) {
        return s.with(c -> c.networks = networks);
    }

    String start(ContainerSpec spec) throws EngineException {
        String id = engine.create(spec, OWNER, Progress.NONE).id();
        engine.start(id, Progress.NONE);
        return id;
    }

    /// Waits until the engine says that it ended.
    void awaitEnd(String id) throws InterruptedException {
        String ended;
        do {
            ended = stopped.poll(LIMIT, TimeUnit.SECONDS);
            if (ended == null) {
                throw new IllegalStateException(id + " does not end");
            }
        } while (!ended.equals(id));
    }

    /// Runs `true` in it, waits for its end.
    double exec(String id) throws IOException, EngineException, InterruptedException {
        long start = System.nanoTime();
        try (var in = new FileInputStream("/dev/null");
                var out = new FileOutputStream("/dev/null");
                var err = new FileOutputStream("/dev/null");
                Session session = engine.exec(
                        id, ProcessSpec.of(List.of("true")), new Stdio(in.getFD(), out.getFD(), err.getFD()))) {
            int code = session.await();
            if (code != 0) {
                throw new IllegalStateException("true ended with " + code);
            }
            return Race.millisSince(start);
        }
    }

    @Override
    public void close() throws IOException, EngineException {
        engine.destroyAll();
        engine.close();
        host.close();
        TreeRemover.remove(folder);
    }

    private final class Ends implements Listener {
        @Override
        public void container(ContainerInfo now) {
            if (now.state() == ContainerState.STOPPED && now.exitCode() != null) { // null: not yet started
                stopped.add(now.id());
            }
        }

        @Override
        public void containerGone(String id) {}

        @Override
        public void lab(LabInfo now) {}

        @Override
        public void labGone(String id) {}
    }
}
