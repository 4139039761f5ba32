package org.darsena.app.client;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.darsena.api.Names;
import org.freedesktop.dbus.connections.IDisconnectCallback;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.connections.transports.AbstractTransport;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBus;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.matchrules.DBusMatchRuleBuilder;
import org.freedesktop.dbus.messages.DBusSignal;
import org.jspecify.annotations.Nullable;

/// One connection to one bus and to the one process that owns the helper's name there. When either goes the
/// line is lost for good, and a new one is made: nothing of a successor can be taken for an answer of this
/// helper.
final class Line implements AutoCloseable {
    /// How long is waited for what.
    record Limits(Duration connect, Duration activate, Duration reply) {
        static final Limits USUAL = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(25), Duration.ofSeconds(10));
    }

    private static final List<String> LINE_ENDS = List.of("Broken pipe", "Connection reset");
    private static final String DBUS = "org.freedesktop.DBus";
    private static final String DBUS_PATH = "/org/freedesktop/DBus";

    private final DBusConnection connection;
    private final Descriptors descriptors;
    private final Limits limits;
    private final Runnable lost;
    private volatile String owner = "";
    private volatile @Nullable String lastSeen;

    private Line(DBusConnection connection, Descriptors descriptors, Limits limits, Runnable lost) {
        this.connection = connection;
        this.descriptors = descriptors;
        this.limits = limits;
        this.lost = lost;
    }

    /// Connects and finds the helper, or throws [HelperException#ABSENT].
    ///
    /// @param activate whether the bus may be asked to start the helper
    /// @param lost called, perhaps more than once and from any thread, when the line has broken; must return
    ///     at once
    static Line open(BusAddress bus, boolean activate, Limits limits, Runnable lost) {
        Line line = connect(bus, limits, lost);
        try {
            line.find(bus, activate);
            return line;
        } catch (RuntimeException e) {
            line.close();
            throw e;
        }
    }

    /// A bus that takes the connection and says nothing would hold dbus-java for ever, so a second thread
    /// waits for it.
    private static Line connect(BusAddress bus, Limits limits, Runnable lost) {
        var transport = new AtomicReference<@Nullable AbstractTransport>();
        var task = new FutureTask<>(() -> build(bus, limits, transport, lost));
        Thread.ofPlatform().daemon().name("darsena-connect").start(task);
        try {
            return task.get(limits.connect.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            // else its socket stays open until the collector comes by
            close(transport.get());
            throw notConnected(bus, transport.get() != null, innermost(e));
        } catch (TimeoutException e) {
            close(transport.get());
            throw Failures.noBus(bus, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close(transport.get());
            throw Failures.broken();
        }
    }

    private static Line build(
            BusAddress bus, Limits limits, AtomicReference<@Nullable AbstractTransport> transport, Runnable lost)
            throws DBusException {
        DBusConnection connection = DBusConnectionBuilder.forAddress(bus.address())
                .withShared(false)
                .withDisconnectCallback(new Loss(lost))
                .transportConfig()
                // else dbus-java tries for ten seconds by itself
                .withTimeout(0)
                .withPreConnectCallback(transport::set)
                .back()
                .build();
        AbstractTransport made = Objects.requireNonNull(transport.get());
        return new Line(connection, Descriptors.of(made.getTransportConnection().getChannel()), limits, lost);
    }

    private record Loss(Runnable lost) implements IDisconnectCallback {
        @Override
        public void disconnectOnError(IOException why) {
            lost.run();
        }

        @Override
        public void clientDisconnect() {
            lost.run();
        }
    }

    /// A bus that closes the line once it is there has no place for this user; dbus-java then trips over
    /// its own feet, each time in another way.
    private static HelperException notConnected(BusAddress bus, boolean tried, Throwable why) {
        String message = String.valueOf(why.getMessage());
        boolean nobodyThere =
                why instanceof SocketException && LINE_ENDS.stream().noneMatch(message::contains);
        return tried && !nobodyThere ? Failures.shutOut(bus) : Failures.noBus(bus, why.getMessage());
    }

    private static Throwable innermost(Throwable why) {
        Throwable last = why;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last;
    }

    private static void close(@Nullable AbstractTransport transport) {
        try {
            if (transport != null) {
                transport.close();
            }
        } catch (IOException e) {
            // it was of no use anyway
        }
    }

    private void find(BusAddress bus, boolean activate) {
        DBus dbus = new Calls(connection, DBUS, DBUS_PATH, DBus.class, limits.activate).proxy();
        on(DBus.NameOwnerChanged.class, DBUS, Names.BUS, change -> {
            lastSeen = change.newOwner;
            checkOwner();
        });
        if (!dbus.NameHasOwner(Names.BUS)) {
            if (!activate
                    || !java.util.Arrays.asList(dbus.ListActivatableNames()).contains(Names.BUS)) {
                throw Failures.noHelper(bus);
            }
            start(bus, dbus);
        }
        try {
            owner = dbus.GetNameOwner(Names.BUS);
        } catch (HelperException e) {
            throw Failures.noHelper(bus);
        }
        // it may have gone between the answer and its being noted
        checkOwner();
    }

    private void checkOwner() {
        String seen = lastSeen;
        if (seen != null && !owner.isEmpty() && !seen.equals(owner)) {
            lost.run();
        }
    }

    private static void start(BusAddress bus, DBus dbus) {
        try {
            dbus.StartServiceByName(Names.BUS, new org.freedesktop.dbus.types.UInt32(0));
        } catch (HelperException e) {
            throw Failures.notActivated(bus, e);
        }
    }

    /// An object of the helper's; its methods throw [HelperException].
    <T extends DBusInterface> T object(Class<T> type, String path) {
        return new Calls(connection, owner, path, type, limits.reply).proxy();
    }

    /// Calls `handler`, from dbus-java's signal thread and in order, for each such signal that the helper
    /// sent.
    <S extends DBusSignal> void on(Class<S> type, Consumer<S> handler) {
        on(type, owner, null, handler);
    }

    private <S extends DBusSignal> void on(Class<S> type, String sender, @Nullable String first, Consumer<S> handler) {
        try {
            var rule = DBusMatchRuleBuilder.create().withType(type).withSender(sender);
            if (first != null) {
                rule.withArg0123(0, first);
            }
            connection.addSigHandler(rule.build(), handler::accept);
        } catch (DBusException | RuntimeException e) {
            throw Failures.broken();
        }
    }

    /// A descriptor that came in a reply, the caller's from now on.
    FileDescriptor take(org.freedesktop.dbus.FileDescriptor received) {
        try {
            return descriptors.take(received.getIntFileDescriptor());
        } catch (IOException e) {
            throw Failures.unreadable("descriptor " + received.getIntFileDescriptor(), e);
        }
    }

    /// A descriptor to send; it stays the caller's.
    static org.freedesktop.dbus.FileDescriptor lend(FileDescriptor descriptor) {
        try {
            int number = Descriptors.number(descriptor);
            Descriptors.share(number);
            return new org.freedesktop.dbus.FileDescriptor(number);
        } catch (IOException e) {
            throw Failures.unreadable("descriptor", e);
        }
    }

    /// Takes up to some seconds where the bus is stuck.
    @Override
    public void close() {
        connection.disconnect();
    }
}
