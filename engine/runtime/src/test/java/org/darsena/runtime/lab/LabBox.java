package org.darsena.runtime.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.darsena.model.InvalidDocumentException;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.json.LabReader;
import org.darsena.model.lab.LabDocument;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.CheckResult;
import org.darsena.runtime.Engine.Listener;
import org.darsena.runtime.Engine.Owner;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.Engine.Session;
import org.darsena.runtime.Engine.Stdio;
import org.darsena.runtime.EngineConfig;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.LabInfo;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.local.LocalEngine;
import org.darsena.runtime.net.LinkInfo;
import org.darsena.runtime.net.NetNs;
import org.darsena.runtime.net.Netlink;
import org.darsena.runtime.net.Nft;
import org.darsena.runtime.proc.MountInfo;
import org.darsena.runtime.proc.Proc;
import org.darsena.runtime.store.TreeRemover;

/// An engine for tests of labs: own folders, own cgroup parent, a network namespace in the host's place. Its end looks
/// that nothing of it stays.
final class LabBox implements AutoCloseable {
    static final Owner OWNER = new Owner(0);
    private static final long LIMIT_SECONDS = 60;
    private static final AtomicInteger COUNT = new AtomicInteger();

    final Path folder = Files.createTempDirectory("darsena-lab-");
    final NetNs host = NetNs.create(LinuxKernel.get());
    final EngineConfig config;
    final List<LabInfo.State> states = Collections.synchronizedList(new ArrayList<>());
    final List<String> gone = Collections.synchronizedList(new ArrayList<>());
    private LocalEngine engine;
    private boolean closed;
    private final boolean small;

    LabBox() throws IOException, EngineException {
        this(0);
    }

    /// @param megabytes size of the disk that holds the state; 0: the machine's own
    LabBox(int megabytes) throws IOException, EngineException {
        small = megabytes > 0;
        if (small) {
            String options = "mode=700,size=" + megabytes + "m";
            String state = Files.createDirectory(folder.resolve("state")).toString();
            LinuxKernel.get().mount("tmpfs", state, "tmpfs", 0, options);
        }
        long pid = ProcessHandle.current().pid();
        config = EngineConfig.of(folder.resolve("state"), folder.resolve("run"))
                .withCgroupParent("dlab-" + pid + "-" + COUNT.incrementAndGet())
                .withLinkPrefix("dly")
                .withHostNamespace(Path.of("/proc/" + pid + "/fd/" + host.fd().number()));
        engine = opened();
    }

    private LocalEngine opened() throws EngineException {
        LocalEngine fresh = LocalEngine.open(config);
        fresh.listen(new Listener() {
            @Override
            public void container(ContainerInfo now) {}

            @Override
            public void containerGone(String id) {}

            @Override
            public void lab(LabInfo now) {
                states.add(now.state());
            }

            @Override
            public void labGone(String id) {
                gone.add(id);
            }
        });
        return fresh;
    }

    LocalEngine engine() {
        return engine;
    }

    /// The helper ends; what it made stays.
    void shut() {
        engine.close();
        closed = true;
    }

    /// A new helper comes.
    LocalEngine reopen() throws EngineException {
        if (!closed) {
            shut();
        }
        engine = opened();
        closed = false;
        return engine;
    }

    static LabDocument document(String json) {
        try {
            return LabReader.read(json);
        } catch (InvalidDocumentException e) {
            throw new IllegalArgumentException(e.problems().toString(), e);
        }
    }

    LabInfo up(LabDocument lab) throws EngineException {
        return engine.up(lab, null, OWNER, Progress.NONE);
    }

    /// Name of check → result.
    Map<String, CheckResult> check(LabInfo lab) throws EngineException {
        return engine.check(lab.id(), Progress.NONE).stream()
                .collect(Collectors.toMap(CheckResult::name, r -> r, (a, _) -> a, TreeMap::new));
    }

    void assertAllHold(LabInfo lab) throws EngineException {
        assertEquals(
                List.of(),
                engine.check(lab.id(), Progress.NONE).stream()
                        .filter(r -> !r.held())
                        .toList());
    }

    LabInfo now(LabInfo lab) {
        return engine.labs().stream()
                .filter(l -> l.id().equals(lab.id()))
                .findFirst()
                .orElseThrow();
    }

