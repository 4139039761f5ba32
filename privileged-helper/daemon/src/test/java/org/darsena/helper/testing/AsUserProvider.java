package org.darsena.helper.testing;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import jnr.ffi.LibraryLoader;
import org.freedesktop.dbus.connections.BusAddress;
import org.freedesktop.dbus.connections.config.TransportConfig;
import org.freedesktop.dbus.connections.transports.AbstractTransport;
import org.freedesktop.dbus.exceptions.TransportConfigurationException;
import org.freedesktop.dbus.spi.transport.ITransportProvider;
import org.freedesktop.dbus.transport.junixsocket.JUnixSocketBusAddress;
import org.freedesktop.dbus.transport.junixsocket.JUnixSocketUnixTransport;

/// Connects to a bus as another user from within the test's own JVM: the connecting thread takes that user's
/// effective id while it connects, which is what the bus is told by SO_PEERCRED. The client is dbus-java as it is.
public final class AsUserProvider implements ITransportProvider {
    public static final String TYPE = "asuser";
    public static final String UID = "uid";

    private static final Libc LIBC = LibraryLoader.create(Libc.class).load("c");
    /// setresuid(2) without the C library, which would change all threads
    private static final long SETRESUID = System.getProperty("os.arch").equals("aarch64") ? 147 : 117;

    /// The one function needed.
    public interface Libc {
        long syscall(long number, long a, long b, long c);
    }

    @Override
    public String getTransportName() {
        return TYPE;
    }

    @Override
    public AbstractTransport createTransport(BusAddress address, TransportConfig config)
            throws TransportConfigurationException {
        if (config.getAdditionalConfig().get(UID) instanceof Integer uid) {
            return new AsUser(address, config, uid);
        }
        throw new TransportConfigurationException("for which user?");
    }

    @Override
    public String getSupportedBusType() {
        return TYPE;
    }

    @Override
    public String createDynamicSessionAddress(boolean listening) {
        throw new UnsupportedOperationException();
    }

    private static final class AsUser extends JUnixSocketUnixTransport {
        private final int uid;

        AsUser(BusAddress address, TransportConfig config, int uid) throws TransportConfigurationException {
            super(new JUnixSocketBusAddress(address), config);
            this.uid = uid;
        }

        @Override
        protected SocketChannel connectImpl() throws IOException {
            effective(uid);
            try {
                return super.connectImpl();
            } finally {
                effective(0);
            }
        }

        private static void effective(int uid) throws IOException {
            if (LIBC.syscall(SETRESUID, -1, uid, -1) != 0) {
                throw new IOException("setresuid " + uid + " refused: not run as root?");
            }
        }
    }
}
