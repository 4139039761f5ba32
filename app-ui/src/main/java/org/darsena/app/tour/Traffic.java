package org.darsena.app.tour;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.darsena.app.client.Helper;
import org.darsena.app.client.Helper.Stdio;
import org.darsena.app.client.Job;
import org.darsena.app.client.LabView;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.lab.Check;

/// Real traffic in a lab: nodes fetch, over and over, the pages that its checks let them fetch. Each ends by itself
/// after some seconds, or when closed.
final class Traffic implements AutoCloseable {
    private static final long END_SECONDS = 10;

    private final List<Job> jobs = new ArrayList<>();

    /// Begins it.
    ///
    /// @param seconds after which it ends by itself
    static Traffic start(Helper helper, LabView lab, int seconds) {
        var traffic = new Traffic();
        Set<String> busy = new HashSet<>();
        for (Check check : lab.document().checks()) {
            String node = lab.nodes().get(check.node());
            if (node != null
                    && check.expect() == Check.Expect.MUST
                    && check.probe() instanceof Check.Http http
                    && busy.add(check.node())) {
                traffic.jobs.add(fetch(helper, node, http.url(), seconds));
            }
        }
        return traffic;
    }

    /// The page comes as an argument: nothing of a document becomes shell text.
    private static Job fetch(Helper helper, String container, String url, int seconds) {
        String script = "end=$(($(date +%s) + $2)); while [ $(date +%s) -lt $end ]; do"
                + " for i in 1 2 3 4 5 6 7 8; do busybox wget -q -O /dev/null \"$1\" || exit 1; done; done";
        var process = ProcessSpec.of(List.of("/bin/sh", "-c", script, "sh", url, String.valueOf(seconds)));
        try (var in = new FileInputStream("/dev/null");
                var out = new FileOutputStream("/dev/null")) {
            return started(helper.exec(container, process, new Stdio(in.getFD(), out.getFD(), out.getFD())));
        } catch (IOException e) {
            throw new UncheckedIOException("/dev/null", e);
        }
    }

    /// The descriptors are the helper's only once it runs.
    private static Job started(Job job) {
        try {
            job.started().get(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no traffic from " + job.target(), e);
        }
        return job;
    }

    @Override
    public void close() {
        jobs.stream().filter(j -> !j.done().isDone()).forEach(Job::cancel);
        for (Job job : jobs) {
            try {
                job.done().get(END_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                // ended, as asked; what does not is ended with its container
            }
        }
    }
}