    String id(LabInfo lab, String node) {
        String id = lab.nodes().get(node);
        if (id == null) {
            throw new IllegalArgumentException(node);
        }
        return id;
    }

    /// Output of a shell command in a node, with `exit N` behind it when it failed.
    String exec(LabInfo lab, String node, String script) throws Exception {
        Path out = Files.createTempFile(folder, "exec-", ".out");
        try (var none = new FileInputStream("/dev/null");
                var write = new FileOutputStream(out.toFile(), true);
                var errors = new FileOutputStream(out.toFile(), true)) {
            ProcessSpec process = ProcessSpec.of(List.of("sh", "-c", script));
            Stdio stdio = new Stdio(none.getFD(), write.getFD(), errors.getFD());
            try (Session session = engine.exec(id(lab, node), process, stdio)) {
                int code = session.await();
                String text = Files.readString(out, StandardCharsets.UTF_8);
                return code == 0 ? text : text + "exit " + code;
            }
        } finally {
            Files.delete(out);
        }
    }

    String log(LabInfo lab, String node) throws EngineException, IOException {
        try (FileInputStream in = new FileInputStream(engine.log(id(lab, node), false))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    static void until(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + LIMIT_SECONDS * 1_000_000_000;
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                fail("not within " + LIMIT_SECONDS + " s: " + what);
            }
            Thread.sleep(5);
        }
    }

    /// Everything that a lab could leave, by kind.
    Map<String, List<String>> left() throws IOException {
        Map<String, List<String>> all = new TreeMap<>();
        try (Netlink netlink = host.netlink()) {
            all.put(
                    "links",
                    netlink.links().stream().map(LinkInfo::name).sorted().toList());
        }
        try (NetNs machine = NetNs.own(LinuxKernel.get());
                Netlink netlink = machine.netlink()) {
            all.put(
                    "links of the machine",
                    netlink.links().stream()
                            .map(LinkInfo::name)
                            .filter(n -> n.startsWith(config.linkPrefix()))
                            .toList());
        }
        all.put("nft", new Nft(host).text("list", "ruleset").lines().toList());
        all.put(
                "mounts",
                Proc.system().ownMounts().stream()
                        .map(MountInfo::point)
                        .filter(p -> p.startsWith(folder.toString()) && !p.equals(folder + "/state"))
                        // the image's, which before Linux 6.15 stays attached as long as the engine is open
                        .filter(p -> !p.startsWith(folder + "/run/tree-"))
                        .sorted()
                        .toList());
        for (String below : List.of("state/containers", "state/labs", "run/ns", "run/labs")) {
            all.put(below, list(folder.resolve(below)));
        }
        all.put("processes", processes());
        all.put("cgroups", cgroups());
        return all;
    }

    private static List<String> list(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    private List<String> cgroups() throws IOException {
        List<String> all = new ArrayList<>();
        for (var h : engine.core().cgroups().layout().hierarchies()) {
            Path parent = h.mount().resolve(config.cgroupParent());
            for (String name : list(parent)) {
                if (Files.isDirectory(parent.resolve(name))) {
                    all.add(name);
                }
            }
        }
        return all;
    }

    /// Pids of what stands in our cgroups.
    private List<String> processes() throws IOException {
        List<String> all = new ArrayList<>();
        for (String pid : list(Path.of("/proc"))) {
            if (pid.matches("[0-9]+") && cgroup(pid).contains("/" + config.cgroupParent() + "/")) {
                all.add(pid);
            }
        }
        return all;
    }

    private static String cgroup(String pid) {
        try {
            return Proc.system().read(pid + "/cgroup");
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    /// Waits for the kernel, which removes what died a little later.
    void assertLeft(Map<String, List<String>> before) throws Exception {
        long end = System.nanoTime() + 5_000_000_000L;
        while (!left().equals(before) && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        assertEquals(before, left());
    }

    @Override
    public void close() throws Exception {
        if (closed) {
            reopen();
        }
        engine.destroyAll();
        engine.close();
        Map<String, List<String>> left = left();
        left.remove("links");
        assertEquals(List.of(), left.values().stream().flatMap(List::stream).toList(), "something stays: " + left);
        host.close();
        if (small) {
            LinuxKernel.get().unmount(folder + "/state", Linux.MNT_DETACH);
        }
        TreeRemover.remove(folder);
    }
}
