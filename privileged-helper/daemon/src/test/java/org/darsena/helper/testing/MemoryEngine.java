package org.darsena.helper.testing;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.FileCapabilities;
import org.darsena.model.container.LimitHits;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.json.ResourcesPatch;
import org.darsena.model.lab.LabDocument;
import org.darsena.runtime.Attachments;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.LabInfo;
import org.jspecify.annotations.Nullable;

/// An engine that runs nothing and remembers everything. [#hold] keeps work going until it is released or cancelled.
public final class MemoryEngine implements Engine {
    private final Map<String, ContainerInfo> containers = new ConcurrentSkipListMap<>();
    private final Map<String, LabInfo> labs = new ConcurrentSkipListMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<SampleListener> samplers = new CopyOnWriteArrayList<>();
    private final Map<String, String> attached = new ConcurrentSkipListMap<>();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicInteger serial = new AtomicInteger();
    private final Path folder;
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile @Nullable MemorySession lastSession;

    public MemoryEngine(Path folder) {
        this.folder = folder;
    }

    /// What was carried out, in order: `start ID` …
    public List<String> done() {
        return done;
    }

    /// From now on work stops half-way until [#release].
    public void hold() {
        held = new CountDownLatch(1);
    }

    public void release() {
        held.countDown();
    }

    public int samplers() {
        return samplers.size();
    }

    public Optional<MemorySession> lastSession() {
        return Optional.ofNullable(lastSession);
    }

    public ContainerInfo add(String name, int owner) {
        try {
            return create(ContainerSpec.of(name, List.of("true")), new Owner(owner), Progress.NONE);
        } catch (EngineException e) {
            throw new AssertionError(e);
        }
    }

    /// As if it had been removed and made again by another, under the same id.
    public void giveTo(String id, int owner) {
        containers.computeIfPresent(id, (same, info) -> info(same, info.spec(), owner, info.state()));
    }

    public void add(LabInfo lab) {
        labs.put(lab.id(), lab);
        listeners.forEach(l -> l.lab(lab));
    }

    /// One second passes.
    public void tick(long millis) {
        List<String> subjects = new ArrayList<>();
        List<Figures> figures = new ArrayList<>();
        containers.values().forEach(c -> {
            subjects.add("container/" + c.id());
            figures.add(new Figures(millis, 0.5, c.owner(), 1, 2, Double.NaN));
        });
        samplers.forEach(s -> s.sampled(millis, subjects, figures));
    }

    @Override
    public List<ContainerInfo> containers() {
        return List.copyOf(containers.values());
    }

    @Override
    public Optional<ContainerInfo> container(String id) {
        return Optional.ofNullable(containers.get(id));
    }

    @Override
    public ContainerInfo create(ContainerSpec spec, Owner owner, Attachments attachments, Progress progress)
            throws EngineException {
        try (attachments) {
            attached(attachments);
            return create(spec, owner, progress);
        }
    }

    /// What was attached last, by name, and what stood in it.
    public Map<String, String> attached() {
        return attached;
    }

