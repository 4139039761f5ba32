package org.darsena.runtime.lab.check;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Connects, and does not sit out a lost SYN: while routing settles, the way back may be missing when the way there is
/// known; then a SYN is lost without a word, and the kernel sends it again only after a whole second. So a further
/// connection is begun every [#AGAIN_MILLIS]; the first that stands is taken, and the first error is the answer.
///
/// To be opened, used and closed by one thread inside the network namespace.
final class Dial implements AutoCloseable {
    static final long AGAIN_MILLIS = 200;

    private final InetSocketAddress to;
    private final List<Begun> begun = new ArrayList<>();

    private record Begun(SocketChannel channel, int port, long since) {}

    /// A connection that stands, made within so many ms.
    record Line(SocketChannel channel, long millis) {}

    Dial(InetSocketAddress to) {
        this.to = to;
    }

    /// Local ports of all that were begun: what ICMP says of one of them is about us.
    List<Integer> ports() {
        return begun.stream().map(Begun::port).toList();
    }

    /// Throws what the first refused one threw; [SocketTimeoutException] once `limit` is over.
    Line connect(Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        try (Selector any = Selector.open()) {
            for (long left = limit.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                begin(any);
                any.select(key -> {}, Math.min(left, AGAIN_MILLIS));
                for (Begun one : begun) {
                    if (one.channel().finishConnect()) {
                        long millis = (System.nanoTime() - one.since()) / 1_000_000;
                        SelectionKey key = one.channel().keyFor(any);
                        if (key != null) {
                            key.cancel();
                        }
                        any.selectNow(); // else it could not block
                        one.channel().configureBlocking(true);
                        return new Line(one.channel(), millis);
                    }
                }
            }
        }
        throw new SocketTimeoutException("timed out");
    }

    private void begin(Selector any) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        try {
            channel.bind(new InetSocketAddress(0)); // so that what ICMP says can be told apart by our port
            int port = channel.socket().getLocalPort();
            begun.add(new Begun(channel, port, System.nanoTime()));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        if (!channel.connect(to)) {
            channel.register(any, SelectionKey.OP_CONNECT);
        }
    }

    @Override
    public void close() throws IOException {
        for (Begun one : begun) {
            one.channel().close();
        }
    }
}
