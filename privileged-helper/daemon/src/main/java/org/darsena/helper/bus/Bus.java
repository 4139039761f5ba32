package org.darsena.helper.bus;

import java.io.FileDescriptor;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.darsena.helper.bus.BusTransport.Sink;
import org.darsena.helper.bus.Outgoing.DescriptorReturn;
import org.darsena.helper.bus.Outgoing.Unicast;
import org.freedesktop.dbus.connections.BusAddress;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.types.UInt32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Our connection to the bus. It is made once; when it breaks, [Incoming#gone] says so and nothing more comes.
///
/// Threads: all methods may be called from any. Sending never blocks: messages are written by a thread of their
/// own, in the order in which they were handed in.
public final class Bus implements AutoCloseable {
    /// Given as an address, this is the machine's system bus.
    public static final String SYSTEM = "system";

    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
    private static final String DBUS = "org.freedesktop.DBus";
    private static final String DBUS_PATH = "/org/freedesktop/DBus";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int DO_NOT_QUEUE = 4;
    private static final int PRIMARY_OWNER = 1;
    private static final long CROWDED = 1 << 20;
    private static final int LOOK_MILLIS = 1000;

    private final DBusConnection connection;
    private final Counting counting;

    private Bus(DBusConnection connection, Counting counting) {
        this.connection = connection;
        this.counting = counting;
    }

    /// Connects and begins to listen.
    ///
    /// @param address as in D-Bus, `unix:path=…` or `unix:abstract=…`, or [#SYSTEM]
    public static Bus connect(String address, Incoming incoming) throws BusException {
        Counting counting = new Counting(incoming);
        try {
            DBusConnection connection = DBusConnectionBuilder.forAddress(ours(address))
                    .withShared(false)
                    .transportConfig()
                    .withTimeout(0)
                    .withAdditionalConfig(BusTransportProvider.SINK, counting)
                    .back()
                    .build();
            Bus bus = new Bus(connection, counting);
            // only those that leave: others' coming and going is none of our business
            bus.call(
                    DBUS,
                    DBUS_PATH,
                    DBUS,
                    "AddMatch",
                    "s",
                    PATIENCE,
                    "type='signal',sender='" + DBUS + "',interface='" + DBUS + "',member='NameOwnerChanged',path='"
                            + DBUS_PATH + "',arg2=''");
            return bus;
        } catch (DBusException | CallFailed | RuntimeException e) {
            throw new BusException("no bus at " + address + ": " + e.getMessage(), e);
        }
    }

    private static BusAddress ours(String address) throws BusException {
        String known = resolve(address);
        if (!known.startsWith("unix:path=") && !known.startsWith("unix:abstract=")) {
            throw new BusException("not an address of a bus: " + known + " (unix:path=… or unix:abstract=…)");
        }
        return BusAddress.of(BusTransportProvider.TYPE + known.substring("unix".length()));
    }

    /// The address behind [#SYSTEM]; others as they are.
    public static String resolve(String address) {
        return address.equals(SYSTEM)
                ? Objects.requireNonNullElse(
                        System.getenv("DBUS_SYSTEM_BUS_ADDRESS"), "unix:path=/run/dbus/system_bus_socket")
                : address;
    }

    /// Our own unique name.
    public String uniqueName() {
        return connection.getUniqueName();
    }

    /// Takes a well-known name. Nobody may take it from us, and we take it from nobody.
    public void claim(String name) throws BusException {
        try {
            Object[] reply = call(DBUS, DBUS_PATH, DBUS, "RequestName", "su", PATIENCE, name, new UInt32(DO_NOT_QUEUE));
            if (!(reply.length == 1 && reply[0] instanceof UInt32 result && result.intValue() == PRIMARY_OWNER)) {
                throw new BusException(name + " is taken: another darsena-helper runs on this bus");
            }
        } catch (CallFailed e) {
            throw new BusException("the bus does not give us the name " + name + ": " + e.getMessage(), e);
        }
    }

    /// Calls a method and waits for its reply. An interrupt ends the wait as [CallFailed#NO_REPLY].
    ///
    /// @param signature of the arguments, empty for none
    public Object[] call(
            String to, String path, String iface, String member, String signature, Duration wait, Object... args)
            throws CallFailed {
        return call(new Wait(wait, () -> true), to, path, iface, member, signature, args);
    }

    /// How long a reply is waited for, and whether still.
    public record Wait(Duration limit, BooleanSupplier wanted) {}

    /// As [#call], but given up soon after the reply is not wanted any more.
    public Object[] call(
            Wait wait, String to, String path, String iface, String member, String signature, Object... args)
            throws CallFailed {
        try {
            MethodCall call = connection
                    .getMessageFactory()
                    .createMethodCall(to, path, iface, member, (byte) 0, signature.isEmpty() ? null : signature, args);
            connection.sendMessage(call);
            Message reply = await(call, wait);
            if (reply instanceof Error error) {
                throw new CallFailed(
                        Objects.requireNonNullElse(error.getName(), "unnamed"),
                        String.valueOf(error.getException().getMessage()));
            }
            if (reply == null) {
                throw new CallFailed(CallFailed.NO_REPLY, member + " was not answered within " + wait.limit());
            }
            return Objects.requireNonNullElse(reply.getParameters(), new Object[0]);
        } catch (DBusException e) {
            throw new CallFailed(CallFailed.DISCONNECTED, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            throw new CallFailed(CallFailed.DISCONNECTED, e.toString());
        }
    }

    private static @Nullable Message await(MethodCall call, Wait wait) {
        long end = System.nanoTime() + wait.limit().toNanos();
        for (long left = wait.limit().toNanos(); left > 0; left = end - System.nanoTime()) {
            Message reply = call.getReply(Math.clamp(left / 1_000_000, 1, LOOK_MILLIS));
            if (reply != null
                    || !wait.wanted().getAsBoolean()
                    || Thread.currentThread().isInterrupted()) {
                return reply;
            }
        }
        return null;
    }

    /// Answers a call, unless its sender asked for no answer or has one.
    public void reply(Call call, String signature, Object... values) {
        send(
                call,
                () -> connection
                        .getMessageFactory()
                        .createMethodReturn(call.message(), signature.isEmpty() ? null : signature, values));
    }

    /// Answers a call with a descriptor (`h`), which is closed here in any case.
    public void reply(Call call, FileDescriptor descriptor) {
        boolean handedOver = send(call, () -> new DescriptorReturn(call.message(), descriptor));
        if (!handedOver) {
            Descriptors.close(descriptor);
        }
    }

    /// Answers a call with an error.
    public void refuse(Call call, Refusal refusal) {
        send(
                call,
                () -> connection
                        .getMessageFactory()
                        .createError(
                                call.sender(),
                                refusal.error(),
                                call.message().getSerial(),
                                "s",
                                Json.object(refusal.args())));
    }

    private boolean send(Call call, Making making) {
        return call.answer() && call.wantsReply() && send(making);
    }

    /// Sends a signal to one connection, and to nobody else.
    public void signal(String to, String path, String iface, String member, String signature, Object... values) {
        send(() ->
                new Unicast(connection.getMessageFactory().getEndianess(), to, path, iface, member, signature, values));
    }

    /// Whether so much waits to be written that what can be left out should be.
    public boolean crowded() {
        return counting.waiting.get() > CROWDED;
    }

    private boolean send(Making making) {
        int size = 0;
        try {
            Message message = making.make();
            size = sizeOf(message);
            counting.waiting.addAndGet(size);
            connection.sendMessage(message);
            return true;
        } catch (DBusException | RuntimeException e) {
            counting.waiting.addAndGet(-size);
            // the bus is gone, or a bug of ours in a signature
            LOG.warn("a message was not sent: {}", e.toString());
            return false;
        }
    }

    private static int sizeOf(Message message) {
        int size = 0;
        for (byte[] part : message.getWireData()) {
            size += part == null ? 0 : part.length;
        }
        return size;
    }

    @Override
    public void close() {
        counting.closing = true;
        connection.disconnect();
    }

    private interface Making {
        Message make() throws DBusException;
    }

    /// Keeps count of what waits to be written, and keeps quiet about an end that we made ourselves.
    private static final class Counting implements Sink {
        private final Incoming incoming;
        private final AtomicLong waiting = new AtomicLong();
        private volatile boolean closing;

        Counting(Incoming incoming) {
            this.incoming = incoming;
        }

        @Override
        public void sent(Message message, int bytes) {
            if (!(message instanceof MethodCall)) {
                waiting.addAndGet(-bytes);
            }
        }

        @Override
        public void call(Call call) {
            incoming.call(call);
        }

        @Override
        public void left(String uniqueName) {
            incoming.left(uniqueName);
        }

        @Override
        public void gone(String why) {
            if (!closing) {
                incoming.gone(why);
            }
        }
    }
}