    private void attached(Attachments attachments) {
        attachments.files().forEach((name, file) -> {
            try (FileInputStream in = new FileInputStream(file)) {
                attached.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public ContainerInfo create(ContainerSpec spec, Owner owner, Progress progress) throws EngineException {
        if (containers.values().stream()
                .anyMatch(c -> c.owner() == owner.uid() && c.spec().name().equals(spec.name()))) {
            throw new EngineException(Kind.EXISTS, Map.of("what", "name", "name", spec.name()));
        }
        work("create.files", progress);
        String id = "%012x".formatted(serial.incrementAndGet());
        done.add("create " + id);
        ContainerInfo made = info(id, spec, owner.uid(), ContainerState.STOPPED);
        containers.put(id, made);
        listeners.forEach(l -> l.container(made));
        return made;
    }

    private static ContainerInfo info(String id, ContainerSpec spec, int owner, ContainerState state) {
        boolean runs = state == ContainerState.RUNNING;
        return new ContainerInfo(
                id,
                spec,
                owner,
                state,
                runs ? 4711 : 0,
                1,
                runs ? 2 : 0,
                null,
                null,
                List.of("10.213.0.9/22"),
                null,
                null,
                LimitHits.NONE);
    }

    private void work(String step, Progress progress) throws EngineException {
        progress.step(0.5, step, Map.of("name", "x"));
        try {
            while (!held.await(10, TimeUnit.MILLISECONDS)) {
                if (progress.cancelled()) {
                    done.add("undone " + step);
                    throw new EngineException(Kind.CANCELLED, Map.of());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Kind.CANCELLED, Map.of(), e);
        }
    }

    private void move(String verb, String id, ContainerState state, Progress progress) throws EngineException {
        ContainerInfo before = container(id)
                .orElseThrow(() -> new EngineException(Kind.NOT_FOUND, Map.of("what", "container", "id", id)));
        if (before.state() == state) {
            throw new EngineException(
                    Kind.STATE,
                    Map.of("name", before.spec().name(), "state", state.name(), "verb", verb.toUpperCase(Locale.ROOT)));
        }
        work(verb, progress);
        done.add(verb + " " + id);
        ContainerInfo now = info(id, before.spec(), before.owner(), state);
        containers.put(id, now);
        listeners.forEach(l -> l.container(now));
    }

    @Override
    public void start(String id, Attachments attachments, Progress progress) throws EngineException {
        try (attachments) {
            attached(attachments);
            move("start", id, ContainerState.RUNNING, progress);
        }
    }

    @Override
    public void stop(String id, @Nullable Integer seconds, Progress progress) throws EngineException {
        move("stop", id, ContainerState.STOPPED, progress);
    }

    @Override
    public void kill(String id, String signal) {
        done.add("kill " + id + " " + signal);
    }

    @Override
    public void restart(String id, Progress progress) {
        done.add("restart " + id);
    }

    @Override
    public void update(String id, ResourcesPatch limits) throws EngineException {
        done.add("update " + id + " " + limits.json());
    }

    @Override
    public void freeze(String id) throws EngineException {
        move("freeze", id, ContainerState.FROZEN, Progress.NONE);
    }

    @Override
    public void thaw(String id) throws EngineException {
        move("thaw", id, ContainerState.RUNNING, Progress.NONE);
    }

    @Override
    public void delete(String id, boolean force, Progress progress) {
        done.add("delete " + id);
        if (containers.remove(id) != null) {
            listeners.forEach(l -> l.containerGone(id));
        }
    }

    @Override
    public Session exec(String id, ProcessSpec process, Stdio stdio) throws EngineException {
        done.add("exec " + id);
        try {
            MemorySession made = new MemorySession(process, stdio, folder);
            lastSession = made;
            return made;
        } catch (IOException e) {
            throw new EngineException(Kind.FAILED, Map.of("detail", e.toString()), e);
        }
    }

    @Override
    public FileDescriptor log(String id, boolean rotated) throws EngineException {
        try {
            Path log = folder.resolve("log-" + id);
            Files.writeString(log, (rotated ? "rotated log of " : "log of ") + id + "\n");
            return new FileInputStream(log.toFile()).getFD();
        } catch (IOException e) {
            throw new EngineException(Kind.FAILED, Map.of("detail", e.toString()), e);
        }
    }

    @Override
    public String inspect(String id) {
        return "{\"id\":\"" + id + "\"}";
    }

    @Override
    public String verify(String id) {
        return "{\"verified\":\"" + id + "\"}";
    }

    @Override
    public String fileCapabilities(String id, String path) {
        return "{\"path\":\"" + path + "\"}";
    }

    @Override
    public String setFileCapabilities(String id, String path, @Nullable FileCapabilities wanted) {
        done.add("filecap " + id + " " + path + " " + (wanted == null ? "" : wanted.text()));
        return fileCapabilities(id, path);
    }

    @Override
    public List<LabInfo> labs() {
        return List.copyOf(labs.values());
    }

    @Override
    public LabInfo up(LabDocument lab, @Nullable String name, Owner owner, Progress progress) throws EngineException {
        work("up", progress);
        String id = "%012x".formatted(serial.incrementAndGet());
        LabInfo made =
                new LabInfo(id, name == null ? lab.name() : name, owner.uid(), LabInfo.State.RUNNING, lab, Map.of(), 3);
        add(made);
        return made;
    }

    @Override
    public List<CheckResult> check(String labId, Progress progress) {
        for (int i = 0; i < 5; i++) {
            progress.step(i / 5.0, "lab.check", Map.of("name", "check " + i));
        }
        return List.of(new CheckResult("a \"check\"", "web", "MUST", true, "HTTP 200 in 3 ms", 3));
    }

    @Override
    public void down(String labId, Progress progress) {
        done.add("down " + labId);
        labs.remove(labId);
        listeners.forEach(l -> l.labGone(labId));
    }

    @Override
    public String images() {
        return "[]";
    }

    @Override
    public String doctor() {
        return "{}";
    }

    @Override
    public List<Figures> history(String subject) {
        return List.of(new Figures(7, 0.25, 1, 2, 3, 4));
    }

    @Override
    public AutoCloseable listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public AutoCloseable sample(SampleListener listener) {
        samplers.add(listener);
        return () -> samplers.remove(listener);
    }

    @Override
    public void close() {}

    /// A process that says `hello`, reads its input to the end and ends with the number of bytes read; with `wait`
    /// as its program it waits for a signal instead.
    public static final class MemorySession implements Session {
        private final ProcessSpec process;
        private final Stdio stdio;
        private final CountDownLatch signalled = new CountDownLatch(1);
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private @Nullable FileDescriptor terminal;

        MemorySession(ProcessSpec process, Stdio stdio, Path folder) throws IOException {
            this.process = process;
            this.stdio = stdio;
            if (process.terminal()) {
                Path pretended = folder.resolve("terminal-" + System.nanoTime());
                Files.writeString(pretended, "prompt$ ");
                terminal = new FileInputStream(pretended.toFile()).getFD();
            }
        }

        /// Signals and sizes, as they came.
        public List<String> heard() {
            return heard;
        }

        @Override
        public synchronized @Nullable FileDescriptor terminal() {
            FileDescriptor taken = terminal;
            terminal = null;
            return taken;
        }

        @Override
        public void resize(int columns, int rows) {
            heard.add(columns + "x" + rows);
        }

        @Override
        public void signal(String signal) {
            heard.add(signal);
            signalled.countDown();
        }

        @Override
        public int await() throws InterruptedException {
            if (process.terminal() || process.argv().getFirst().equals("wait")) {
                signalled.await();
                return 129;
            }
            try (var in = new FileInputStream(stdio.in());
                    var out = new FileOutputStream(stdio.out());
                    var err = new FileOutputStream(stdio.err())) {
                out.write("hello\n".getBytes(StandardCharsets.UTF_8));
                err.write("oops\n".getBytes(StandardCharsets.UTF_8));
                return in.readAllBytes().length;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            heard.add("close");
        }
    }
}
