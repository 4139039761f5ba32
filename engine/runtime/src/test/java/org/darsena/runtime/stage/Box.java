package org.darsena.runtime.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.darsena.model.container.Capability;
import org.darsena.model.container.Namespace;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.seccomp.SeccompFilters;

/// A container's folders for tests: a bare root with the machine's /usr bound read-only, `/probe` (compiled from
/// `src/test/c/probe.c`), upper, work and a state folder.
final class Box implements AutoCloseable {
    static final Mapping IDS = new Mapping(600_000_000L, 65_536);
    static final Map<String, String> ENV = Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "HOME", "/root");
    static final long CAPS = Capability.mask(Capability.DEFAULT);
    private static final Kernel KERNEL = LinuxKernel.get();
    private static final Path PROBE = compileProbe();

    final Path dir;
    final Path state;
    private final List<Fd> open = new ArrayList<>();

    private Box(Path dir) {
        this.dir = dir;
        this.state = dir.resolve("state");
    }

    static Box in(Path parent, String name) throws IOException {
        Box box = new Box(Files.createDirectory(parent.resolve(name)));
        box.makeRoot();
        for (String folder : List.of("upper", "work")) {
            Path made = Files.createDirectory(box.dir.resolve(folder));
            KERNEL.chown(made.toString(), (int) IDS.base(), (int) IDS.base());
        }
        Files.createDirectory(box.state);
        return box;
    }

    private void makeRoot() throws IOException {
        Path root = dir.resolve("root");
        for (String folder : List.of("usr", "etc", "root", "tmp", "run")) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.setPosixFilePermissions(root.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
        for (String link : List.of("bin", "sbin", "lib", "lib64")) {
            Files.createSymbolicLink(root.resolve(link), Path.of("usr", link));
        }
        Files.writeString(root.resolve("etc/passwd"), "root:x:0:0::/root:/bin/sh\nuser:x:1000:1000::/:/bin/sh\n");
        if (Files.exists(Path.of("/etc/ld.so.cache"))) {
            Files.copy(Path.of("/etc/ld.so.cache"), root.resolve("etc/ld.so.cache"));
        }
        Files.copy(PROBE, root.resolve("probe"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    /// Default capabilities and filter, no new privileges.
    static ProcessPlan process(String... argv) {
        return ProcessPlan.root(List.of(argv), ENV, CAPS, SeccompFilters.standard(Capability.DEFAULT));
    }

    StartPlan plan(String... argv) throws IOException {
        return plan(process(argv));
    }

    /// All namespaces new, overlay root, console into the state folder.
    StartPlan plan(ProcessPlan process) throws IOException {
        return StartPlan.of(process)
                .ids(IDS)
                .overlayRoot(List.of(path("root")), path("upper"), path("work"))
                .bind(Bind.folder(hold("/usr", Linux.O_PATH), "/usr", true, true))
                .hostname("box", "(none)")
                .state(hold(state.toString(), Linux.O_DIRECTORY), 1 << 20);
    }

    /// The same without a user namespace.
    StartPlan rootsPlan(ProcessPlan process) throws IOException {
        Set<Namespace> own = EnumSet.copyOf(Namespace.OWN_BY_DEFAULT);
        own.remove(Namespace.USER);
        return StartPlan.of(process)
                .namespaces(own)
                .overlayRoot(List.of(path("root")), path("upper"), path("work"))
                .bind(Bind.folder(hold("/usr", Linux.O_PATH), "/usr", true, false))
                .hostname("box", "(none)")
                .state(hold(state.toString(), Linux.O_DIRECTORY), 1 << 20);
    }

    Fd path(String below) throws IOException {
        return hold(dir.resolve(below).toString(), Linux.O_PATH);
    }

    Fd hold(String path, int flags) throws ErrnoException {
        Fd fd = KERNEL.open(path, flags, 0);
        open.add(fd);
        return fd;
    }

    /// Runs to the end: its console, without the last line feed.
    String run(Stage stage, StartPlan plan) throws Exception {
        Files.deleteIfExists(state.resolve("console.log"));
        try (Running running = stage.start(plan.build())) {
            running.exit().get(20, TimeUnit.SECONDS);
        }
        return log().stripTrailing();
    }

    /// As [#run(Stage, StartPlan)], in a v1 cgroup that is there only after the process is.
    String run(Stage stage, StartPlan plan, Fd procs) throws Exception {
        Files.deleteIfExists(state.resolve("console.log"));
        StagePlan later = plan.entersLater(true).waitForGo(true).build();
        try (Prepared prepared = stage.begin(later)) {
            prepared.enter(List.of(procs));
            try (Running running = prepared.go()) {
                running.exit().get(20, TimeUnit.SECONDS);
            }
        }
        return log().stripTrailing();
    }

    String run(Stage stage, String... argv) throws Exception {
        return run(stage, plan(argv));
    }

    String log() throws IOException {
        Path log = state.resolve("console.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    @Override
    public void close() {
        open.forEach(Fd::close);
        try (Stream<Path> all = Files.walk(dir)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path compileProbe() {
        try {
            Path out = Files.createTempFile(Files.createDirectories(Path.of("target")), "probe", "");
            Path source = Path.of("src/test/c/probe.c");
            Process cc = new ProcessBuilder("cc", "-static", "-O2", "-o", out.toString(), source.toString())
                    .inheritIO()
                    .start();
            if (cc.waitFor() != 0) {
                throw new IllegalStateException("cc cannot compile " + source);
            }
            Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwxr-xr-x"));
            out.toFile().deleteOnExit();
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Whether a process of this pid exists (zombies do not count).
    static boolean lives(int pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    /// The condition, asked again and again for at most 10 seconds.
    static boolean within10s(Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(5);
        }
        return true;
    }

    /// Something to poll for.
    interface Condition {
        boolean holds() throws Exception;
    }

    /// How many mounts of the host have to do with a folder: lie below it, come from below it, or name it.
    static long mountsAround(Path folder) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return lines.filter(line -> line.contains(folder.toString())).count();
        }
    }

    static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
