package org.darsena.helper.bus;

import java.io.FileDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.MethodReturn;
import org.freedesktop.dbus.messages.constants.HeaderField;
import org.freedesktop.dbus.messages.constants.MessageTypes;
import org.jspecify.annotations.Nullable;

/// Messages that dbus-java cannot make by itself.
final class Outgoing {
    private static final byte NO_REPLY_EXPECTED = 1;

    private Outgoing() {}

    /// A signal to one connection. dbus-java knows broadcasts only, which everyone on the system bus can read.
    static final class Unicast extends Message {
        Unicast(byte endian, String to, String path, String iface, String member, String signature, Object... values)
                throws DBusException {
            super(endian, MessageTypes.SIGNAL.getId(), NO_REPLY_EXPECTED);
            List<Object> header = new ArrayList<>();
            header.add(createHeaderArgs(HeaderField.PATH, "o", path));
            header.add(createHeaderArgs(HeaderField.INTERFACE, "s", iface));
            header.add(createHeaderArgs(HeaderField.MEMBER, "s", member));
            header.add(createHeaderArgs(HeaderField.DESTINATION, "s", to));
            if (signature.isEmpty()) {
                padAndMarshall(header, getSerial(), null);
            } else {
                header.add(createHeaderArgs(HeaderField.SIGNATURE, "g", signature));
                padAndMarshall(header, getSerial(), signature, values);
            }
        }
    }

    /// A reply that carries one descriptor, which is closed once it is sent, or was not.
    static final class DescriptorReturn extends MethodReturn {
        private @Nullable FileDescriptor descriptor;

        DescriptorReturn(MethodCall call, FileDescriptor descriptor) throws DBusException {
            // the number written in the body is an index; the descriptor itself goes beside it, see BusTransport
            super(call, "h", new org.freedesktop.dbus.FileDescriptor(0));
            this.descriptor = descriptor;
        }

        synchronized @Nullable FileDescriptor take() {
            FileDescriptor taken = descriptor;
            descriptor = null;
            return taken;
        }
    }
}
