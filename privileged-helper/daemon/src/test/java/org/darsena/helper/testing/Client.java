package org.darsena.helper.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.darsena.api.Container;
import org.darsena.api.Job;
import org.darsena.api.Lab;
import org.darsena.api.Manager;
import org.darsena.api.Metrics;
import org.darsena.api.Names;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.connections.BusAddress;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBus;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.interfaces.ObjectManager;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.types.Variant;

/// A client as it would be written with dbus-java, of a chosen user. Remembers every signal it can read.
public final class Client implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DBusConnection connection;
    private final List<DBusSignal> signals = new CopyOnWriteArrayList<>();

    private Client(DBusConnection connection) throws DBusException {
        this.connection = connection;
        connection.addSigHandler(Job.Progress.class, signals::add);
        connection.addSigHandler(Job.Started.class, signals::add);
        connection.addSigHandler(Job.Completed.class, signals::add);
        connection.addSigHandler(Metrics.Index.class, signals::add);
        connection.addSigHandler(Metrics.Sample.class, signals::add);
        connection.addSigHandler(ObjectManager.InterfacesAdded.class, signals::add);
        connection.addSigHandler(ObjectManager.InterfacesRemoved.class, signals::add);
        connection.addSigHandler(Properties.PropertiesChanged.class, signals::add);
    }

    public static Client connect(String address, int uid) {
        try {
            String as = AsUserProvider.TYPE + address.substring("unix".length());
            return new Client(DBusConnectionBuilder.forAddress(BusAddress.of(as))
                    .withShared(false)
                    .transportConfig()
                    .withTimeout(0)
                    .withAdditionalConfig(AsUserProvider.UID, uid)
                    .configureSasl()
                    .withSaslUid((long) uid)
                    .back()
                    .back()
                    .build());
        } catch (DBusException e) {
            throw new AssertionError(e);
        }
    }

    public DBusConnection connection() {
        return connection;
    }

    public String name() {
        return connection.getUniqueName();
    }

    public <T extends DBusInterface> T object(String path, Class<T> type) {
        return object(Names.BUS, path, type);
    }

    public <T extends DBusInterface> T object(String service, String path, Class<T> type) {
        try {
            return connection.getRemoteObject(service, path, type);
        } catch (DBusException e) {
            throw new AssertionError(e);
        }
    }

    public DBus bus() {
        return object("org.freedesktop.DBus", "/org/freedesktop/DBus", DBus.class);
    }

    /// CreateContainer with files attached: dbus-java counts only those descriptors that are arguments themselves.
    public Message createWith(String spec, Map<String, FileDescriptor> files) throws DBusException {
        var args = new ArrayList<Object>(List.of(spec, Map.of("attachments", new Variant<>(files, "a{sh}"))));
        args.addAll(files.values());
        MethodCall call = connection
                .getMessageFactory()
                .createMethodCall(
                        null,
                        Names.BUS,
                        Names.ROOT,
                        "org.darsena.Helper1.Manager",
                        "CreateContainer",
                        (byte) 0,
                        "sa{sv}",
                        args.toArray());
        connection.sendMessage(call);
        return call.getReply(10_000);
    }

    public Manager manager() {
        return object(Names.ROOT, Manager.class);
    }

    public Metrics metrics() {
        return object(Names.METRICS, Metrics.class);
    }

    public Container container(String id) {
        return object(Names.CONTAINERS + id, Container.class);
    }

    public Lab lab(String id) {
        return object(Names.LABS + id, Lab.class);
    }

    public Job job(DBusPath path) {
        return object(path.getPath(), Job.class);
    }

    public Properties properties(String path) {
        return object(path, Properties.class);
    }

    public Map<DBusPath, Map<String, Map<String, Variant<?>>>> objects() {
        return object(Names.ROOT, ObjectManager.class).GetManagedObjects();
    }

    /// Paths of the containers it sees.
    public List<String> containers() {
        List<String> paths = new ArrayList<>();
        objects().keySet().forEach(path -> {
            if (path.getPath().startsWith(Names.CONTAINERS)) {
                paths.add(path.getPath());
            }
        });
        return paths;
    }

    public List<DBusSignal> signals() {
        return signals;
    }

    public <S extends DBusSignal> List<S> signals(Class<S> type) {
        return signals.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /// Waits for a job's end.
    public Job.Completed end(DBusPath job) {
        Await.until(PATIENCE, "end of " + job, () -> ends(job).size() >= 1);
        return ends(job).getFirst();
    }

    public List<Job.Completed> ends(DBusPath job) {
        return signals(Job.Completed.class).stream()
                .filter(s -> s.getPath().equals(job.getPath()))
                .toList();
    }

    /// What a job made.
    public static Object result(Job.Completed end, String name) {
        Variant<?> value = end.result.get(name);
        if (value == null) {
            throw new AssertionError("no " + name + " in " + end.result);
        }
        return value.getValue();
    }

    /// A call as it is on the line, whatever it is.
    public Message raw(String path, String iface, String member, String signature, Object... args) {
        try {
            MethodCall call = connection
                    .getMessageFactory()
                    .createMethodCall(
                            Names.BUS, path, iface, member, (byte) 0, signature.isEmpty() ? null : signature, args);
            connection.sendMessage(call);
            Message reply = call.getReply(PATIENCE.toMillis());
            if (reply == null) {
                throw new AssertionError("no reply to " + member);
            }
            return reply;
        } catch (DBusException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
