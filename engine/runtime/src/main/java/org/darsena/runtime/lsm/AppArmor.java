package org.darsena.runtime.lsm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.darsena.model.container.ContainerSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads the profiles of containers into the kernel when they are wanted, and takes them out again a while after the
/// last container that wants them: making one costs more than a start.
///
/// Threads: any.
public final class AppArmor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AppArmor.class);
    private static final List<Path> PARSERS =
            List.of(Path.of("/usr/sbin/apparmor_parser"), Path.of("/sbin/apparmor_parser"));

    private static final Pattern SUFFIX = Pattern.compile("-(system|application)-[0-9a-f]{8}");
    private static final Pattern MODE = Pattern.compile(" \\(.*\\)$");

    private final Path root;
    private final String mark;
    private final long idleSeconds;
    private final Executor background;
    private volatile boolean none; // until the next boot: asked at each start
    private final Map<String, String> held = new HashMap<>();

    /// @param root of /proc and /sys: `/`, or a fixture
    /// @param mark what the names of our profiles begin with
    /// @param idleSeconds how long one stays that nobody wants
    public AppArmor(Path root, String mark, long idleSeconds, Executor background) {
        this.root = root;
        this.mark = mark;
        this.idleSeconds = idleSeconds;
        this.background = background;
    }

    /// Why no container can be confined on this machine; null: they can.
    public @Nullable String lacking() {
        if (none || !read("sys/module/apparmor/parameters/enabled").equals("Y")) {
            none = true;
            return "AppArmor";
        }
        if (!Files.isWritable(security(".replace"))) {
            return "securityfs";
        }
        return parser() == null ? "apparmor_parser" : null;
    }

    private @Nullable Path parser() {
        return PARSERS.stream().filter(Files::isExecutable).findFirst().orElse(null);
    }

    /// Has the profile of a container ready: its name, for [#release] to give up.
    public synchronized String hold(String id, ContainerSpec spec) throws IOException {
        Profile profile = Profile.of(mark, spec);
        if (!held.containsValue(profile.name()) && !loaded().contains(profile.name())) {
            load(profile);
        }
        held.put(id, profile.name());
        return profile.name();
    }

    /// Of a container that was found running: the label that the kernel shows of it.
    public synchronized void adopt(String id, String label) {
        String name = nameIn(label);
        if (ours(name)) {
            held.put(id, name);
        }
    }

    /// What a container's processes are confined by; null: nothing of ours.
    public synchronized @Nullable String of(String id) {
        return held.get(id);
    }

    public synchronized void release(String id) {
        if (held.remove(id) != null) {
            Executor later = CompletableFuture.delayedExecutor(idleSeconds, TimeUnit.SECONDS, background);
            later.execute(this::sweep);
        }
    }

    /// Takes out what is ours and neither held nor around a process: without its profile that would be free.
    public synchronized void sweep() {
        try {
            Set<String> idle = loaded().stream().filter(this::ours).collect(Collectors.toCollection(HashSet::new));
            idle.removeAll(held.values());
            if (!idle.isEmpty()) {
                idle.removeAll(carried());
            }
            for (String name : idle) {
                Files.writeString(security(".remove"), name);
            }
        } catch (IOException e) {
            LOG.warn("idle AppArmor profiles stay loaded", e);
        }
    }

    /// Those that containers still need stay.
    @Override
    public void close() {
        sweep();
    }

    /// Of `name (mode)`, as the kernel shows labels.
    private static String nameIn(String label) {
        return MODE.matcher(label).replaceFirst("");
    }

    private boolean ours(String name) {
        return name.startsWith(mark + "-")
                && SUFFIX.matcher(name.substring(mark.length())).matches();
    }

    private Set<String> loaded() throws IOException {
        Path list = security("profiles");
        return Files.isReadable(list)
                ? Files.readAllLines(list).stream().map(AppArmor::nameIn).collect(Collectors.toSet())
                : Set.of();
    }

    private Set<String> carried() throws IOException {
        Set<String> labels = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(root.resolve("proc"), "[1-9]*")) {
            all.forEach(p -> labels.add(nameIn(read("proc/" + p.getFileName() + "/attr/apparmor/current"))));
        }
        return labels;
    }

    private void load(Profile profile) throws IOException {
        Path parser = parser();
        if (parser == null) {
            throw new IOException("apparmor_parser is gone");
        }
        Process process = new ProcessBuilder(parser.toString(), "--replace", "--skip-cache", "--quiet")
                .redirectErrorStream(true)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(profile.text().getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("apparmor_parser refuses " + profile.name() + ": " + said);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private Path security(String file) {
        return root.resolve("sys/kernel/security/apparmor").resolve(file);
    }

    private String read(String path) {
        try {
            return Files.readString(root.resolve(path)).strip().replace("\0", "");
        } catch (IOException e) {
            return "";
        }
    }
}
