package org.darsena.app.client;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.darsena.api.Errors;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.LifeCycle;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.Verb;
import org.darsena.model.json.SpecWriter;
import org.darsena.model.lab.Check;
import org.darsena.model.lab.LabDocument;
import org.jspecify.annotations.Nullable;

/// A helper in memory, for tests and pictures: the same each time, with its own clock, without threads:
/// events are delivered on the caller's thread before the call returns.
public final class FakeHelper implements Helper {
    private final Listeners<Listener> listeners = new Listeners<>();
    private final Listeners<Consumer<Tick>> watchers = new Listeners<>();
    private final LiveView view = new LiveView(listeners);
    private final FakeJobs jobs = new FakeJobs(listeners);
    private final FakeLogs logs = new FakeLogs();
    private final Map<String, String> inspections = new LinkedHashMap<>();
    private final Map<String, String> verifications = new LinkedHashMap<>();
    private Connection connection = new Connection(true, "private-bus", "test", null);
    private final List<ContainerSpec> specs = new CopyOnWriteArrayList<>();
    private final Map<String, String> attached = new ConcurrentHashMap<>();
    private final List<ProcessSpec> processes = new CopyOnWriteArrayList<>();
    private List<String> subjects = List.of();
    private volatile boolean stubborn;
    private Function<ProcessSpec, Integer> programs = process -> 0;
    private Function<Check, Boolean> checks = check -> true;
    private String doctor = "{\"checks\":[]}";
    private String images = "{\"images\":[]}";
    private long second = FakeContainers.START / 1000;
    private String fileJson = "{}";
    private int made;

    /// `count` containers, 0–1000, more or less of each state.
    public FakeHelper containers(int count) {
        view.replace(FakeContainers.make(count), view.labs());
        return this;
    }

    /// Adds or replaces one.
    public FakeHelper put(ContainerView container) {
        view.put(container);
        return this;
    }

    /// A lab that runs, with a container for each node.
    public LabView addLab(LabDocument document) {
        return addLab(document, document.name());
    }

    private LabView addLab(LabDocument document, String name) {
        String id = nextId();
        var nodes = new LinkedHashMap<String, String>();
        for (var node : document.nodes()) {
            var container = FakeContainers.node(nextId(), name + "." + node.name(), id, node.name(), millis());
            nodes.put(node.name(), container.id());
            view.put(container);
        }
        var lab = new LabView(id, name, 1000, "ana", "RUNNING", millis(), document, nodes);
        view.put(lab);
        return lab;
    }

    /// A second passes: watchers get their figures.
    public void tick() {
        second++;
        var now = subjects();
        if (!now.equals(subjects)) {
            subjects = now;
        }
        var rows =
                subjects.stream().map(s -> FakeFigures.at(s, second, limit(s))).toList();
        var tick = new Tick(millis(), subjects, rows);
        watchers.tell(w -> w.accept(tick));
    }

    /// The next job or question fails so; may be called several times.
    public FakeHelper fail(HelperException why) {
        jobs.fail(why);
        return this;
    }

    /// The next job of this kind fails so.
    public FakeHelper fail(String kind, HelperException why) {
        jobs.fail(kind, why);
        return this;
    }

    /// Jobs from now on stop half-way.
    public void hold() {
        jobs.hold("");
    }

    /// Jobs of this kind from now on stop half-way.
    public void hold(String kind) {
        jobs.hold(kind);
    }

    /// Stops are not heeded from now on.
    public void stubborn(boolean on) {
        stubborn = on;
    }

    /// As if its process had ended.
    public void ended(String id, int exitCode, String reason) {
        view.put(FakeContainers.in(need(id), ContainerState.STOPPED, millis(), exitCode, reason));
    }

    /// Those that stopped go on and end.
    public void release() {
        jobs.release();
    }

    public void disconnect(HelperException why) {
        connection = new Connection(false, "", "", why);
        jobs.absent(why);
        listeners.tell(l -> l.connection(connection));
    }

    public void connect(String authority) {
        connection = new Connection(true, authority, "test", null);
        jobs.absent(null);
        listeners.tell(l -> l.connection(connection));
    }

    /// What was asked, in order: `start web`, `create app`, `exec web sh`, `up dmz` …
    public List<String> asked() {
        return List.copyOf(jobs.asked);
    }

