package org.darsena.app.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.darsena.Helper1.Error;
import org.darsena.api.Container;
import org.darsena.api.Errors;
import org.darsena.api.Job;
import org.darsena.api.Manager;
import org.darsena.api.Metrics;
import org.darsena.api.Names;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.ObjectManager;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.UInt64;
import org.freedesktop.dbus.types.Variant;

/// Stands in for the helper on a bus: the contract's objects without an engine behind them, driven by the
/// test.
final class HelperDouble implements AutoCloseable {
    private static final String CONTAINER = "org.darsena.Helper1.Container";

    final Map<String, Map<String, Variant<?>>> containers = new ConcurrentHashMap<>();
    final List<String> calls = new CopyOnWriteArrayList<>();
    /// What happens within the call of a verb, before it returns: gets the job's path.
    volatile Consumer<String> inCall = path -> completed(path, "", Map.of(), Map.of());

    volatile Consumer<FileDescriptor> streams = fd -> {};
    volatile int terminal = -1;
    volatile int log = -1;
    /// The helper tells a client of objects only once it has subscribed.
    volatile boolean subscribed;

    private final AtomicInteger jobs = new AtomicInteger();
    private final DBusConnection connection;

    HelperDouble(BusAddress bus) throws DBusException {
        connection = DBusConnectionBuilder.forAddress(bus.address())
                .withShared(false)
                .transportConfig()
                .withTimeout(0)
                .back()
                .build();
        connection.exportObject(Names.ROOT, new Root());
        connection.exportObject(Names.METRICS, new Figures());
        connection.requestBusName(Names.BUS);
    }

    /// Leaves the bus, as a killed helper does.
    @Override
    public void close() {
        connection.disconnect();
    }

    static Map<String, Variant<?>> container(String name, String state) {
        var p = new LinkedHashMap<String, Variant<?>>();
        p.put("Name", new Variant<>(name));
        p.put("Owner", new Variant<>(new UInt32(1000)));
        p.put("OwnerName", new Variant<>("ana"));
        p.put("State", new Variant<>(state));
        p.put("Kind", new Variant<>("application"));
        p.put("Image", new Variant<>("host"));
        p.put("Pid", new Variant<>(new UInt32(4711)));
        p.put("Created", new Variant<>(new UInt64(1_000_000)));
        p.put("Started", new Variant<>(new UInt64(2_000_000)));
        p.put("ExitCode", new Variant<>(-1));
        p.put("Reason", new Variant<>(""));
        p.put("Addresses", new Variant<>(List.of("10.213.0.9/22"), "as"));
        p.put("Lab", new Variant<>(""));
        p.put("Node", new Variant<>(""));
        p.put("MemoryLimit", new Variant<>(new UInt64(256L << 20)));
        p.put("CpuLimit", new Variant<>(0.5));
        p.put("PidsLimit", new Variant<>(new UInt64(64)));
        p.put("Labels", new Variant<>(Map.of("team", "web"), "a{ss}"));
        return p;
    }

