package org.darsena.runtime.net;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/// One rtnetlink(7) socket; it stays in the network namespace it was opened in ([NetNs#netlink()]).
///
/// Any thread may call; calls wait for each other. Calls are quick (the kernel works within them) but do
/// hold a platform thread.
public final class Netlink implements AutoCloseable {
    private static final int IFINFOMSG = 16;
    private static final int IFADDRMSG = 8;
    private static final int RTMSG = 12;

    private final NetlinkSocket socket;
    private final ReentrantLock lock = new ReentrantLock();

    /// Takes over `socket`.
    Netlink(Kernel kernel, Fd socket) throws ErrnoException {
        this.socket = new NetlinkSocket(kernel, socket);
    }

    /// Carries out `requests` in order. The first that fails is thrown; those of the same batch (at most
    /// a hundred) after it have been tried all the same, later ones not. See [#attempt] for who wants to
    /// know each.
    public void execute(List<? extends Request> requests, NsLookup namespaces) throws IOException {
        for (RequestResult result : run(requests, namespaces, false)) {
            if (result.refused()) {
                throw new NetlinkException(result);
            }
        }
    }

    public void execute(Request... requests) throws IOException {
        execute(List.of(requests), NsLookup.NONE);
    }

    /// Tries all of `requests`, whichever of them fail, and tells how each ended, in order.
    public List<RequestResult> attempt(List<? extends Request> requests, NsLookup namespaces) throws IOException {
        return run(requests, namespaces, true);
    }

    /// Like [#attempt], but after a batch with a failure the rest is [RequestResult#NOT_SENT].
    List<RequestResult> run(List<? extends Request> requests, NsLookup namespaces, boolean goOn) throws IOException {
        lock.lock();
        try {
            return new NetlinkBatch(socket, namespaces, goOn).run(requests);
        } finally {
            lock.unlock();
        }
    }

    /// The link of that name, if there is one.
    public Optional<LinkInfo> link(String name) throws IOException {
        lock.lock();
        try {
            return Optional.ofNullable(NetlinkBatch.links(socket, List.of(name)).get(0));
        } finally {
            lock.unlock();
        }
    }

    /// Like [#link], but its absence is a [NetlinkException] with ENODEV.
    public LinkInfo require(String name) throws IOException {
        return link(name)
                .orElseThrow(
                        () -> new NetlinkException("ip link show " + name, name, Errno.ENODEV, "no such interface"));
    }

    /// All links with their counters.
    public List<LinkInfo> links() throws IOException {
        return dump(Nl.RTM_GETLINK, IFINFOMSG, Nl.RTM_NEWLINK, Replies::link);
    }

    /// As [#links], but while links come and go some may be missing: for who asks again soon.
    List<LinkInfo> linksSoFar() throws IOException {
        return dump(Nl.RTM_GETLINK, IFINFOMSG, _ -> {}, Nl.RTM_NEWLINK, Replies::link, 1);
    }

    /// All links of one kind (`bridge`), which the kernel picks: quick however many others there are.
    public List<LinkInfo> links(String kind) throws IOException {
        Consumer<NlWriter> filter = out -> {
            int info = out.open(Nl.IFLA_LINKINFO);
            out.attribute(Nl.IFLA_INFO_KIND, kind);
            out.close(info);
        };
        List<LinkInfo> found = dump(Nl.RTM_GETLINK, IFINFOMSG, filter, Nl.RTM_NEWLINK, Replies::link);
        found.removeIf(link -> !link.kind().equals(kind)); // a kernel may ignore the filter
        return found;
    }

    /// All addresses, v4 and v6.
    public List<AddressInfo> addresses() throws IOException {
        return dump(Nl.RTM_GETADDR, IFADDRMSG, Nl.RTM_NEWADDR, Replies::address);
    }

    /// All routes of all tables, v4 and v6.
    public List<RouteInfo> routes() throws IOException {
        return dump(Nl.RTM_GETROUTE, RTMSG, Nl.RTM_NEWROUTE, Replies::route);
    }

    private <T> List<T> dump(int request, int headerBytes, int answer, Function<NlReader, @Nullable T> parse)
            throws IOException {
        return dump(request, headerBytes, _ -> {}, answer, parse);
    }

    private <T> List<T> dump(
            int request, int headerBytes, Consumer<NlWriter> filter, int answer, Function<NlReader, @Nullable T> parse)
            throws IOException {
        return dump(request, headerBytes, filter, answer, parse, NetlinkSocket.TRIES);
    }

    private <T> List<T> dump(
            int request,
            int headerBytes,
            Consumer<NlWriter> filter,
            int answer,
            Function<NlReader, @Nullable T> parse,
            int tries)
            throws IOException {
        List<T> found = new ArrayList<>();
        NlWriter out = new NlWriter();
        lock.lock();
        try {
            int number = socket.reserve(1);
            out.begin(request, Nl.NLM_F_REQUEST | Nl.NLM_F_DUMP, number);
            for (int i = 0; i < headerBytes; i += 4) {
                out.u32(0);
            }
            filter.accept(out);
            out.end();
            rawDump(out.take(), number, tries, found::clear, reader -> {
                T object = reader.messageType() == answer ? parse.apply(reader) : null;
                if (object != null) {
                    found.add(object);
                }
            });
        } finally {
            lock.unlock();
        }
        return found;
    }

    /// Counters of all links into `sink` by index, as lean as the kernel offers them (RTM_GETSTATS). While links
    /// come and go some may be missing.
    void stats(Runnable restart, Consumer<NlReader> object) throws IOException {
        NlWriter out = new NlWriter();
        lock.lock();
        try {
            int number = socket.reserve(1);
            out.begin(Nl.RTM_GETSTATS, Nl.NLM_F_REQUEST | Nl.NLM_F_DUMP, number);
            out.u32(0).u32(0).u32(1 << Nl.IFLA_STATS_LINK_64 - 1); // struct if_stats_msg with its filter
            out.end();
            rawDump(out.take(), number, 1, restart, object);
        } finally {
            lock.unlock();
        }
    }

    private void rawDump(byte[] request, int number, int tries, Runnable restart, Consumer<NlReader> object)
            throws ErrnoException {
        socket.dump(request, number, new NetlinkSocket.Dump() {
            @Override
            public int tries() {
                return tries;
            }

            @Override
            public void restart() {
                restart.run();
            }

            @Override
            public void object(NlReader reader) {
                object.accept(reader);
            }
        });
    }

    @Override
    public void close() {
        lock.lock();
        try {
            socket.close();
        } finally {
            lock.unlock();
        }
    }
}
