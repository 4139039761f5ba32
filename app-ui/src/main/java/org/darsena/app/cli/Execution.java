package org.darsena.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.Job;
import org.darsena.model.container.ProcessSpec;

/// A program in a container, from its start to its end, with this program's streams or terminal.
final class Execution {
    private final Run run;

    Execution(Run run) {
        this.run = run;
    }

    /// Returns what the program ended with; 126 or 127 where it could not be run.
    int run(String id, ProcessSpec process) {
        Terminal here = run.terminal();
        run.out().flush();
        run.err().flush();
        if (process.terminal()) {
            return onTerminal(run.helper().exec(id, process, null));
        }
        try (var streams = new Streams(here)) {
            return onStreams(run.helper().exec(id, process, streams.stdio()), streams);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The streams are the program's now; signals are passed on.
    private int onStreams(Job job, Streams streams) {
        var times = new AtomicInteger();
        Runnable interrupt = () -> job.signal(times.incrementAndGet() < 3 ? "INT" : "KILL");
        try (var _ = run.around().signals().on("INT", interrupt);
                var _ = run.around().signals().on("TERM", () -> job.signal("TERM"));
                var _ = run.around().signals().on("QUIT", () -> job.signal("QUIT"))) {
            Waiting.result(job.started());
            streams.passed();
            int status = status(Waiting.result(job.done()));
            streams.shown();
            return status;
        } catch (HelperException e) {
            return failed(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private int onTerminal(Job job) {
        try {
            Waiting.result(job.started());
            if (!job.done().isDone() || !job.done().isCompletedExceptionally()) {
                new TerminalBridge(run.terminal(), run.around().signals(), job).run();
            }
            return status(Waiting.result(job.done()));
        } catch (HelperException e) {
            return failed(e);
        }
    }

    private static int status(Map<String, Object> result) {
        return result.get("exit") instanceof Number n ? n.intValue() : Exit.FAILED;
    }

    private int failed(HelperException e) {
        run.failed(e);
        return Exit.ofExec(e);
    }
}
