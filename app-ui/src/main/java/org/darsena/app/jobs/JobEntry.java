package org.darsena.app.jobs;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.darsena.api.Errors;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.Job;
import org.darsena.app.text.Sentences;

/// A job as the window shows it. JavaFX thread only.
public final class JobEntry {

    /// Where it is.
    public enum State {
        RUNNING,
        CANCELLING,
        DONE,
        CANCELLED,
        FAILED
    }

    private final Job job;
    private final String title;
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(-1);
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.RUNNING);

    JobEntry(Job job, Sentences sentences) {
        this.job = job;
        this.title = sentences.job(job.kind(), job.target());
        update(sentences);
    }

    Job job() {
        return job;
    }

    /// What it does: `Starting web-01`.
    public String title() {
        return title;
    }

    /// The step it is at; after its end what came of it.
    public ReadOnlyStringProperty words() {
        return words.getReadOnlyProperty();
    }

    /// 0–1; negative: not known.
    public ReadOnlyDoubleProperty fraction() {
        return fraction.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
    }

    public boolean runs() {
        return state.get() == State.RUNNING || state.get() == State.CANCELLING;
    }

    /// Asks it to stop and undo.
    public void cancel() {
        if (state.get() == State.RUNNING) {
            state.set(State.CANCELLING);
            job.cancel();
        }
    }

    void update(Sentences sentences) {
        Job.Progress progress = job.progress();
        fraction.set(progress.fraction());
        if (!job.done().isDone()) {
            words.set(sentences.of(progress));
            return;
        }
        switch (job.done().state()) {
            case FAILED, CANCELLED ->
                failed(job.done().handle((r, e) -> failure(e)).join(), sentences);
            default -> {
                fraction.set(1);
                words.set(sentences.done(job.kind(), job.target()));
                state.set(State.DONE);
            }
        }
    }

    private void failed(HelperException failure, Sentences sentences) {
        words.set(sentences.of(failure));
        state.set(failure.error().equals(Errors.CANCELLED) ? State.CANCELLED : State.FAILED);
    }

    static HelperException failure(Throwable e) {
        Throwable cause =
                e instanceof java.util.concurrent.CompletionException && e.getCause() != null ? e.getCause() : e;
        return cause instanceof HelperException h
                ? h
                : new HelperException(Errors.FAILED, java.util.Map.of("detail", String.valueOf(cause)));
    }
}
