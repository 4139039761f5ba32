package org.darsena.runtime.lab.check;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.jspecify.annotations.Nullable;

/// Hears what the network says about a connection that failed: `connect` tells only "no route to host", while the ICMP
/// message behind it says who refused, and whether on purpose.
///
/// To be opened, used and closed by one thread inside the network namespace.
final class IcmpEar implements AutoCloseable {
    private static final int AF_INET6 = 10;
    private static final int IPPROTO_ICMP = 1;
    private static final int IPPROTO_ICMPV6 = 58;
    private static final int TCP = 6;
    private static final int V6_HEADER = 40;

    private final Kernel kernel;
    private final Fd socket;
    private final boolean v4;

    private IcmpEar(Kernel kernel, Fd socket, boolean v4) {
        this.kernel = kernel;
        this.socket = socket;
        this.v4 = v4;
    }

    static IcmpEar open(Kernel kernel, InetAddress destination) throws ErrnoException {
        boolean v4 = destination instanceof Inet4Address;
        Fd socket = v4
                ? kernel.socket(Linux.AF_INET, Linux.SOCK_RAW, IPPROTO_ICMP)
                : kernel.socket(AF_INET6, Linux.SOCK_RAW, IPPROTO_ICMPV6);
        return new IcmpEar(kernel, socket, v4);
    }

    /// A refusal.
    ///
    /// @param onPurpose whether a filter refused, rather than that there was no way
    /// @param by who said so; null: not known
    record Word(boolean onPurpose, String text, @Nullable InetAddress by) {}

    /// What was heard so far about the TCP connection from one of `localPorts` to
    /// `destination`:`port`.
    Optional<Word> about(InetAddress destination, int port, List<Integer> localPorts) throws ErrnoException {
        byte[] buffer = new byte[2048];
        Word last = null;
        while (true) {
            int length;
            try {
                length = kernel.receive(socket, buffer, Linux.MSG_DONTWAIT);
            } catch (ErrnoException e) {
                if (e.errno() == Errno.EAGAIN) {
                    return Optional.ofNullable(last);
                }
                throw e;
            }
            byte[] packet = Arrays.copyOf(buffer, Math.min(length, buffer.length));
            Word word = v4 ? v4(packet, destination, port, localPorts) : v6(packet, destination, port, localPorts);
            last = word != null ? word : last;
        }
    }

    /// An IPv4 packet: its header, ICMP's 8 bytes, then the header of ours that it is about and 8 bytes more.
    static @Nullable Word v4(byte[] p, InetAddress destination, int port, List<Integer> localPorts) {
        int icmp = p.length > 0 ? (p[0] & 15) * 4 : 0;
        int inner = icmp + 8;
        if (p.length < inner + 20 || (p[icmp] & 255) != 3) {
            return null;
        }
        int tcp = inner + (p[inner] & 15) * 4;
        boolean ours = p.length >= tcp + 4
                && p[inner + 9] == TCP
                && Arrays.equals(Arrays.copyOfRange(p, inner + 16, inner + 20), destination.getAddress())
                && localPorts.contains(u16(p, tcp))
                && u16(p, tcp + 2) == port;
        return ours ? v4(p[icmp + 1] & 255, address(Arrays.copyOfRange(p, 12, 16))) : null;
    }

    /// Codes of "destination unreachable" (RFC 792, 1122, 1812).
    private static Word v4(int code, @Nullable InetAddress by) {
        return switch (code) {
            case 0, 6, 11 -> new Word(false, "network unreachable", by);
            case 1, 7, 12 -> new Word(false, "host unreachable", by);
            case 3 -> new Word(true, "port unreachable", by); // a closed TCP port says so by a reset
            case 9, 10, 13 -> new Word(true, "administratively prohibited", by);
            default -> new Word(false, "unreachable, code " + code, by);
        };
    }

    /// As [#v4], but the outer header is not handed over, so nobody can be named.
    static @Nullable Word v6(byte[] p, InetAddress destination, int port, List<Integer> localPorts) {
        int inner = 8;
        int tcp = inner + V6_HEADER;
        boolean ours = p.length >= tcp + 4
                && (p[0] & 255) == 1
                && p[inner + 6] == TCP
                && Arrays.equals(Arrays.copyOfRange(p, inner + 24, inner + 40), destination.getAddress())
                && localPorts.contains(u16(p, tcp))
                && u16(p, tcp + 2) == port;
        if (!ours) {
            return null;
        }
        return switch (p[1] & 255) { // RFC 4443
            case 0 -> new Word(false, "network unreachable", null);
            case 1 -> new Word(true, "administratively prohibited", null);
            case 4 -> new Word(true, "port unreachable", null);
            case 5, 6 -> new Word(true, "refused by policy", null);
            default -> new Word(false, "host unreachable", null);
        };
    }

    private static int u16(byte[] p, int at) {
        return (p[at] & 255) << 8 | p[at + 1] & 255;
    }

    private static @Nullable InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
