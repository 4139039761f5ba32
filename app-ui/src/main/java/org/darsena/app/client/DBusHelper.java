package org.darsena.app.client;

import java.io.FileDescriptor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.darsena.api.Container;
import org.darsena.api.Lab;
import org.darsena.api.Manager;
import org.darsena.api.Names;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.json.LabWriter;
import org.darsena.model.json.SpecWriter;
import org.darsena.model.lab.LabDocument;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/// The helper over D-Bus. Connects by itself, in the background, and again after each break; see
/// [Supervisor].
///
/// Whatever starts a job returns it at once and sends the call from a thread of its own, in the order
/// asked; what asks for an answer waits for it, at most [Line.Limits#reply].
public final class DBusHelper implements Helper {
    private final Events events = new Events();
    private final Listeners<Listener> listeners = new Listeners<>();
    private final LiveView view = new LiveView(listeners);
    private final JobTable jobs = new JobTable();
    private final Session session = new Session(events, view, jobs);
    private final Figures figures = new Figures(this::quietly);
    private final ExecutorService calls = caller();
    private final Supervisor supervisor;

    private DBusHelper(BusAddress bus, Line.Limits limits) {
        supervisor = new Supervisor(bus, limits, events, new Supervisor.User() {
            @Override
            public Connection connected(Line line) {
                Connection now = session.connected(line);
                figures.connected(line, events);
                return now;
            }

            @Override
            public void state(Connection now) {
                if (!now.connected()) {
                    jobs.abandon(Failures.broken());
                }
                listeners.tell(l -> l.connection(now));
            }
        });
    }

    /// Begins to look for the helper on `bus` and returns.
    public static DBusHelper open(BusAddress bus) {
        return open(bus, Line.Limits.USUAL);
    }

    static DBusHelper open(BusAddress bus, Line.Limits limits) {
        var helper = new DBusHelper(bus, limits);
        helper.supervisor.start();
        return helper;
    }

    /// Waits for the first attempt to end; throws why it failed.
    public DBusHelper awaitConnected() {
        supervisor.line();
        return this;
    }

    @Override
    public Connection connection() {
        return supervisor.connection();
    }

    @Override
    public List<ContainerView> containers() {
        return view.containers();
    }

    @Override
    public List<LabView> labs() {
        return view.labs();
    }

    @Override
    public Job create(ContainerSpec spec, Map<String, FileDescriptor> attachments, boolean start) {
        Map<String, Object> given =
                attachments.isEmpty() ? Map.of("start", start) : Map.of("start", start, "attachments", attachments);
        return begin(
                "create", spec.name(), line -> manager(line).CreateContainer(SpecWriter.write(spec), options(given)));
    }

    @Override
    public Job act(String id, Action action, Map<String, Object> given) {
        Map<String, Variant<?>> options = options(given);
        String signal = String.valueOf(given.getOrDefault("signal", "KILL"));
        return begin(action.name().toLowerCase(java.util.Locale.ROOT), name(id), line -> {
            Container it = container(line, id);
            return switch (action) {
                case START -> it.Start(options);
                case STOP -> it.Stop(options);
                case KILL -> it.Kill(signal, Map.of());
                case RESTART -> it.Restart(options);
                case FREEZE -> it.Freeze(options);
                case THAW -> it.Thaw(options);
                case DELETE -> it.Delete(options);
            };
        });
    }

    @Override
    public Job update(String id, String limits) {
        return begin("update", name(id), line -> container(line, id).Update(limits, Map.of()));
    }

    @Override
    public Job exec(String id, ProcessSpec process, @Nullable Stdio stdio) {
        String document = SpecWriter.write(process);
        return begin("exec", name(id), line -> {
            Container it = container(line, id);
            return stdio == null
                    ? it.ExecTerminal(document, Map.of())
                    : it.Exec(
                            document, Line.lend(stdio.in()), Line.lend(stdio.out()), Line.lend(stdio.err()), Map.of());
        });
    }

    @Override
    public FileDescriptor log(String id, boolean rotated) {
        Line line = supervisor.line();
        return line.take(container(line, id).Log(rotated ? options(Map.of("rotated", true)) : Map.of()));
    }

    @Override
    public String inspect(String id) {
        return container(supervisor.line(), id).Inspect();
    }

    @Override
    public String verify(String id) {
        return container(supervisor.line(), id).Verify();
    }

    @Override
    public Job fileCapabilities(String id, String path) {
        return begin("file-capabilities", name(id), line -> container(line, id).FileCapabilities(path, Map.of()));
    }