    /// Specs of what was created, in order.
    public List<ContainerSpec> specs() {
        return List.copyOf(specs);
    }

    /// Processes of execs, in order.
    public List<ProcessSpec> processes() {
        return List.copyOf(processes);
    }

    /// Writes something down among what was asked.
    public void note(String what) {
        jobs.asked.add(what);
    }

    /// Where terminals of exec come from; an empty file at first.
    public void terminals(Supplier<FileDescriptor> from) {
        jobs.terminals = from;
    }

    /// What programs end with; 0 at first.
    public void programs(Function<ProcessSpec, Integer> exit) {
        programs = exit;
    }

    /// Which checks hold; all at first.
    public void checks(Function<Check, Boolean> hold) {
        checks = hold;
    }

    public void log(String containerId, String text) {
        logs.texts.put(containerId, text);
    }

    /// What [#inspect] answers of it; at first little.
    public void inspection(String containerId, String json) {
        inspections.put(containerId, json);
    }

    /// What [#verify] answers of it.
    public void verification(String containerId, String json) {
        verifications.put(containerId, json);
    }

    /// Where logs come from, by container id, in place of [#log(String, String)].
    public void logs(FakeLogs.Source from) {
        logs.source = from;
    }

    /// How often a log was opened.
    public int logsOpened() {
        return logs.opened.get();
    }

