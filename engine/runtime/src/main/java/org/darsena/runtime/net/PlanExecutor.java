package org.darsena.runtime.net;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.Fd;

/// Carries out the steps of one plan; a failure undoes what it made. One use, one thread.
final class PlanExecutor implements AutoCloseable {
    /// A namespace that died keeps its veths' names busy for 20–220 ms.
    private static final long NAME_LIMIT_NANOS = 3_000_000_000L;

    private static final long NAME_POLL_MILLIS = 5;

    private final NetNs home;
    private final Netlink homeLink;
    private final Function<NsRef, NetNs> namespaces;
    private final Map<NsRef, Netlink> opened = new HashMap<>();
    private final List<Made> made = new ArrayList<>();

    private record Made(NsRef where, String link) {}

    PlanExecutor(NetNs home, Netlink homeLink, Function<NsRef, NetNs> namespaces) {
        this.home = home;
        this.homeLink = homeLink;
        this.namespaces = namespaces;
    }

    void run(List<NetStep> steps) throws IOException {
        try {
            for (NetStep step : steps) {
                run(step);
            }
        } catch (IOException | RuntimeException e) {
            undo(e);
            throw e;
        }
    }

    private void run(NetStep step) throws IOException {
        int i = 0;
        while (i < step.ops().size()) {
            List<SetSysctl> sysctls = new ArrayList<>();
            List<Request> requests = new ArrayList<>();
            while (i < step.ops().size() && step.ops().get(i) instanceof SetSysctl set) {
                sysctls.add(set);
                i++;
            }
            while (i < step.ops().size() && step.ops().get(i) instanceof Request request) {
                requests.add(request);
                i++;
            }
            write(step.where(), sysctls);
            request(step.where(), requests);
        }
    }

    /// Each visit to a namespace costs a thread: the socket needed next is opened on the way.
    private void write(NsRef where, List<SetSysctl> sysctls) throws IOException {
        if (sysctls.isEmpty()) {
            return;
        }
        if (where.equals(NsRef.HOST) || opened.containsKey(where)) {
            namespace(where).sysctl(sysctls);
        } else {
            opened.put(where, namespace(where).netlink(sysctls));
        }
    }

    private void request(NsRef where, List<Request> requests) throws IOException {
        List<Request> rest = requests;
        long end = System.nanoTime() + NAME_LIMIT_NANOS;
        while (!rest.isEmpty()) {
            List<RequestResult> results = netlink(where).run(rest, this::descriptor, false);
            int failed = note(where, results);
            if (failed < 0) {
                return;
            }
            RequestResult result = results.get(failed);
            if (result.errno() != Errno.EEXIST
                    || !(result.request() instanceof Request.AddLink add)
                    || !waitUntilFree(where, add, end)) {
                throw new NetlinkException(result);
            }
            rest = again(results.subList(failed, results.size()));
        }
    }

    /// What came after the failed one in the batch stood on it: all that was not made is tried again, and
    /// settings too, which may have hit the dying link of that name.
    private static List<Request> again(List<RequestResult> results) {
        return results.stream()
                .filter(result -> !result.done() || result.request() instanceof Request.SetLink)
                .map(RequestResult::request)
                .toList();
    }

    /// Remembers what was made; the index of the first that failed, or -1.
    private int note(NsRef where, List<RequestResult> results) {
        int failed = -1;
        for (int i = 0; i < results.size(); i++) {
            RequestResult result = results.get(i);
            if (result.done() && result.request() instanceof Request.AddLink add) {
                made.add(new Made(where, add.name()));
            } else if (result.refused() && failed < 0) {
                failed = i;
            }
        }
        return failed;
    }

    /// Waits for a dying link to go whose name, or whose far end's, is wanted again: a cable's far end dies
    /// with the namespace at the other one. False: it does not go.
    private boolean waitUntilFree(NsRef where, Request.AddLink add, long end) throws IOException {
        while (System.nanoTime() < end) {
            try {
                Thread.sleep(NAME_POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            if (!isTaken(where, add)) {
                return true;
            }
        }
        return false;
    }

    private boolean isTaken(NsRef where, Request.AddLink add) throws IOException {
        if (netlink(where).link(add.name()).isPresent()) {
            return true;
        }
        if (!(add.kind() instanceof LinkKind.Veth(String peer, LinkSettings settings))) {
            return false;
        }
        NsRef there = settings.netns() == null ? where : settings.netns();
        return netlink(there).link(peer).isPresent();
    }

    private void undo(Exception cause) {
        for (int i = made.size() - 1; i >= 0; i--) {
            try {
                netlink(made.get(i).where())
                        .execute(new Request.DeleteLink(made.get(i).link()));
            } catch (NetlinkException e) {
                if (e.errno() != Errno.ENODEV) {
                    cause.addSuppressed(e);
                }
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private NetNs namespace(NsRef where) {
        return where.equals(NsRef.HOST) ? home : namespaces.apply(where);
    }

    private Fd descriptor(NsRef where) {
        return namespace(where).fd();
    }

    private Netlink netlink(NsRef where) throws IOException {
        if (where.equals(NsRef.HOST)) {
            return homeLink;
        }
        Netlink link = opened.get(where);
        if (link == null) {
            link = namespaces.apply(where).netlink();
            opened.put(where, link);
        }
        return link;
    }

    @Override
    public void close() {
        opened.values().forEach(Netlink::close);
    }
}
