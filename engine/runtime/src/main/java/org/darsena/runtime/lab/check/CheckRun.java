package org.darsena.runtime.lab.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.darsena.model.lab.Check;
import org.darsena.model.lab.Check.Expect;
import org.darsena.runtime.Engine.CheckResult;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries all checks of a lab once. What must work is tried over and over until it does or its time is over, side by
/// side; what must not comes after that, so that "refused" does not mean "not yet routed". One use.
public final class CheckRun {
    private static final Logger LOG = LoggerFactory.getLogger(CheckRun.class);
    private static final int THREADS = 8;
    private static final int ATTEMPTS = 2;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 500;
    private static final Duration SHORTEST_CONNECT = Duration.ofMillis(300);
    private static final long POLL_MILLIS = 50;
    private static final long END_SECONDS = 10;

    private final List<Check> checks;
    private final Prober prober;
    private final Progress progress;
    private final BooleanSupplier wanted;
    private final AtomicReferenceArray<CheckResult> results;
    private final AtomicInteger done = new AtomicInteger();
    private final long since = System.nanoTime();

    /// @param wanted false: the lab is going down, give up
    public CheckRun(Site site, List<Check> checks, Progress progress, BooleanSupplier wanted) {
        this.checks = List.copyOf(checks);
        this.prober = new Prober(site);
        this.progress = progress;
        this.wanted = wanted;
        this.results = new AtomicReferenceArray<>(checks.size());
    }

    /// Results in the order of the checks. CANCELLED when cancelled, or when the lab goes.
    public List<CheckResult> run() throws EngineException {
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(
                Math.clamp(checks.size(), 1, THREADS),
                Thread.ofPlatform().daemon().name("darsena-check-", 0).factory());
        try {
            round(pool, Expect.MUST);
            round(pool, Expect.MUST_NOT);
        } finally {
            end(pool);
        }
        return IntStream.range(0, checks.size()).mapToObj(results::get).toList();
    }

    /// Attempts under way hold namespaces open: they are over when this returns.
    private static void end(ScheduledExecutorService pool) {
        pool.shutdownNow();
        try {
            if (!pool.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("an attempt of a check does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round(ScheduledExecutorService pool, Expect expect) throws EngineException {
        CountDownLatch open = new CountDownLatch(
                (int) checks.stream().filter(c -> c.expect() == expect).count());
        boolean converged = allHeld();
        for (int i = 0; i < checks.size(); i++) {
            int index = i;
            if (checks.get(i).expect() == Expect.MUST && expect == Expect.MUST) {
                pool.execute(() -> guarded(index, open, () -> must(pool, index, open, FIRST_PAUSE_MILLIS)));
            } else if (checks.get(i).expect() == expect) {
                pool.execute(() -> guarded(index, open, () -> mustNot(index, open, converged)));
            }
        }
        await(open);
    }

    private boolean allHeld() {
        for (int i = 0; i < checks.size(); i++) {
            CheckResult r = results.get(i);
            if (r != null && !r.held()) {
                return false;
            }
        }
        return true;
    }

    private void await(CountDownLatch open) throws EngineException {
        try {
            while (!open.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (progress.cancelled() || !wanted.getAsBoolean()) {
                    throw new EngineException(Kind.CANCELLED, Map.of());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Kind.CANCELLED, Map.of(), e);
        }
    }

    /// No check may hang because its probe met a bug.
    private void guarded(int index, CountDownLatch open, Runnable attempt) {
        try {
            attempt.run();
        } catch (RejectedExecutionException e) {
            LOG.debug("cancelled", e);
        } catch (RuntimeException e) {
            LOG.error("a check failed to run: {}", checks.get(index).name(), e);
            settle(index, false, "could not be tried: " + e, open);
        }
    }

    private void must(ScheduledExecutorService pool, int index, CountDownLatch open, long pause) {
        Check check = checks.get(index);
        String stopped = prober.stopped(check);
        if (stopped != null) { // waiting would not start it
            settle(index, false, stopped, open);
            return;
        }
        Seen seen = prober.attempt(check, connectTime(check));
        if (seen.works() || millis() >= check.withinSeconds() * 1000L) {
            String after = check.probe() instanceof Check.OspfFull ? " after " + seconds() : "";
            settle(index, seen.works(), seen.detail() + after, open);
        } else {
            long next = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
            var _ = pool.schedule(
                    () -> guarded(index, open, () -> must(pool, index, open, next)), pause, TimeUnit.MILLISECONDS);
        }
    }

    /// Not much longer than it may take to come true.
    private Duration connectTime(Check check) {
        Duration left = Duration.ofMillis(check.withinSeconds() * 1000L - millis());
        Duration least = left.compareTo(SHORTEST_CONNECT) < 0 ? SHORTEST_CONNECT : left;
        return least.compareTo(Prober.PATIENT) < 0 ? least : Prober.PATIENT;
    }

    private String seconds() {
        return Math.max(1, (millis() + 500) / 1000) + " s";
    }

    private void mustNot(int index, CountDownLatch open, boolean converged) {
        Check check = checks.get(index);
        String stopped = prober.stopped(check);
        if (stopped != null) {
            settle(index, false, "proves nothing: " + stopped, open);
            return;
        }
        Verdict verdict = new Verdict(false, "");
        for (int n = 0; n < ATTEMPTS; n++) {
            Seen seen = prober.attempt(check, Prober.PATIENT);
            verdict = Verdict.mustNot(seen, converged, () -> prober.excuse(check.probe()));
            if (!verdict.held()) {
                break;
            }
        }
        settle(index, verdict.held(), verdict.detail(), open);
    }

    private long millis() {
        return (System.nanoTime() - since) / 1_000_000;
    }

    private void settle(int index, boolean held, String detail, CountDownLatch open) {
        Check check = checks.get(index);
        results.set(
                index,
                new CheckResult(check.name(), check.node(), check.expect().name(), held, detail, millis()));
        synchronized (this) { // one at a time, and never backwards
            double fraction = (double) done.incrementAndGet() / checks.size();
            Map<String, String> args =
                    Map.of("name", check.name(), "node", check.node(), "held", String.valueOf(held), "detail", detail);
            progress.step(fraction, "lab.check", args);
        }
        open.countDown();
    }
}
