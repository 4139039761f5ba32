package org.darsena.runtime.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.container.Failures;
import org.jspecify.annotations.Nullable;

/// Does one thing for many items side by side, a few at a time. Returns when none is under way any more, whatever
/// happened, so that what comes after need not fear late ones.
final class Crew {
    private static final int HANDS = 8;

    /// What is done with one item. `progress` says nothing and asks whether to go on.
    @FunctionalInterface
    interface Task<T> {
        void on(T item, Progress progress) throws EngineException, IOException;
    }

    private final boolean stopsAtFailure;
    private final Progress asked;
    private final AtomicReference<@Nullable EngineException> failure = new AtomicReference<>();

    private Crew(boolean stopsAtFailure, Progress asked) {
        this.stopsAtFailure = stopsAtFailure;
        this.asked = asked;
    }

    /// Begins no further item after the first failure, which is thrown, or once `progress` is cancelled.
    static <T> void each(List<T> items, Progress progress, Task<T> task) throws EngineException {
        Crew crew = new Crew(true, progress);
        crew.work(items, task);
        if (progress.cancelled()) {
            crew.failed(new EngineException(Kind.CANCELLED, Map.of()));
        }
        crew.rethrow();
    }

    /// Tries every item; the first failure is thrown after that.
    static <T> void all(List<T> items, Task<T> task) throws EngineException {
        Crew crew = new Crew(false, Progress.NONE);
        crew.work(items, task);
        crew.rethrow();
    }

    private void rethrow() throws EngineException {
        EngineException first = failure.get();
        if (first != null) {
            throw first;
        }
    }

    private boolean over() {
        return asked.cancelled() || stopsAtFailure && failure.get() != null;
    }

    private <T> void work(List<T> items, Task<T> task) {
        AtomicInteger next = new AtomicInteger();
        Progress quiet = new Progress() {
            @Override
            public void step(double fraction, String step, Map<String, String> args) {}

            @Override
            public boolean cancelled() {
                return over();
            }
        };
        Runnable hand = () -> {
            for (int i = next.getAndIncrement(); i < items.size() && !over(); i = next.getAndIncrement()) {
                one(items.get(i), quiet, task);
            }
        };
        List<Thread> hands = new ArrayList<>();
        for (int i = 0; i < Math.min(HANDS, items.size()); i++) {
            hands.add(Thread.ofPlatform().daemon().name("darsena-lab-", i).start(hand));
        }
        hands.forEach(this::join);
    }

    private <T> void one(T item, Progress quiet, Task<T> task) {
        try {
            task.on(item, quiet);
        } catch (EngineException e) {
            failed(e);
        } catch (IOException e) {
            failed(Failures.of(e));
        } catch (RuntimeException e) {
            failed(new EngineException(Kind.FAILED, Map.of("detail", e.toString()), e));
        }
    }

    private void failed(EngineException e) {
        EngineException first = failure.compareAndExchange(null, e);
        if (first != null && first != e) {
            first.addSuppressed(e);
        }
    }

    /// An interrupt is a cancel, but what is under way is waited for.
    private void join(Thread hand) {
        boolean interrupted = false;
        while (true) {
            try {
                hand.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                if (stopsAtFailure) {
                    failed(new EngineException(Kind.CANCELLED, Map.of(), e));
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