    /// Adds it without telling.
    void put(String id, String name, String state) {
        String path = Names.CONTAINERS + id;
        if (containers.put(path, container(name, state)) == null) {
            try {
                connection.exportObject(path, new One(path));
            } catch (DBusException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    void add(String id, String name, String state) {
        put(id, name, state);
        String path = Names.CONTAINERS + id;
        tell(() -> new ObjectManager.InterfacesAdded(
                Names.ROOT, new DBusPath(path), Map.of(CONTAINER, containers.getOrDefault(path, Map.of()))));
    }

    void remove(String id) {
        String path = Names.CONTAINERS + id;
        containers.remove(path);
        connection.unExportObject(path);
        tell(() -> new ObjectManager.InterfacesRemoved(Names.ROOT, new DBusPath(path), List.of(CONTAINER)));
    }

    void change(String id, String property, Variant<?> value) {
        String path = Names.CONTAINERS + id;
        containers.computeIfPresent(path, (key, old) -> {
            var now = new LinkedHashMap<>(old);
            now.put(property, value);
            return now;
        });
        tell(() -> new Properties.PropertiesChanged(path, CONTAINER, Map.of(property, value), List.of()));
    }

    void progress(String path, double fraction, String step, Map<String, String> args) {
        send(() -> new Job.Progress(path, fraction, step, args));
    }

    void started(String path) {
        send(() -> new Job.Started(path));
    }

    void completed(String path, String error, Map<String, String> detail, Map<String, Variant<?>> result) {
        send(() -> new Job.Completed(path, error, detail, result));
    }

    void index(List<String> subjects) {
        send(() -> new Metrics.Index(Names.METRICS, subjects));
    }

    void sample(long millis, List<Double> values) {
        send(() -> new Metrics.Sample(Names.METRICS, new UInt64(millis), values));
    }

    private interface Made {
        DBusSignal make() throws DBusException;
    }

    private void tell(Made signal) {
        if (subscribed) {
            send(signal);
        }
    }

    private void send(Made signal) {
        try {
            connection.sendMessage(signal.make());
        } catch (DBusException e) {
            throw new IllegalStateException(e);
        }
    }

    private DBusPath job(String call) {
        String path = Names.JOBS + jobs.incrementAndGet();
        try {
            connection.exportObject(path, new Work(path));
        } catch (DBusException e) {
            throw new IllegalStateException(e);
        }
        calls.add(call);
        inCall.accept(path);
        return new DBusPath(path);
    }

    private final class Root implements Manager, ObjectManager {
        @Override
        public Map<DBusPath, Map<String, Map<String, Variant<?>>>> GetManagedObjects() {
            var all = new LinkedHashMap<DBusPath, Map<String, Map<String, Variant<?>>>>();
            containers.forEach((path, p) -> all.put(new DBusPath(path), Map.of(CONTAINER, p)));
            return all;
        }

        @Override
        public Map<String, Variant<?>> Subscribe(Map<String, Variant<?>> options) {
            calls.add("Subscribe");
            subscribed = true;
            return Map.of(
                    "version", new Variant<>("9.9"),
                    "uid", new Variant<>(new UInt32(0)),
                    "authority", new Variant<>("private-bus"));
        }

        @Override
        public void Unsubscribe() {}

        @Override
        public DBusPath ShowOthers(Map<String, Variant<?>> options) {
            return job("ShowOthers");
        }

        @Override
        public DBusPath CreateContainer(String spec, Map<String, Variant<?>> options) {
            return job("CreateContainer " + spec.replaceAll("\\s+", "") + " " + plain(options));
        }

        @Override
        public DBusPath UpLab(String lab, Map<String, Variant<?>> options) {
            return job("UpLab " + plain(options));
        }

        @Override
        public String Images() {
            return "{\"images\":[]}";
        }

        @Override
        public String Doctor() {
            return "{}";
        }

        @Override
        public String getObjectPath() {
            return Names.ROOT;
        }
    }

    private final class One implements Container {
        private final String path;

        One(String path) {
            this.path = path;
        }

        private DBusPath verb(String name, Map<String, Variant<?>> options) {
            return job(name + " " + path.substring(Names.CONTAINERS.length()) + " " + plain(options));
        }

        @Override
        public DBusPath Start(Map<String, Variant<?>> options) {
            return verb("Start", options);
        }

        @Override
        public DBusPath Stop(Map<String, Variant<?>> options) {
            return verb("Stop", options);
        }

        @Override
        public DBusPath FileCapabilities(String file, Map<String, Variant<?>> options) {
            return verb("FileCapabilities " + file, options);
        }

        @Override
        public DBusPath SetFileCapabilities(String file, String capabilities, Map<String, Variant<?>> options) {
            return verb("SetFileCapabilities " + file + " " + capabilities, options);
        }

        @Override
        public DBusPath Kill(String signal, Map<String, Variant<?>> options) {
            return verb("Kill " + signal, options);
        }

        @Override
        public DBusPath Restart(Map<String, Variant<?>> options) {
            return verb("Restart", options);
        }

        @Override
        public DBusPath Update(String limits, Map<String, Variant<?>> options) {
            return verb("Update " + limits, options);
        }

        @Override
        public DBusPath Freeze(Map<String, Variant<?>> options) {
            return verb("Freeze", options);
        }

        @Override
        public DBusPath Thaw(Map<String, Variant<?>> options) {
            return verb("Thaw", options);
        }

        @Override
        public DBusPath Delete(Map<String, Variant<?>> options) {
            return verb("Delete", options);
        }

        @Override
        public DBusPath Exec(
                String process,
                FileDescriptor in,
                FileDescriptor out,
                FileDescriptor err,
                Map<String, Variant<?>> options) {
            streams.accept(out);
            return verb("Exec", options);
        }

        @Override
        public DBusPath ExecTerminal(String process, Map<String, Variant<?>> options) {
            return verb("ExecTerminal", options);
        }

        @Override
        public FileDescriptor Log(Map<String, Variant<?>> options) {
            if (log < 0) {
                throw new Error.NotFound("{\"what\":\"log\",\"name\":\"x\"}");
            }
            return new FileDescriptor(log);
        }

        @Override
        public String Inspect() {
            throw new Error.State("{\"name\":\"web\",\"state\":\"STOPPED\",\"verb\":\"exec\",\"n\":3}");
        }

        @Override
        public String Verify() {
            return "{\"verified\":\"" + path + "\"}";
        }

        @Override
        public String getObjectPath() {
            return path;
        }
    }

    private final class Work implements Job {
        private final String path;

        Work(String path) {
            this.path = path;
        }

        @Override
        public void Cancel() {
            calls.add("Cancel");
            completed(path, Errors.CANCELLED, Map.of(), Map.of());
        }

        @Override
        public FileDescriptor TakeTerminal() {
            return new FileDescriptor(terminal);
        }

        @Override
        public void Resize(int columns, int rows) {
            calls.add("Resize " + columns + " " + rows);
        }

        @Override
        public void Signal(String signal) {
            calls.add("Signal " + signal);
        }

        @Override
        public String getObjectPath() {
            return path;
        }
    }

    private final class Figures implements Metrics {
        @Override
        public void Watch() {
            calls.add("Watch");
        }

        @Override
        public void Unwatch() {
            calls.add("Unwatch");
        }

        @Override
        public List<Double> History(String subject) {
            return new ArrayList<>(List.of(1000.0, 0.1, 1.0, 2.0, 3.0, 4.0, 2000.0, 0.2, 1.0, 2.0, 3.0, 5.0));
        }

        @Override
        public String getObjectPath() {
            return Names.METRICS;
        }
    }

    private static Map<String, Object> plain(Map<String, Variant<?>> options) {
        var plain = new java.util.TreeMap<String, Object>();
        options.forEach((key, value) -> plain.put(key, value.getSig() + "=" + value.getValue()));
        return plain;
    }

    /// What the other end of an exec's stream would write.
    static void write(java.io.FileDescriptor to, String text) {
        try (var out = new java.io.FileOutputStream(to)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
