package org.darsena.helper.bus;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.darsena.helper.bus.Outgoing.DescriptorReturn;
import org.freedesktop.dbus.connections.BusAddress;
import org.freedesktop.dbus.connections.config.TransportConfig;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.MessageTypeException;
import org.freedesktop.dbus.exceptions.TransportConfigurationException;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.transport.junixsocket.JUnixSocketBusAddress;
import org.freedesktop.dbus.transport.junixsocket.JUnixSocketUnixTransport;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The line to the bus. Calls go to [Incoming]; of signals only the bus's own word that a connection has left is
/// heeded, since any client may send us any signal; replies to calls of ours go to dbus-java, which waits for them.
/// One write per message, where dbus-java makes one per number.
///
/// Threads: one reads, one writes.
public final class BusTransport extends JUnixSocketUnixTransport {
    /// Largest body of a call that is kept, in bytes: a document of the largest size in the widest script.
    public static final int MAX_BODY = (3 << 20) + (64 << 10);

    private static final Logger LOG = LoggerFactory.getLogger(BusTransport.class);
    private static final String DBUS = "org.freedesktop.DBus";

    private final Sink sink;
    private final AtomicBoolean lost = new AtomicBoolean();

    /// What the transport reports to.
    interface Sink extends Incoming {
        /// A message of so many bytes has been written, or given up.
        void sent(Message message, int bytes);
    }

    BusTransport(BusAddress address, TransportConfig config, Sink sink) throws TransportConfigurationException {
        super(new JUnixSocketBusAddress(address), config);
        this.sink = sink;
    }

    /// The next reply to a call of ours; null where the message was another.
    @Override
    public @Nullable Message readMessage() throws IOException, DBusException {
        try {
            AFUNIXSocketChannel line = line();
            Frame frame = Frame.read(line, MAX_BODY);
            List<FileDescriptor> descriptors = List.of(line.getReceivedFileDescriptors());
            Message message = frame.readable() ? decode(frame, descriptors.size()) : null;
            if (message instanceof MethodCall call) {
                sink.call(new Call(call, frame.size(), !frame.kept(), descriptors));
                return null;
            }
            descriptors.forEach(Descriptors::close);
            if (message instanceof DBusSignal signal) {
                heed(signal);
                return null;
            }
            return frame.kept() ? message : null;
        } catch (IOException e) {
            if (lost.compareAndSet(false, true)) {
                sink.gone(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            }
            throw e;
        }
    }

    private static @Nullable Message decode(Frame frame, int descriptors) {
        try {
            List<org.freedesktop.dbus.FileDescriptor> indexes = new ArrayList<>();
            for (int i = 0; i < descriptors; i++) {
                indexes.add(new org.freedesktop.dbus.FileDescriptor(i));
            }
            return MessageFactory.createMessage(frame.type(), frame.fixed(), frame.header(), frame.body(), indexes);
        } catch (DBusException | MessageTypeException | RuntimeException e) {
            // header fields that dbus-java doesn't know; it would end its reading thread over them
            LOG.warn("a message was thrown away: {}", e.toString());
            return null;
        }
    }

    private void heed(DBusSignal signal) throws DBusException {
        if (!DBUS.equals(signal.getSource())
                || !DBUS.equals(signal.getInterface())
                || !"NameOwnerChanged".equals(signal.getName())) {
            return;
        }
        Object[] args = signal.getParameters();
        if (args.length == 3 && args[0] instanceof String name && name.startsWith(":") && args[2].equals("")) {
            sink.left(name);
        }
    }

    @Override
    public void writeMessage(Message message) throws IOException {
        FileDescriptor descriptor = message instanceof DescriptorReturn reply ? reply.take() : null;
        ByteBuffer bytes = joined(message.getWireData());
        int size = bytes.remaining();
        try {
            AFUNIXSocketChannel line = line();
            if (descriptor != null) {
                line.setOutboundFileDescriptors(descriptor);
            }
            while (bytes.hasRemaining()) {
                line.write(bytes);
            }
            if (descriptor != null) {
                line.setOutboundFileDescriptors((FileDescriptor[]) null);
            }
        } finally {
            if (descriptor != null) {
                Descriptors.close(descriptor);
            }
            sink.sent(message, size);
        }
    }

    /// dbus-java leaves the unused end of the array null.
    private static ByteBuffer joined(byte[] @Nullable [] parts) {
        int size = 0;
        for (byte[] part : parts) {
            size += part == null ? 0 : part.length;
        }
        ByteBuffer whole = ByteBuffer.allocate(size);
        for (byte[] part : parts) {
            if (part == null) {
                break;
            }
            whole.put(part);
        }
        return whole.flip();
    }

    private AFUNIXSocketChannel line() throws IOException {
        SocketChannel channel = getTransportConnection().getChannel();
        if (channel instanceof AFUNIXSocketChannel line && line.isOpen()) {
            return line;
        }
        throw new IOException("the line to the bus is closed");
    }
}
