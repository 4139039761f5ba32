package org.darsena.app.client;

import java.io.FileDescriptor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.darsena.api.Errors;
import org.jspecify.annotations.Nullable;

/// Jobs of [FakeHelper]: they end before they are returned, unless held; the next ones may be planned to
/// fail.
final class FakeJobs {
    final List<String> asked = new CopyOnWriteArrayList<>();
    Supplier<FileDescriptor> terminals = () -> FakeFiles.open("");

    private final Listeners<Helper.Listener> listeners;
    private final Queue<HelperException> failures = new ArrayDeque<>();
    private final Map<ClientJob, Runnable> held = new LinkedHashMap<>();
    private final Map<String, HelperException> failuresByKind = new ConcurrentHashMap<>();
    private @Nullable String holding;
    private @Nullable HelperException absent;

    FakeJobs(Listeners<Helper.Listener> listeners) {
        this.listeners = listeners;
    }

    void fail(HelperException why) {
        failures.add(why);
    }

    void fail(String kind, HelperException why) {
        failuresByKind.put(kind, why);
    }

    /// Jobs of this kind, or all.
    void hold(String kind) {
        holding = kind;
    }

    /// Null: the helper is there.
    void absent(@Nullable HelperException why) {
        absent = why;
        if (why != null) {
            var all = new ArrayList<>(held.keySet());
            held.clear();
            all.forEach(job -> job.failed(Failures.broken()));
        }
    }

    void release() {
        holding = null;
        var all = new ArrayList<>(held.values());
        held.clear();
        all.forEach(Runnable::run);
    }

    void throwPlanned() {
        HelperException planned = planned();
        if (planned != null) {
            throw planned;
        }
    }

    Job run(String kind, String target, String step, Function<ClientJob, Map<String, Object>> work) {
        if (!kind.equals("exec")) {
            asked.add((kind + " " + target).strip());
        }
        var job = new ClientJob(kind, target, changed -> listeners.tell(l -> l.job(changed)));
        HelperException planned = planned();
        HelperException ofKind = failuresByKind.remove(kind);
        if (planned != null || ofKind != null) {
            job.failed(planned != null ? planned : Objects.requireNonNull(ofKind));
            return job;
        }
        job.attach(new Remote(job));
        job.progressed(new Job.Progress(0.4, step, Map.of("name", target, "node", target)));
        if (holding != null && (holding.isEmpty() || holding.equals(kind))) {
            job.begun();
            held.put(job, () -> end(job, work));
        } else {
            end(job, work);
        }
        return job;
    }

    private static void end(ClientJob job, Function<ClientJob, Map<String, Object>> work) {
        try {
            job.completed(work.apply(job));
        } catch (HelperException e) {
            job.failed(e);
        }
    }

    private @Nullable HelperException planned() {
        return absent != null ? absent : failures.poll();
    }

    private final class Remote implements ClientJob.Remote {
        private final ClientJob job;

        Remote(ClientJob job) {
            this.job = job;
        }

        @Override
        public void cancel() {
            held.remove(job);
            job.failed(new HelperException(Errors.CANCELLED, Map.of()));
        }

        @Override
        public FileDescriptor terminal() {
            return terminals.get();
        }

        @Override
        public void resize(int columns, int rows) {
            asked.add("resize " + columns + "x" + rows);
        }

        @Override
        public void signal(String signal) {
            asked.add("signal " + signal);
        }
    }
}
