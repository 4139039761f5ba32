package org.darsena.runtime.net;

import java.time.Duration;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;

/// The transport below [Netlink]: sends messages, matches answers to them by sequence number. Not
/// thread-safe.
///
/// rtnetlink works inside the send, so the answers are there when it returns; the time limit only guards
/// against a kernel that does otherwise.
final class NetlinkSocket implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int DUMP_BUFFER = 32 * 1024; // the kernel fills no more than this per datagram
    static final int TRIES = 20;

    private final Kernel kernel;
    private final Fd socket;
    private final byte[] buffer = new byte[DUMP_BUFFER];
    private final byte[] small = new byte[8 * 1024];
    private int sequence;

    /// Takes over `socket`, a NETLINK_ROUTE socket.
    NetlinkSocket(Kernel kernel, Fd socket) throws ErrnoException {
        this.kernel = kernel;
        this.socket = socket;
        kernel.setOption(socket, Linux.SOL_NETLINK, Linux.NETLINK_EXT_ACK, 1);
        kernel.setOption(socket, Linux.SOL_NETLINK, Linux.NETLINK_CAP_ACK, 1);
        kernel.setOption(socket, Linux.SOL_NETLINK, Linux.NETLINK_GET_STRICT_CHK, 1);
        kernel.setOption(socket, Linux.SOL_SOCKET, Linux.SO_RCVBUF, 1 << 20);
        kernel.receiveTimeout(socket, LIMIT);
        kernel.bindNetlink(socket, 0, 0);
    }

    /// What [#exchange] finds out; `index` counts the messages of the batch from 0.
    interface Answers {
        void acknowledged(int index, int errno, String kernelText);

        /// An object the kernel sent; `reader` stands at the start of its payload.
        default void object(int index, NlReader reader) {}
    }

    /// Numbers for `count` messages; the first is returned.
    int reserve(int count) {
        int first = sequence + 1;
        sequence += count;
        return first;
    }

    /// Sends `count` messages numbered from `first`, each with NLM_F_ACK, and waits for all their
    /// acknowledgements.
    void exchange(byte[] messages, int first, int count, Answers answers) throws ErrnoException {
        kernel.send(socket, messages);
        int open = count;
        while (open > 0) {
            NlReader reader = new NlReader(small, receive(small));
            while (reader.nextMessage()) {
                int index = reader.sequence() - first;
                if (index < 0 || index >= count) {
                    continue; // left over from an exchange that broke off
                }
                if (reader.messageType() == Nl.NLMSG_ERROR) {
                    answers.acknowledged(index, -reader.headerU32(0), extendedText(reader));
                    open--;
                } else {
                    answers.object(index, reader);
                }
            }
        }
    }

    /// What a dump finds. A dump the kernel calls inconsistent is begun anew.
    interface Dump {
        /// How often at most it is begun anew; 1: what came is taken, whole or not.
        int tries();

        /// Forget what came so far.
        void restart();

        /// `reader` stands at the start of a payload.
        void object(NlReader reader);
    }

    /// Sends the dump request in `writer` (begun with a number of [#reserve]) and hands over all its
    /// answers.
    void dump(byte[] request, int number, Dump dump) throws ErrnoException {
        for (int attempt = 0; attempt < dump.tries(); attempt++) {
            dump.restart();
            kernel.send(socket, request);
            if (receiveDump(number, dump) || dump.tries() == 1) {
                return;
            }
        }
        throw new ErrnoException("netlink dump", Errno.EAGAIN, "changed while it was read, " + dump.tries() + " times");
    }

    private boolean receiveDump(int number, Dump dump) throws ErrnoException {
        boolean consistent = true;
        while (true) {
            NlReader reader = new NlReader(buffer, receive(buffer));
            while (reader.nextMessage()) {
                if (reader.sequence() != number) {
                    continue;
                }
                consistent &= (reader.messageFlags() & Nl.NLM_F_DUMP_INTR) == 0;
                switch (reader.messageType()) {
                    case Nl.NLMSG_DONE -> {
                        fail(reader);
                        return consistent;
                    }
                    case Nl.NLMSG_ERROR -> {
                        fail(reader);
                        return consistent;
                    }
                    default -> dump.object(reader);
                }
            }
        }
    }

    private static void fail(NlReader reader) throws ErrnoException {
        int errno = -reader.headerU32(0);
        if (errno > 0) {
            throw new ErrnoException("netlink dump", errno, extendedText(reader));
        }
    }

    private int receive(byte[] into) throws ErrnoException {
        int length = kernel.receive(socket, into, Linux.MSG_TRUNC);
        if (length > into.length) {
            throw new ErrnoException("recv", Errno.EMSGSIZE, "netlink answer of " + length + " bytes");
        }
        return length;
    }

    /// The kernel's words in an acknowledgement: attributes behind the error number and the request's own
    /// header.
    private static String extendedText(NlReader reader) {
        if ((reader.messageFlags() & Nl.NLM_F_ACK_TLVS) == 0 || (reader.messageFlags() & Nl.NLM_F_CAPPED) == 0) {
            return "";
        }
        reader.skip(4 + Nl.HEADER);
        while (reader.nextAttribute()) {
            if (reader.attribute() == Nl.NLMSGERR_ATTR_MSG) {
                return reader.string();
            }
        }
        return "";
    }

    @Override
    public void close() {
        socket.close();
    }
}
