package org.darsena.helper.job;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.darsena.api.Errors;
import org.darsena.helper.bus.Caller;
import org.darsena.helper.bus.Refusal;
import org.darsena.helper.job.Job.State;
import org.darsena.runtime.EngineException;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All jobs: those under way, each on a thread of its own, and for a minute those that have ended.
///
/// Threads: any.
public final class Jobs implements AutoCloseable {
    /// Under way at a time, of one user and of all.
    public static final int PER_USER = 64;

    static final int OVERALL = 256;
    private static final int KEPT = 1024;
    private static final long KEPT_SECONDS = 60;
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private final Map<Long, Job> jobs = new ConcurrentSkipListMap<>();
    private final Map<Integer, Integer> underWay = new TreeMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("job-", 0).factory());
    private final ScheduledExecutorService clock;
    private final JobListener listener;
    private int total;
    private long last;
    private boolean closed;

    /// @param clock for short tasks; stays its owner's
    public Jobs(JobListener listener, ScheduledExecutorService clock) {
        this.listener = listener;
        this.clock = clock;
    }

    /// What a job does. Its result goes to the client.
    public interface Work {
        /// Authorises itself first, and then calls [Running#begin].
        Map<String, Variant<?>> run(Job job, Running running) throws Refusal, EngineException, InterruptedException;
    }

    /// See [Work].
    public interface Running {
        void begin();
    }

    /// Makes a job; it does nothing until [#start].
    public Job open(Caller asker, String kind, String target) throws Refusal {
        Job job;
        synchronized (this) {
            if (closed) {
                throw new Refusal(Errors.CANCELLED, Map.of());
            }
            int own = underWay.getOrDefault(asker.uid(), 0);
            if (own >= PER_USER || total >= OVERALL) {
                throw new Refusal(
                        Errors.BUSY,
                        Map.of("what", "jobs", "limit", String.valueOf(own >= PER_USER ? PER_USER : OVERALL)));
            }
            underWay.put(asker.uid(), own + 1);
            total++;
            job = new Job(++last, asker, kind, target, listener, new SteadyClock());
            jobs.put(job.id(), job);
        }
        return job;
    }

    /// Sets it going. Told to nobody before, so that the reply with its path comes first.
    public void start(Job job, Work work) {
        listener.added(job);
        try {
            threads.execute(() -> run(job, work));
        } catch (RejectedExecutionException e) {
            finish(job, new Refusal(Errors.CANCELLED, Map.of()), Map.of());
        }
    }

    private void run(Job job, Work work) {
        try {
            finish(job, null, work.run(job, job::running));
        } catch (Refusal e) {
            finish(job, e, Map.of());
        } catch (EngineException e) {
            LOG.debug("{}", job, e);
            finish(job, EngineErrors.refusal(e), Map.of());
        } catch (InterruptedException e) {
            finish(job, new Refusal(Errors.CANCELLED, Map.of()), Map.of());
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
            LOG.error("{}", job, e);
            finish(job, new Refusal(Errors.FAILED, Map.of("detail", String.valueOf(e))), Map.of());
        }
    }

    private void finish(Job job, @Nullable Refusal failure, Map<String, Variant<?>> result) {
        State how = failure == null
                ? State.DONE
                : failure.error().equals(Errors.CANCELLED) ? State.CANCELLED : State.FAILED;
        if (!job.end(failure, how, result)) {
            return;
        }
        synchronized (this) {
            underWay.computeIfPresent(job.asker().uid(), (uid, n) -> n > 1 ? n - 1 : null);
            total--;
        }
        later(TimeUnit.SECONDS.toNanos(KEPT_SECONDS), () -> forget(job));
        while (jobs.size() > KEPT + OVERALL) {
            jobs.values().stream().filter(j -> j.state().ended()).findFirst().ifPresent(this::forget);
        }
    }

    private void forget(Job job) {
        if (jobs.remove(job.id(), job)) {
            job.dropTerminal();
            listener.removed(job);
        }
    }

    public Optional<Job> find(long id) {
        return Optional.ofNullable(jobs.get(id));
    }

    public Collection<Job> all() {
        return List.copyOf(jobs.values());
    }

    /// How many are under way.
    public synchronized int busy() {
        return total;
    }

    /// A connection has left: what it had running in containers is hung up, and nobody is asked on its behalf any
    /// more. Other work goes on to its end.
    public void left(String uniqueName) {
        for (Job job : jobs.values()) {
            if (!job.asker().name().equals(uniqueName)) {
                continue;
            }
            job.dropTerminal();
            job.abandon();
            if (job.kind().equals("exec")) {
                job.cancel();
            }
        }
    }

    /// Cancels what is under way and waits for it to be undone. Returns whether all of it was in time.
    public boolean close(long seconds) throws InterruptedException {
        synchronized (this) {
            closed = true;
        }
        jobs.values().forEach(Job::cancel);
        threads.shutdown();
        return threads.awaitTermination(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void later(long nanos, Runnable task) {
        try {
            var _ = clock.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("at the end", e);
        }
    }

    private final class SteadyClock implements Steps.Clock {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void later(long nanos, Runnable task) {
            Jobs.this.later(nanos, task);
        }
    }
}