    @Override
    public Job setFileCapabilities(String id, String path, String capabilities) {
        return begin(
                "set-file-capabilities",
                name(id),
                line -> container(line, id).SetFileCapabilities(path, capabilities, Map.of()));
    }

    @Override
    public Job up(LabDocument lab, @Nullable String name) {
        Map<String, Object> options = name == null ? Map.of() : Map.of("name", name);
        return begin(
                "up",
                name == null ? lab.name() : name,
                line -> manager(line).UpLab(LabWriter.write(lab), options(options)));
    }

    @Override
    public Job check(String id) {
        return begin("check", labName(id), line -> lab(line, id).Check(Map.of()));
    }

    @Override
    public Job down(String id) {
        return begin("down", labName(id), line -> lab(line, id).Down(Map.of()));
    }

    @Override
    public Job showOthers() {
        return begin(Session.OTHERS, "", line -> manager(line).ShowOthers(Map.of()));
    }

    @Override
    public String images() {
        return manager(supervisor.line()).Images();
    }

    @Override
    public String doctor() {
        return manager(supervisor.line()).Doctor();
    }

    @Override
    public List<Sample> history(String subject) {
        return Figures.history(supervisor.line(), subject);
    }

    @Override
    public AutoCloseable listen(Listener listener) {
        return listeners.add(listener);
    }

    @Override
    public AutoCloseable watch(Consumer<Tick> ticks) {
        return figures.watch(ticks);
    }

    @Override
    public void close() {
        calls.shutdownNow();
        events.close();
        supervisor.close();
    }

    private Job begin(String kind, String target, Function<Line, DBusPath> call) {
        var job = new ClientJob(kind, target, changed -> listeners.tell(l -> l.job(changed)));
        onCaller(() -> {
            try {
                Line line = supervisor.line();
                String path = call.apply(line).getPath();
                events.run(() -> claim(line, path, job));
            } catch (HelperException e) {
                events.run(() -> job.failed(e));
            }
        });
        return job;
    }

    private void claim(Line line, String path, ClientJob job) {
        if (supervisor.isCurrent(line)) {
            jobs.claim(path, job, new JobObject(line, path, task -> quietly(_ -> task.run())));
        } else {
            job.failed(Failures.broken());
        }
    }

    /// Runs what may fail unheard.
    private void quietly(Consumer<Line> task) {
        onCaller(() -> {
            try {
                task.accept(supervisor.line());
            } catch (HelperException e) {
                org.slf4j.LoggerFactory.getLogger(DBusHelper.class).debug("not heard", e);
            }
        });
    }

    private void onCaller(Runnable task) {
        try {
            calls.execute(task);
        } catch (RejectedExecutionException e) {
            // closed
        }
    }

    /// One thread, so that calls go out in the order asked; none while there is nothing to send.
    private static ExecutorService caller() {
        return new ThreadPoolExecutor(
                0,
                1,
                5,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> Thread.ofPlatform().daemon().name("darsena-calls").unstarted(task));
    }

    private String name(String containerId) {
        return view.containers().stream()
                .filter(c -> c.id().equals(containerId))
                .map(ContainerView::name)
                .findFirst()
                .orElse(containerId);
    }

    private String labName(String labId) {
        return view.labs().stream()
                .filter(lab -> lab.id().equals(labId))
                .map(LabView::name)
                .findFirst()
                .orElse(labId);
    }

    private static Manager manager(Line line) {
        return line.object(Manager.class, Names.ROOT);
    }

    private static Container container(Line line, String id) {
        return line.object(Container.class, Names.CONTAINERS + id);
    }

    private static Lab lab(Line line, String id) {
        return line.object(Lab.class, Names.LABS + id);
    }

    private static Map<String, Variant<?>> options(Map<String, Object> options) {
        var variants = new HashMap<String, Variant<?>>();
        options.forEach((key, value) -> variants.put(key, variant(value)));
        variants.remove("signal");
        return variants;
    }

    private static Variant<?> variant(Object value) {
        return switch (value) {
            case Integer n -> new Variant<>(new UInt32(n));
            case Map<?, ?> files -> {
                var lent = new LinkedHashMap<String, org.freedesktop.dbus.FileDescriptor>();
                files.forEach((name, file) -> lent.put(String.valueOf(name), Line.lend((FileDescriptor) file)));
                yield new Variant<>(lent, "a{sh}");
            }
            default -> new Variant<>(value);
        };
    }
}
