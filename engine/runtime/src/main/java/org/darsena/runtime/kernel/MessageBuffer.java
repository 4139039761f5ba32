package org.darsena.runtime.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import jnr.ffi.Pointer;

/// `struct msghdr` with one data block and one SCM_RIGHTS control block (cmsg(3), LP64 layout).
final class MessageBuffer {
    private static final int HEADER = 56;
    private static final int CMSG_HEADER = 16;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_CTRUNC = 0x8;

    private final Pointer header = Native.zeroed(HEADER);
    private final Pointer vector = Native.zeroed(16);
    private final Pointer data;
    private final Pointer control;

    private MessageBuffer(int bytes, int fds) {
        data = Native.zeroed(Math.max(1, bytes));
        int controlBytes = fds == 0 ? 0 : CMSG_HEADER + (fds * 4 + 7) / 8 * 8;
        control = Native.zeroed(Math.max(CMSG_HEADER, controlBytes));
        vector.putAddress(0, data.address());
        vector.putLong(8, bytes);
        header.putAddress(16, vector.address());
        header.putLong(24, 1);
        if (fds > 0) {
            header.putAddress(32, control.address());
            header.putLong(40, controlBytes);
        }
    }

    static MessageBuffer outgoing(byte[] bytes, List<Fd> fds) {
        MessageBuffer message = new MessageBuffer(bytes.length, fds.size());
        message.data.put(0, bytes, 0, bytes.length);
        if (!fds.isEmpty()) {
            message.control.putLong(0, CMSG_HEADER + fds.size() * 4L);
            message.control.putInt(8, SOL_SOCKET);
            message.control.putInt(12, SCM_RIGHTS);
            for (int i = 0; i < fds.size(); i++) {
                message.control.putInt(CMSG_HEADER + i * 4L, fds.get(i).number());
            }
        }
        return message;
    }

    static MessageBuffer incoming(int bytes, int fds) {
        return new MessageBuffer(bytes, fds);
    }

    Pointer header() {
        return header;
    }

    Message received(int length, IntConsumer closer) {
        byte[] bytes = new byte[length];
        data.get(0, bytes, 0, length);
        List<Fd> fds = new ArrayList<>();
        long used = header.getLong(40);
        if (used >= CMSG_HEADER && control.getInt(8) == SOL_SOCKET && control.getInt(12) == SCM_RIGHTS) {
            int count = (int) (control.getLong(0) - CMSG_HEADER) / 4;
            for (int i = 0; i < count; i++) {
                fds.add(new Fd(control.getInt(CMSG_HEADER + i * 4L), closer));
            }
        }
        int flags = header.getInt(48);
        return new Message(bytes, List.copyOf(fds), (flags & (MSG_TRUNC | MSG_CTRUNC)) != 0);
    }
}
