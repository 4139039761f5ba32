package org.darsena.app.cli;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.darsena.api.Errors;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.Job;
import org.jspecify.annotations.Nullable;

/// Waits for jobs; Ctrl-C cancels them, whereupon the helper undoes what it had done.
final class Waiting {
    private final Run run;

    Waiting(Run run) {
        this.run = run;
    }

    /// What the job made that `begin` asks for. Its steps are shown as `shown` does. Throws
    /// [HelperException] or, where the person cancelled it, [CommandException].
    Map<String, Object> until(Supplier<Job> begin, Consumer<Job.Progress> shown) {
        var under = new Interruptible();
        try (var _ = run.around().signals().on("INT", under::interrupt);
                var _ = run.around().signals().on("TERM", under::interrupt)) {
            Job job = under.begin(begin);
            job.onProgress(shown);
            return result(job.done());
        } catch (HelperException e) {
            if (Errors.CANCELLED.equals(e.error())) {
                throw new CommandException(Exit.INTERRUPTED, run.sentences().of(e));
            }
            throw e;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Without showing anything.
    Map<String, Object> until(Supplier<Job> begin) {
        return until(begin, progress -> {});
    }

    /// A job that may be interrupted at any moment, also before it is there.
    private static final class Interruptible {
        private boolean interrupted;
        private @Nullable Job job;

        synchronized void interrupt() {
            interrupted = true;
            if (job != null) {
                job.cancel();
            }
        }

        Job begin(Supplier<Job> begin) {
            Job begun = begin.get();
            synchronized (this) {
                job = begun;
                if (interrupted) {
                    begun.cancel();
                }
            }
            return begun;
        }
    }

    static <T> T result(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof HelperException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(Exit.INTERRUPTED, "");
        }
    }
}
