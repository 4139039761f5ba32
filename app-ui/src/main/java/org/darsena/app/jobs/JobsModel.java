package org.darsena.app.jobs;

import java.time.Duration;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.darsena.app.client.Job;
import org.darsena.app.view.Context;
import org.darsena.app.view.LiveState;
import org.darsena.app.view.Pin;
import org.jspecify.annotations.Nullable;

/// The jobs of this window: those that run, and the last few that ended. Holds no control. JavaFX thread only.
public final class JobsModel implements LiveState.Listener, AutoCloseable {
    /// How long what came of a job stands in its place.
    static final Duration STAYS = Duration.ofSeconds(5);

    private static final int KEPT = 30;

    private final Context context;
    private final Pin listening;
    private final ObservableList<JobEntry> entries = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable JobEntry> current = new ReadOnlyObjectWrapper<>();
    private int running;

    public JobsModel(Context context) {
        this.context = context;
        this.listening = context.live().listen(this);
        context.live().jobs().forEach(this::job);
    }

    /// Newest first.
    public ObservableList<JobEntry> entries() {
        return FXCollections.unmodifiableObservableList(entries);
    }

    /// The one the status bar shows: the newest that runs, else for a while the last that ended; null: none.
    public ReadOnlyObjectProperty<@Nullable JobEntry> current() {
        return current.getReadOnlyProperty();
    }

    /// How many run.
    public int running() {
        return running;
    }

    @Override
    public void job(Job job) {
        if (job.kind().equals("exec")) {
            return; // a terminal is no work that one waits for
        }
        JobEntry entry = entry(job);
        boolean ran = entry.runs();
        entry.update(context.sentences());
        if (ran && !entry.runs()) {
            running--;
            context.after(STAYS, this::choose);
        }
        choose(entry);
    }

    @Override
    public void close() {
        listening.close();
    }

    @SuppressWarnings("ReferenceEquality") // a job is itself and no other, whatever it looks like
    private JobEntry entry(Job job) {
        for (JobEntry e : entries) {
            if (e.job() == job) {
                return e;
            }
        }
        var entry = new JobEntry(job, context.sentences());
        if (entry.runs()) {
            running++;
        }
        entries.addFirst(entry);
        for (int i = entries.size() - 1; i >= KEPT && !entries.get(i).runs(); i--) {
            entries.remove(i);
        }
        return entry;
    }

    private void choose(JobEntry changed) {
        JobEntry shown = current.get();
        if (shown == null || !shown.runs() || shown == changed) {
            current.set(newestRunning(changed));
        }
    }

    private void choose() {
        JobEntry shown = current.get();
        if (shown != null && !shown.runs()) {
            current.set(newestRunning(null));
        }
    }

    private @Nullable JobEntry newestRunning(@Nullable JobEntry otherwise) {
        return entries.stream().filter(JobEntry::runs).findFirst().orElse(otherwise);
    }
}
