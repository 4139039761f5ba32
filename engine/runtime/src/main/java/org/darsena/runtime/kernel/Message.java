package org.darsena.runtime.kernel;

import java.util.List;

/// One received datagram: its bytes (empty = the peer closed a SEQPACKET socket), the descriptors that came along
/// (the receiver owns and closes them), and whether the buffer was too small for bytes or descriptors.
@SuppressWarnings("ArrayRecordComponent") // a receive buffer, never compared
public record Message(byte[] data, List<Fd> fds, boolean truncated) implements AutoCloseable {
    @Override
    public void close() {
        fds.forEach(Fd::close);
    }
}
