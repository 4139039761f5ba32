package org.darsena.helper.bus;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.darsena.api.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls that wait for a worker. Each connection's are taken one after the other, in order; each user has a share of
/// calls, bytes and workers, however many connections it makes, so one that floods us is refused at once and others
/// are served. Connections whose user is not known yet have one share together, until a worker has asked the bus.
///
/// Threads: any.
public final class Queues implements AutoCloseable {
    /// Calls of one connection that wait.
    public static final int PER_SENDER = 64;
    /// Calls of one user that wait.
    static final int PER_USER = 256;
    /// Bytes of one user's that wait; the largest message there may be fits.
    static final int BYTES_PER_USER = 5 << 20;
    /// Calls of one user that are being answered.
    static final int WORKERS_PER_USER = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Queues.class);
    private static final int OVERALL = 1024;
    private static final long BYTES = 20L << 20;
    private static final int WORKERS = 16;

    private final Map<String, Line> lines = new HashMap<>();
    private final Map<Integer, Share> shares = new HashMap<>();
    private final Share strangers = new Share();
    private final ExecutorService workers;
    private final Users users;
    private final Consumer<Call> handler;
    private final BiConsumer<Call, Refusal> refuser;
    private int calls;
    private long bytes;

    /// Which user is behind a connection.
    public interface Users {
        /// At once; empty: it has not been asked yet.
        OptionalInt known(String sender);

        /// Waits for the bus; empty: the bus does not say.
        OptionalInt ask(String sender);
    }

    /// The calls of one connection.
    private static final class Line {
        private final Queue<Call> calls = new ArrayDeque<>();
        private final String sender;
        private Share share;

        private Line(String sender, Share share) {
            this.sender = sender;
            this.share = share;
        }
    }

    /// What one user has here.
    private static final class Share {
        private final Queue<Line> parked = new ArrayDeque<>();
        private int calls;
        private long bytes;
        private int working;

        private void add(Call call, int sign) {
            calls += sign;
            bytes += (long) sign * size(call);
        }
    }

    /// @param handler called by a worker; answers the call
    /// @param refuser answers one that is too much
    public Queues(Users users, Consumer<Call> handler, BiConsumer<Call, Refusal> refuser) {
        this.users = users;
        this.handler = handler;
        this.refuser = refuser;
        // one task for each sender that has calls, so the queue of tasks is bounded by that of calls
        var pool = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("call-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
        this.workers = pool;
    }

    /// Bytes that it holds.
    private static int size(Call call) {
        return call.oversized() ? 0 : call.size();
    }

    /// Queues a call; or says why not, and leaves it to the caller.
    public synchronized void put(Call call) throws Refusal {
        Line mine = lines.get(call.sender());
        Share share = mine == null ? share(users.known(call.sender())) : mine.share;
        if (mine != null && mine.calls.size() >= PER_SENDER) {
            throw busy("calls", PER_SENDER);
        } else if (share.calls >= PER_USER || calls >= OVERALL) {
            throw busy("calls", PER_USER);
        } else if (share.bytes + size(call) > BYTES_PER_USER || bytes + size(call) > BYTES) {
            throw busy("bytes", BYTES_PER_USER);
        }
        calls++;
        bytes += size(call);
        share.add(call, 1);
        if (mine == null) {
            Line fresh = new Line(call.sender(), share);
            fresh.calls.add(call);
            lines.put(fresh.sender, fresh);
            go(fresh);
        } else {
            mine.calls.add(call);
        }
    }

    private static Refusal busy(String what, int limit) {
        return new Refusal(Errors.BUSY, Map.of("what", what, "limit", String.valueOf(limit)));
    }

    private Share share(OptionalInt uid) {
        return uid.isEmpty() ? strangers : shares.computeIfAbsent(uid.getAsInt(), u -> new Share());
    }

    /// Gives a connection a worker, or has it wait for another of its user's to be done.
    private synchronized void go(Line line) {
        if (line.share != strangers && line.share.working >= WORKERS_PER_USER) {
            line.share.parked.add(line);
        } else if (!workers.isShutdown()) {
            line.share.working++;
            workers.execute(() -> work(line));
        }
    }

    /// Handles a connection's oldest call, then gives the worker to the others.
    private void work(Line line) {
        if (stranger(line)) {
            return;
        }
        Call call;
        boolean surplus;
        synchronized (this) {
            call = line.calls.element(); // stays, so that later calls of this sender wait for this one
            surplus = line.share.calls > PER_USER || line.share.bytes > BYTES_PER_USER;
        }
        try (call) {
            if (surplus) {
                refuser.accept(call, busy("calls", PER_USER));
            } else {
                handler.accept(call);
            }
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("{}", call, e);
        } finally {
            done(line, call);
        }
    }

    /// Puts a connection whose user was not known to that user's; true if it waits again.
    private boolean stranger(Line line) {
        synchronized (this) {
            if (line.share != strangers) {
                return false;
            }
        }
        OptionalInt uid = users.ask(line.sender);
        if (uid.isEmpty()) {
            return false; // the handler refuses it
        }
        synchronized (this) {
            strangers.working--;
            line.calls.forEach(call -> strangers.add(call, -1));
            line.share = share(uid);
            line.calls.forEach(call -> line.share.add(call, 1));
            go(line);
        }
        return true;
    }

    private synchronized void done(Line line, Call call) {
        line.calls.remove();
        calls--;
        bytes -= size(call);
        Share share = line.share;
        share.add(call, -1);
        share.working--;
        if (line.calls.isEmpty()) {
            lines.remove(line.sender);
        } else {
            share.parked.add(line);
        }
        Line next = share.parked.poll();
        if (next != null) {
            go(next);
        }
        shares.values().removeIf(s -> s.calls == 0);
    }

    @Override
    public void close() {
        workers.shutdown();
    }
}
