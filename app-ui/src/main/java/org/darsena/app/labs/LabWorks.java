package org.darsena.app.labs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.darsena.api.Errors;
import org.darsena.app.client.CheckResult;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.Job;
import org.darsena.app.client.LabView;
import org.darsena.app.view.Context;
import org.darsena.model.lab.Check;
import org.darsena.model.lab.LabDocument;
import org.jspecify.annotations.Nullable;

/// Starts, checks and ends labs, and keeps for each what is under way and what came of it, so that it can be shown in
/// place. Knows no control. JavaFX thread only.
final class LabWorks {
    private static final Set<String> KINDS = Set.of("up", "check", "down");

    private final Context context;
    private final Executor fx;
    private final Map<String, LabWork> works = new HashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /// @param fx runs on the JavaFX thread
    LabWorks(Context context, Executor fx) {
        this.context = context;
        this.fx = fx;
        context.kept(LabMemory.class, LabMemory::new).pass(works).forEach((name, before) -> of(name).recall(before));
        // a change of language makes the views anew: what was begun before is found again
        context.live().jobs().stream().filter(j -> KINDS.contains(j.kind())).forEach(this::findAgain);
    }

    /// Told the name of a lab whose work changed.
    void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    /// Of the lab of this name.
    LabWork of(String name) {
        return works.computeIfAbsent(name, k -> new LabWork());
    }

    /// Starts a lab from its document, and tries its checks once it is up.
    void up(LabEntry entry) {
        LabDocument document = entry.document();
        String name = entry.name();
        if (of(name).busy()) {
            return;
        }
        of(name).results.clear();
        Job job = begin(name, context.helper().up(document, name.equals(document.name()) ? null : name));
        context.follow(
                job,
                result -> {
                    end(name, job, null);
                    if (!document.checks().isEmpty()) {
                        check(name, String.valueOf(result.get("lab")), document);
                    }
                },
                failure -> end(name, job, failure));
    }

    void check(LabView lab) {
        check(lab.name(), lab.id(), lab.document());
    }

    private void check(String name, String id, LabDocument document) {
        LabWork work = of(name);
        if (work.busy()) {
            return;
        }
        work.results.clear();
        work.stale = false;
        Set<String> refusals = document.checks().stream()
                .filter(c -> c.expect() == Check.Expect.MUST_NOT)
                .map(Check::name)
                .collect(Collectors.toUnmodifiableSet());
        Job job = begin(name, context.helper().check(id));
        job.onProgress(step -> CheckResult.of(
                        step, refusals.contains(step.args().getOrDefault("name", "")))
                .ifPresent(r -> fx.execute(() -> seen(name, job, r))));
        context.follow(
                job,
                result -> {
                    CheckResult.parse(result).forEach(r -> work.results.put(r.name(), r));
                    end(name, job, null);
                },
                failure -> end(name, job, failure));
    }

    /// Ends a lab; what it made goes.
    void down(LabView lab) {
        String name = lab.name();
        if (of(name).busy() && !of(name).checking()) {
            return;
        }
        Job job = begin(name, context.helper().down(lab.id()));
        context.follow(
                job,
                result -> {
                    of(name).results.clear();
                    end(name, job, null);
                },
                failure -> end(name, job, failure));
    }

    /// Calls off what is under way; the engine undoes it.
    void cancel(String name) {
        LabWork work = of(name);
        if (work.job != null) {
            work.cancelling = true;
            work.job.cancel();
            tell(name);
        }
    }

    /// Puts the last failure away.
    void dismiss(String name) {
        of(name).failure = "";
        of(name).problems = List.of();
        tell(name);
    }

    /// A node of it was stopped or started: what was seen before is no longer what is.
    void stale(String name) {
        LabWork work = of(name);
        if (!work.results.isEmpty() && !work.stale) {
            work.stale = true;
            tell(name);
        }
    }

    private void findAgain(Job job) {
        String name = job.target();
        begin(name, job);
        context.follow(
                job,
                result -> {
                    CheckResult.parse(result).forEach(r -> of(name).results.put(r.name(), r));
                    end(name, job, null);
                },
                failure -> end(name, job, failure));
    }

    private Job begin(String name, Job job) {
        LabWork work = of(name);
        work.begin(job.kind(), job);
        job.onProgress(step -> fx.execute(() -> progressed(name, job, step)));
        tell(name);
        return job;
    }

    private void progressed(String name, Job job, Job.Progress step) {
        LabWork work = of(name);
        if (job.equals(work.job)) {
            work.progress = step;
            tell(name);
        }
    }

    private void seen(String name, Job job, CheckResult result) {
        LabWork work = of(name);
        if (job.equals(work.job)) {
            work.results.put(result.name(), result);
            tell(name);
        }
    }

    private void end(String name, Job job, @Nullable HelperException failure) {
        LabWork work = of(name);
        if (!job.equals(work.job)) {
            return; // another took its place: a lab is ended while it is checked
        }
        work.end();
        if (failure != null && failure.error().equals(Errors.CANCELLED)) {
            context.say(context.sentences().of(failure));
        } else if (failure != null) {
            work.failure = context.sentences().of(failure);
            work.problems = context.sentences().problems(failure).stream()
                    .map(context.sentences()::of)
                    .toList();
        }
        tell(name);
    }

    private void tell(String name) {
        listeners.forEach(l -> l.accept(name));
    }
}
