package org.darsena.app.labs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.darsena.app.client.CheckResult;
import org.darsena.app.client.Job;
import org.jspecify.annotations.Nullable;

/// What is being done to one lab, and what came of what was done before. JavaFX thread only; changed by [LabWorks].
final class LabWork {
    private static final Job.Progress BEGUN = new Job.Progress(-1, "", Map.of());

    @Nullable
    Job job;

    String kind = "";
    Job.Progress progress = BEGUN;
    boolean cancelling;
    String failure = "";
    List<String> problems = List.of();
    final Map<String, CheckResult> results = new LinkedHashMap<>();
    boolean stale;

    void begin(String what, Job begun) {
        job = begun;
        kind = what;
        progress = BEGUN;
        cancelling = false;
        failure = "";
        problems = List.of();
    }

    /// Takes over what the checks of an earlier one told; sentences are not, they are in its language.
    void recall(LabWork before) {
        results.putAll(before.results);
        stale = before.stale;
    }

    void end() {
        job = null;
        kind = "";
        cancelling = false;
    }

    /// `up`, `check`, `down`; empty: nothing is being done.
    String kind() {
        return kind;
    }

    boolean busy() {
        return job != null;
    }

    boolean checking() {
        return kind.equals("check");
    }

    /// Of the last or present checks, by name; those not tried yet are not in it.
    Map<String, CheckResult> results() {
        return results;
    }

    /// What the last checks tell of now: nothing, once a node was stopped or started since.
    Map<String, CheckResult> valid() {
        return stale ? Map.of() : results;
    }

    /// How many of those tried are not as they must be.
    long failed() {
        return results.size() - held();
    }

    long held() {
        return results.values().stream().filter(CheckResult::held).count();
    }
}
