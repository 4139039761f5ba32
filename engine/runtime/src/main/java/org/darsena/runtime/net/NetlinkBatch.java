package org.darsena.runtime.net;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.jspecify.annotations.Nullable;

/// Sends a list of requests in as few system calls as their dependencies allow: a request that needs a
/// link's index makes the batch before it go out first, then asks for all indexes that can be known by
/// then in one go.
final class NetlinkBatch implements RequestEncoder.Resolver {
    /// Acknowledgements of a whole batch must fit the socket's receive buffer (about 1 KiB each there).
    private static final int MAX_MESSAGES = 96;

    private static final int MAX_QUERIES = 24; // answered by up to 4 KiB each
    private static final int MAX_BYTES = 24 * 1024;

    private final NetlinkSocket socket;
    private final NsLookup namespaces;
    private final boolean goOn;
    private final NlWriter out = new NlWriter();
    private final RequestEncoder encoder = new RequestEncoder(out, this);
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<RequestResult> results = new ArrayList<>();
    private final List<Request> pending = new ArrayList<>();
    private int firstNumber;
    private boolean failed;

    /// `goOn`: a failure does not keep later batches back.
    NetlinkBatch(NetlinkSocket socket, NsLookup namespaces, boolean goOn) {
        this.socket = socket;
        this.namespaces = namespaces;
        this.goOn = goOn;
    }

    List<RequestResult> run(List<? extends Request> requests) throws IOException {
        for (int i = 0; i < requests.size(); i++) {
            Request request = requests.get(i);
            String missing = unknown(request);
            if (missing != null) {
                flush();
                if (goOn || !failed) {
                    lookUp(requests.subList(i, requests.size()));
                    missing = unknown(request);
                }
            }
            if (failed && !goOn) {
                results.add(new RequestResult(request, RequestResult.NOT_SENT, ""));
            } else if (missing != null) { // nothing is pending now: the order of results is kept
                results.add(new RequestResult(request, Errno.ENODEV, "no interface " + missing));
                failed = true;
            } else {
                add(request);
            }
        }
        flush();
        return results;
    }

    private void add(Request request) throws IOException {
        if (pending.isEmpty()) {
            firstNumber = socket.reserve(MAX_MESSAGES);
        }
        try {
            encoder.write(request, firstNumber + pending.size());
        } catch (RuntimeException e) { // a namespace unknown to the caller, a closed descriptor
            out.abandon();
            throw e;
        }
        pending.add(request);
        forget(request);
        if (pending.size() == MAX_MESSAGES || out.length() >= MAX_BYTES) {
            flush();
        }
    }

    /// Sends what is pending and notes the results in order.
    private void flush() throws IOException {
        if (pending.isEmpty()) {
            return;
        }
        RequestResult[] answers = new RequestResult[pending.size()];
        List<Request> sent = List.copyOf(pending);
        pending.clear();
        socket.exchange(out.take(), firstNumber, sent.size(), (index, errno, text) -> {
            RequestResult answer = answer(sent.get(index), errno, text);
            answers[index] = answer;
            failed |= !answer.done();
        });
        results.addAll(List.of(answers));
    }

    /// A link that cannot speak IPv6 (a kernel without it, an MTU below 1280) needs not be told not to.
    private static RequestResult answer(Request request, int errno, String text) {
        boolean moot = errno == Errno.EAFNOSUPPORT
                && request instanceof Request.SetLink set
                && set.settings().noIpv6();
        return new RequestResult(request, moot ? 0 : errno, moot ? "" : text);
    }

    /// The first name the request needs whose index is not known; null if all are.
    private @Nullable String unknown(Request request) {
        for (String name : request.indexOf()) {
            if (!indexes.containsKey(name)) {
                return name;
            }
        }
        return null;
    }

    /// Asks for every index the requests ahead need. Links they themselves make later are not there yet:
    /// those are asked for again when their turn comes.
    private void lookUp(List<? extends Request> ahead) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (Request request : ahead) {
            for (String name : request.indexOf()) {
                if (!indexes.containsKey(name)) {
                    names.add(name);
                }
            }
            if (names.size() >= MAX_QUERIES) {
                break;
            }
        }
        for (LinkInfo link : links(socket, List.copyOf(names))) {
            if (link != null) {
                indexes.put(link.name(), link.index());
            }
        }
    }

    /// After these a name may mean another link.
    private void forget(Request request) {
        switch (request) {
            case Request.DeleteLink(String name) -> indexes.remove(name);
            case Request.DeleteGroup _ -> indexes.clear();
            case Request.SetLink(String name, LinkSettings settings) -> {
                if (settings.rename() != null || settings.netns() != null) {
                    indexes.remove(name);
                }
                if (settings.rename() != null) {
                    indexes.remove(settings.rename());
                }
            }
            default -> {}
        }
    }

    @Override
    public int index(String link) {
        Integer index = indexes.get(link);
        if (index == null) {
            throw new IllegalStateException("index of " + link + " was not announced");
        }
        return index;
    }

    @Override
    public int descriptor(NsRef namespace) {
        return namespaces.descriptor(namespace).number();
    }

    /// The links of these names in order, null where there is none.
    static List<@Nullable LinkInfo> links(NetlinkSocket socket, List<String> names) throws IOException {
        List<@Nullable LinkInfo> all = new ArrayList<>();
        for (int from = 0; from < names.size(); from += MAX_QUERIES) {
            all.addAll(someLinks(socket, names.subList(from, Math.min(names.size(), from + MAX_QUERIES))));
        }
        return all;
    }

    private static List<@Nullable LinkInfo> someLinks(NetlinkSocket socket, List<String> names) throws IOException {
        NlWriter out = new NlWriter();
        RequestEncoder encoder = new RequestEncoder(out, NO_NAMES);
        int first = socket.reserve(names.size());
        List<@Nullable LinkInfo> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            encoder.writeGetLink(names.get(i), first + i);
            found.add(null);
        }
        int[] errors = new int[1];
        socket.exchange(out.take(), first, names.size(), new NetlinkSocket.Answers() {
            @Override
            public void acknowledged(int index, int errno, String kernelText) {
                if (errno != 0 && errno != Errno.ENODEV) {
                    errors[0] = errno;
                }
            }

            @Override
            public void object(int index, NlReader reader) {
                found.set(index, Replies.link(reader));
            }
        });
        if (errors[0] != 0) {
            throw new ErrnoException("RTM_GETLINK", errors[0], String.join(" ", names));
        }
        return found;
    }

    private static final RequestEncoder.Resolver NO_NAMES = new RequestEncoder.Resolver() {
        @Override
        public int index(String link) {
            throw new IllegalStateException("asked by name only");
        }

        @Override
        public int descriptor(NsRef namespace) {
            throw new IllegalStateException("asked by name only");
        }
    };
}
