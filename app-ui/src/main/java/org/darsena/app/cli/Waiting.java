package org.darsena.app.cli;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.darsena.api.Errors;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.Job;

/// Waits for jobs; Ctrl-C cancels them, whereupon the helper undoes what it had done.
final class Waiting {
    private final Run run;

    Waiting(Run run) {
        this.run = run;
    }

    /// What the job made. Its steps are shown as `shown` does. Throws [HelperException] or, where the person
    /// cancelled it, [CommandException].
    Map<String, Object> until(Job job, Consumer<Job.Progress> shown) {
        try (var _ = run.around().signals().on("INT", job::cancel);
                var _ = run.around().signals().on("TERM", job::cancel)) {
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
    Map<String, Object> until(Job job) {
        return until(job, progress -> {});
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
