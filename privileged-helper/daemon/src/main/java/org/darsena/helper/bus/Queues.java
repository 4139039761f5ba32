package org.darsena.helper.bus;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.darsena.api.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls that wait for a worker. Each connection's are taken one after the other, in order; so one that floods us
/// keeps one worker busy and no more, and what it sends beyond its share is refused at once.
///
/// Threads: any.
public final class Queues implements AutoCloseable {
    /// Calls of one connection that wait.
    public static final int PER_SENDER = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Queues.class);
    private static final int OVERALL = 1024;
    private static final long BYTES = 12L << 20;
    private static final int WORKERS = 16;

    private final Map<String, Queue<Call>> waiting = new HashMap<>();
    private final ExecutorService workers;
    private final Consumer<Call> handler;
    private int calls;
    private long bytes;

    /// @param handler called by a worker; answers the call
    public Queues(Consumer<Call> handler) {
        this.handler = handler;
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

    /// Queues a call; or says why not, and leaves it to the caller.
    public synchronized void put(Call call) throws Refusal {
        Queue<Call> mine = waiting.get(call.sender());
        int size = call.oversized() ? 0 : call.size();
        if (mine != null && mine.size() >= PER_SENDER || calls >= OVERALL || bytes + size > BYTES) {
            throw new Refusal(Errors.BUSY, Map.of("what", "calls", "limit", String.valueOf(PER_SENDER)));
        }
        calls++;
        bytes += size;
        if (mine == null) {
            Queue<Call> queue = new ArrayDeque<>();
            queue.add(call);
            waiting.put(call.sender(), queue);
            workers.execute(() -> work(call.sender()));
        } else {
            mine.add(call);
        }
    }

    /// Handles the oldest call of a sender, then gives the worker to the others.
    private void work(String sender) {
        Call call = next(sender);
        try (call) {
            handler.accept(call);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("{}", call, e);
        } finally {
            done(sender, call);
        }
    }

    private synchronized Call next(String sender) {
        // stays in the map, so that later calls of this sender wait for this one
        return waiting.getOrDefault(sender, new ArrayDeque<>()).element();
    }

    private synchronized void done(String sender, Call call) {
        Queue<Call> mine = waiting.getOrDefault(sender, new ArrayDeque<>());
        mine.remove();
        calls--;
        bytes -= call.oversized() ? 0 : call.size();
        if (mine.isEmpty()) {
            waiting.remove(sender);
        } else if (!workers.isShutdown()) {
            workers.execute(() -> work(sender));
        }
    }

    @Override
    public void close() {
        workers.shutdown();
    }
}
