package org.darsena.runtime.lab.check;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.darsena.runtime.lab.check.Seen.Way;
import org.darsena.runtime.net.NetNs;

/// A TCP connection made by a socket of a node's own network namespace.
final class TcpProbe {
    private final Site site;

    TcpProbe(Site site) {
        this.site = site;
    }

    /// What is done with a connection that stands.
    @FunctionalInterface
    interface Talk {
        Seen with(Socket socket, long connectMillis) throws IOException;
    }

    /// Only whether it stands.
    Seen connect(NetNs from, InetAddress to, int port, Duration limit) throws IOException {
        return talk(from, to, port, limit, (_, millis) -> new Seen(Way.WORKS, "connected in " + millis + " ms"));
    }

    Seen talk(NetNs from, InetAddress to, int port, Duration limit, Talk talk) throws IOException {
        return from.call(() -> {
            try (IcmpEar ear = IcmpEar.open(site.kernel, to);
                    Dial dial = new Dial(new InetSocketAddress(to, port))) {
                Dial.Line line;
                try {
                    line = dial.connect(limit);
                } catch (IOException e) {
                    return refused(e, ear.about(to, port, dial.ports()));
                }
                return talk.with(line.channel().socket(), line.millis());
            }
        });
    }

    private Seen refused(IOException e, Optional<IcmpEar.Word> word) {
        if (word.isPresent()) {
            IcmpEar.Word w = word.get();
            String by = w.by() == null ? "" : ", says " + site.named(w.by());
            return new Seen(
                    w.onPurpose() ? Way.PROHIBITED : Way.NO_WAY, (w.onPurpose() ? "refused: " : "") + w.text() + by);
        }
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return switch (e) {
            case SocketTimeoutException _ -> new Seen(Way.SILENT, "timed out");
            case NoRouteToHostException _ -> new Seen(Way.NO_WAY, "no route to host");
            case ConnectException _ when text.contains("timed out") -> new Seen(Way.SILENT, "timed out");
            case ConnectException _ when text.contains("refused") -> new Seen(Way.CLOSED, "connection refused");
            case SocketException _ when text.contains("unreachable") -> new Seen(Way.NO_WAY, "network is unreachable");
            case SocketException _
            when text.contains("not permitted") || text.contains("permission denied") ->
                new Seen(Way.PROHIBITED, "refused by the node's own rules");
            default -> new Seen(Way.DENIED, text);
        };
    }
}
