package org.darsena.runtime.store;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// A piece of work that goes on while its caller does something else, on a virtual thread of its own. What it throws
/// is thrown by [#join]; closing waits for its end and throws nothing, so that no cleaning up runs into it.
///
/// @param <T> what it gives
public final class Aside<T> implements AutoCloseable {
    /// The work. Whatever else it throws is a mistake of ours.
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    /// Work that gives nothing.
    @FunctionalInterface
    public interface Step {
        void run() throws IOException;
    }

    /// What a [Step] gives.
    public enum Done {
        DONE
    }

    private final FutureTask<T> task;

    private Aside(Work<T> work) {
        task = new FutureTask<>(work::run);
    }

    public static <T> Aside<T> begin(Work<T> work) {
        Aside<T> aside = new Aside<>(work);
        var _ = Thread.startVirtualThread(aside.task);
        return aside;
    }

    public static Aside<Done> doing(Step step) {
        return begin(() -> {
            step.run();
            return Done.DONE;
        });
    }

    /// Waits for it. An interrupt does not shorten the wait, which is never long, but is kept.
    public T join() throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw rethrown(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException rethrown(@Nullable Throwable cause) {
        return switch (cause) {
            case IOException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> throw new IllegalStateException(cause);
        };
    }

    @Override
    public void close() {
        try {
            join();
        } catch (IOException | RuntimeException e) {
            // told by join() to whoever wants the result
        }
    }
}
