package org.darsena.app.tour;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.darsena.api.Errors;
import org.darsena.app.client.CheckResult;
import org.darsena.app.client.Helper;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.Job;
import org.darsena.app.client.LabView;
import org.darsena.model.json.ShippedLabs;
import org.darsena.model.lab.Check;
import org.darsena.model.lab.LabDocument;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Starts a shipped lab, checks it, has pictures taken, ends it, and makes sure that nothing of it is left. What it
/// began it ends, whatever happens in between. One use.
final class Tour {
    /// How long is waited: for the helper, for a job, for what the helper shows to follow.
    record Patience(Duration connect, Duration job, Duration shown) {
        static final Patience USUAL =
                new Patience(Duration.ofSeconds(20), Duration.ofMinutes(5), Duration.ofSeconds(10));
    }

    private final Helper helper;
    private final Report report;
    private final Shots shots;
    private final Patience patience;
    private final Set<String> told = new HashSet<>();
    private @Nullable Job starting;
    private String name = "";
    private boolean begun;
    private boolean ended;
    private boolean clean = true;

    Tour(Helper helper, Report report, Shots shots, Patience patience) {
        this.helper = helper;
        this.report = report;
        this.shots = shots;
        this.patience = patience;
    }

    /// Whether all was as it must be.
    boolean run(String lab, Path pictures) {
        name = lab;
        if (!ShippedLabs.names().contains(lab)) {
            report.say("unknown", "lab", lab, "labs", String.join(", ", ShippedLabs.names()));
            return false;
        }
        LabDocument document = ShippedLabs.read(lab);
        boolean good = false;
        try {
            connect();
            good = visit(document, pictures);
        } catch (HelperException e) {
            report.failed(e);
        } finally {
            tearDown();
        }
        report.say(good && clean ? "good" : "bad");
        return good && clean;
    }

    private void connect() {
        if (!Await.until(helper, patience.connect(), () -> helper.connection().connected())) {
            HelperException why = helper.connection().why();
            throw why == null ? new HelperException(HelperException.ABSENT, Map.of()) : why;
        }
        Helper.Connection line = helper.connection();
        report.say(line.authority().equals("polkit") ? "connected" : "connected.private", "version", line.version());
    }

    private boolean visit(LabDocument document, Path folder) {
        if (helper.labs().stream().anyMatch(l -> l.name().equals(name))) {
            throw new HelperException(Errors.EXISTS, Map.of("what", "lab", "name", name));
        }
        LabView lab = up(document);
        boolean held = check(lab);
        return pictures(lab, folder) && held;
    }

    private LabView up(LabDocument document) {
        report.say("up", "lab", name, "nodes", document.nodes().size());
        long since = System.nanoTime();
        Job job = begin(document);
        job.onProgress(report::step);
        String id = String.valueOf(await(job).get("lab"));
        report.say("up.done", "lab", name, "seconds", seconds(since));
        if (!Await.until(helper, patience.shown(), () -> find(id) != null)) {
            throw new HelperException(Errors.FAILED, Map.of("detail", "the helper does not show the lab"));
        }
        return Objects.requireNonNull(find(id));
    }

    private synchronized Job begin(LabDocument document) {
        if (ended) {
            throw new HelperException(Errors.CANCELLED, Map.of());
        }
        begun = true;
        starting = helper.up(document, null);
        return starting;
    }

    private boolean check(LabView lab) {
        List<Check> checks = lab.document().checks();
        Set<String> refusals = checks.stream()
                .filter(c -> c.expect() == Check.Expect.MUST_NOT)
                .map(Check::name)
                .collect(Collectors.toUnmodifiableSet());
        report.names(checks.stream().mapToInt(c -> c.name().length()).max().orElse(1));
        report.say("check", "n", checks.size());
        long since = System.nanoTime();
        Job job = helper.check(lab.id());
        job.onProgress(step -> CheckResult.of(
                        step, refusals.contains(step.args().getOrDefault("name", "")))
                .ifPresent(this::tell));
        List<CheckResult> results = CheckResult.parse(await(job));
        results.forEach(this::tell);
        long held = results.stream().filter(CheckResult::held).count();
        report.say("check.done", "held", held, "all", checks.size(), "seconds", seconds(since));
        return held == checks.size();
    }

    private synchronized void tell(CheckResult result) {
        if (told.add(result.name())) {
            report.check(result);
        }
    }

    private boolean pictures(LabView lab, Path folder) {
        report.say("pictures");
        try {
            shots.take(lab, folder).forEach(report::picture);
            return true;
        } catch (Exception e) {
            report.say("pictures.failed", "why", e.toString());
            LoggerFactory.getLogger(Tour.class).error("no pictures", e);
            return false;
        }
    }

    /// Ends what was begun and looks whether anything of it is left. Once, from whichever thread comes first; another
    /// waits for it.
    synchronized void tearDown() {
        if (ended) {
            return;
        }
        ended = true;
        if (!begun) {
            return;
        }
        try {
            settle();
            LabView lab = helper.labs().stream()
                    .filter(l -> l.name().equals(name))
                    .findFirst()
                    .orElse(null);
            if (lab != null) {
                Job job = helper.down(lab.id());
                job.onProgress(report::step);
                await(job);
            }
            verify(lab);
        } catch (HelperException e) {
            clean = false;
            report.failed(e);
        }
    }

    /// A start under way is called off, and undone by the engine.
    private void settle() {
        Job job = starting;
        if (job != null && !job.done().isDone()) {
            job.cancel();
            try {
                await(job);
            } catch (HelperException e) {
                // cancelled, or it failed: what is left is looked for next
            }
        }
    }

    private void verify(@Nullable LabView lab) {
        clean = Await.until(helper, patience.shown(), () -> left(lab) == 0);
        if (clean) {
            report.say("clean");
        } else {
            report.say("left", "n", left(lab));
        }
    }

    /// How many labs and containers of this tour the helper still knows.
    private long left(@Nullable LabView lab) {
        long labs = helper.labs().stream().filter(l -> l.name().equals(name)).count();
        long containers = helper.containers().stream()
                .filter(c -> lab != null && c.lab().equals(lab.id()) || c.name().startsWith(name + "."))
                .count();
        return labs + containers;
    }

    private @Nullable LabView find(String id) {
        return helper.labs().stream().filter(l -> l.id().equals(id)).findFirst().orElse(null);
    }

    private Map<String, Object> await(Job job) {
        Duration limit = patience.job();
        try {
            return job.done().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HelperException h) {
                throw h;
            }
            throw new IllegalStateException(job.kind(), e.getCause());
        } catch (TimeoutException e) {
            job.cancel();
            throw new HelperException(
                    Errors.FAILED, Map.of("detail", job.kind() + " took more than " + limit.toSeconds() + " s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            job.cancel();
            throw new HelperException(Errors.CANCELLED, Map.of());
        }
    }

    private static String seconds(long since) {
        return "%.1f".formatted((System.nanoTime() - since) / 1e9);
    }
}