    public void documents(String doctorJson, String imagesJson) {
        doctor = doctorJson;
        images = imagesJson;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public List<ContainerView> containers() {
        return view.containers();
    }

    @Override
    public List<LabView> labs() {
        return view.labs();
    }

    private static String shown(FileDescriptor file) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + Descriptors.number(file)))
                    .toString();
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }

    /// Paths of what came with the specs, by name.
    public Map<String, String> attached() {
        return attached;
    }

    @Override
    public Job create(ContainerSpec spec, Map<String, FileDescriptor> attachments, boolean start) {
        return jobs.run("create", spec.name(), "create.files", job -> {
            if (view.containers().stream().anyMatch(c -> c.name().equals(spec.name()))) {
                throw new HelperException(Errors.EXISTS, Map.of("what", "name", "name", spec.name()));
            }
            specs.add(spec);
            attachments.forEach((name, file) -> attached.put(name, shown(file)));
            ContainerView container = FakeContainers.of(spec, nextId(), millis());
            view.put(container);
            if (start) {
                view.put(FakeContainers.in(container, ContainerState.RUNNING, millis(), -1, ""));
            }
            return Map.of("container", container.id());
        });
    }

    @Override
    public Job update(String id, String limits) {
        return jobs.run("update", need(id).name() + " " + limits, "", job -> Map.of());
    }

    @Override
    public Job act(String id, Action action, Map<String, Object> options) {
        ContainerView known = find(id);
        String kind = action.name().toLowerCase(Locale.ROOT);
        String target = known == null ? id : known.name();
        return jobs.run(kind, target, FakeContainers.step(action), job -> {
            ContainerView c = need(id);
            boolean force = Boolean.TRUE.equals(options.get("force"));
            if (!force && !LifeCycle.allows(c.state(), Verb.valueOf(action.name()))) {
                throw new HelperException(
                        Errors.STATE,
                        Map.of("id", id, "name", c.name(), "state", c.state().name(), "verb", kind));
            }
            if (action == Action.DELETE) {
                view.removeContainer(id);
            } else if (action != Action.STOP || !stubborn) {
                view.put(FakeContainers.after(c, action, millis()));
            }
            return Map.of();
        });
    }

    @Override
    public Job exec(String id, ProcessSpec process, @Nullable Stdio stdio) {
        ContainerView known = find(id);
        String target = known == null ? id : known.name();
        jobs.asked.add("exec " + target + " " + String.join(" ", process.argv()));
        processes.add(process);
        return jobs.run("exec", target, "", job -> {
            need(id);
            job.begun();
            return Map.of("exit", programs.apply(process));
        });
    }

    @Override
    public FileDescriptor log(String id, boolean rotated) {
        jobs.throwPlanned();
        need(id);
        return logs.open(id, rotated);
    }

    @Override
    public String inspect(String id) {
        jobs.throwPlanned();
        ContainerView c = need(id);
        if (inspections.containsKey(id)) {
            return inspections.getOrDefault(id, "");
        }
        return "{\"id\":\"" + c.id() + "\",\"name\":\"" + c.name() + "\",\"spec\":"
                + SpecWriter.write(ContainerSpec.of(c.name(), List.of("sleep", "infinity"))) + "}";
    }

    @Override
    public Job fileCapabilities(String id, String path) {
        return jobs.run("file-capabilities", need(id).name(), "", job -> Map.of("file", fileJson));
    }

    @Override
    public Job setFileCapabilities(String id, String path, String capabilities) {
        jobs.asked.add("filecap " + path + " " + capabilities);
        return jobs.run("set-file-capabilities", need(id).name(), "", job -> Map.of("file", fileJson));
    }

    /// What is told of a file's capabilities from now on.
    public void file(String json) {
        fileJson = json;
    }

    @Override
    public String verify(String id) {
        jobs.throwPlanned();
        need(id);
        return verifications.getOrDefault(id, "{\"holds\":true,\"findings\":[]}");
    }

    @Override
    public Job up(LabDocument lab, @Nullable String name) {
        String as = name == null ? lab.name() : name;
        return jobs.run("up", as, "lab.create", job -> {
            if (view.labs().stream().anyMatch(l -> l.name().equals(as))) {
                throw new HelperException(Errors.EXISTS, Map.of("what", "lab", "name", as));
            }
            return Map.of("lab", addLab(lab, as).id());
        });
    }

    @Override
    public Job check(String id) {
        LabView lab = needLab(id);
        return jobs.run("check", lab == null ? id : lab.name(), "", job -> {
            if (lab == null) {
                throw new HelperException(Errors.NOT_FOUND, Map.of("what", "lab", "id", id));
            }
            return Map.of("checks", FakeChecks.run(lab.document().checks(), checks, job));
        });
    }

    @Override
    public Job down(String id) {
        LabView lab = needLab(id);
        return jobs.run("down", lab == null ? id : lab.name(), "lab.delete", job -> {
            if (lab == null) {
                throw new HelperException(Errors.NOT_FOUND, Map.of("what", "lab", "id", id));
            }
            lab.nodes().values().forEach(view::removeContainer);
            view.removeLab(id);
            return Map.of();
        });
    }

    @Override
    public Job showOthers() {
        return jobs.run("others", "", "", job -> Map.of());
    }

    @Override
    public String images() {
        jobs.throwPlanned();
        return images;
    }

    @Override
    public String doctor() {
        jobs.throwPlanned();
        return doctor;
    }

    @Override
    public List<Sample> history(String subject) {
        jobs.throwPlanned();
        return FakeFigures.history(subject, second, 600, limit(subject));
    }

    @Override
    public AutoCloseable listen(Listener listener) {
        return listeners.add(listener);
    }

    @Override
    public AutoCloseable watch(Consumer<Tick> ticks) {
        return watchers.add(ticks);
    }

    @Override
    public void close() {}

    private List<String> subjects() {
        var all = new ArrayList<String>();
        for (ContainerView c : view.containers()) {
            if (c.state() == ContainerState.RUNNING || c.state() == ContainerState.FROZEN) {
                all.add(c.subject());
            }
        }
        for (LabView lab : view.labs()) {
            for (int i = 0; i < lab.document().links().size(); i++) {
                all.add("link/" + lab.id() + "/" + i);
            }
        }
        return all;
    }

    private double limit(String subject) {
        ContainerView c = find(subject.substring(subject.lastIndexOf('/') + 1));
        return c == null ? 0 : c.memoryLimit();
    }

    private @Nullable ContainerView find(String id) {
        return view.containers().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private ContainerView need(String id) {
        ContainerView c = find(id);
        if (c == null) {
            throw new HelperException(Errors.NOT_FOUND, Map.of("what", "container", "id", id));
        }
        return c;
    }

    private @Nullable LabView needLab(String id) {
        return view.labs().stream().filter(l -> l.id().equals(id)).findFirst().orElse(null);
    }

    private String nextId() {
        return "%012x".formatted(0xfa0000000000L + ++made);
    }

    private long millis() {
        return second * 1000;
    }
}
