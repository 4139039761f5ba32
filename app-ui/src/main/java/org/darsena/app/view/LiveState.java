package org.darsena.app.view;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.Job;
import org.darsena.app.client.LabView;
import org.jspecify.annotations.Nullable;

/// What the helper last said, mirrored for the window: containers, labs, jobs, connection, and ten minutes of figures
/// of each subject. All methods are called on the JavaFX thread, all listeners too, at most once a pulse.
///
/// It knows no control and no toolkit: the thread it lives on is an [Executor].
public final class LiveState implements AutoCloseable {

    /// What changed since last told. Default methods: take what you need.
    public interface Listener {
        /// The line to the helper came or went.
        default void connection() {}

        /// These are new, changed or gone; see [LiveState#container].
        default void containers(Set<String> ids) {}

        /// These are new, changed or gone; see [LiveState#lab].
        default void labs(Set<String> ids) {}

        /// A job of this window's was begun, went on, or ended (`job.done().isDone()`).
        default void job(Job job) {}

        /// New figures are in, by a tick or from the helper's memory. Draw now, once.
        default void figures() {}
    }

    private final Helper helper;
    private final Executor fx;
    private final Executor background;
    private final Incoming incoming;
    private final AutoCloseable listening;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, ContainerView> containers = new LinkedHashMap<>();
    private final Map<String, LabView> labs = new LinkedHashMap<>();
    private final Set<Job> jobs = new LinkedHashSet<>();
    private final Map<String, Series> series = new HashMap<>();
    private Helper.Connection connection;
    private @Nullable AutoCloseable watching;
    private int watchers;
    private long now;
    /// Counts the times from which on ticks came without a gap; history is asked once in each.
    private int season;

    private @Nullable List<String> subjects;
    private Series[] ofSubjects = new Series[0];

    /// @param fx runs on the JavaFX thread: `Platform::runLater`
    /// @param background runs what blocks
    public LiveState(Helper helper, Executor fx, Executor background) {
        this.helper = helper;
        this.fx = fx;
        this.background = background;
        this.incoming = new Incoming(fx, this::apply);
        this.listening = helper.listen(incoming);
        this.connection = helper.connection();
        helper.containers().forEach(c -> containers.put(c.id(), c));
        helper.labs().forEach(l -> labs.put(l.id(), l));
    }

    public Helper.Connection connection() {
        return connection;
    }

    /// All that are known, in the order they came. While the line is broken: what was last seen.
    public Collection<ContainerView> containers() {
        return Collections.unmodifiableCollection(containers.values());
    }

    public @Nullable ContainerView container(String id) {
        return containers.get(id);
    }

    public Collection<LabView> labs() {
        return Collections.unmodifiableCollection(labs.values());
    }

    public @Nullable LabView lab(String id) {
        return labs.get(id);
    }

    /// Jobs of this window's that have not ended, oldest first.
    public Collection<Job> jobs() {
        return Collections.unmodifiableCollection(jobs);
    }

    /// The figures of a subject (`container/ID`, `link/LAB/N`); the same object as long as the subject is there. What
    /// the helper remembers of it is asked for at the first look; [Listener#figures] tells when it is in.
    public Series series(String subject) {
        Series found = series.computeIfAbsent(subject, s -> new Series());
        if (found.seeded != season && connection.connected()) {
            found.seeded = season;
            background.execute(() -> seed(subject, found));
        }
        return found;
    }

    /// Its newest figure without asking for its past; NaN where there is none.
    public double latest(String subject, Column column) {
        Series found = series.get(subject);
        return found == null ? Double.NaN : found.last(column);
    }

    /// When the newest figures were taken, ms since the epoch; before the first the clock's time.
    public long now() {
        return now == 0 ? System.currentTimeMillis() : now;
    }

    /// Figures are wanted as long as the pin is held: nothing is sampled for a window that shows none.
    public Pin watch() {
        if (watchers++ == 0) {
            season++;
            watching = helper.watch(incoming::tick);
        }
        return once(() -> {
            if (--watchers == 0 && watching != null) {
                quietly(watching);
                watching = null;
            }
        });
    }

    public Pin listen(Listener listener) {
        listeners.add(listener);
        return once(() -> listeners.remove(listener));
    }

    @Override
    public void close() {
        quietly(listening);
        if (watching != null) {
            quietly(watching);
            watching = null;
        }
        listeners.clear();
    }

    private void apply(Incoming.Batch batch) {
        if (batch.connection() != null) {
            if (batch.connection().connected() && !connection.connected()) {
                season++;
            }
            connection = batch.connection();
        }
        batch.containers().forEach((id, now) -> {
            put(containers, id, now);
            if (now.isEmpty()) {
                series.remove("container/" + id);
                subjects = null;
            }
        });
        batch.labs().forEach((id, now) -> put(labs, id, now));
        for (Job job : batch.jobs()) {
            if (job.done().isDone()) {
                jobs.remove(job);
            } else {
                jobs.add(job);
            }
        }
        batch.ticks().forEach(this::tick);
        tell(batch);
    }

    private void tell(Incoming.Batch batch) {
        if (batch.connection() != null) {
            each(Listener::connection);
        }
        if (!batch.containers().isEmpty()) {
            Set<String> ids = Collections.unmodifiableSet(batch.containers().keySet());
            each(l -> l.containers(ids));
        }
        if (!batch.labs().isEmpty()) {
            Set<String> ids = Collections.unmodifiableSet(batch.labs().keySet());
            each(l -> l.labs(ids));
        }
        batch.jobs().forEach(job -> each(l -> l.job(job)));
        if (!batch.ticks().isEmpty()) {
            each(Listener::figures);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the client hands out the same list while it is unchanged
    private void tick(Helper.Tick tick) {
        now = tick.millis();
        if (subjects != tick.subjects()) {
            subjects = tick.subjects();
            ofSubjects = subjects.stream()
                    .map(s -> series.computeIfAbsent(s, k -> new Series()))
                    .toArray(Series[]::new);
        }
        int n = Math.min(ofSubjects.length, tick.rows().size());
        for (int i = 0; i < n; i++) {
            ofSubjects[i].add(tick.rows().get(i));
        }
    }

    private void seed(String subject, Series into) {
        List<Helper.Sample> history;
        try {
            history = helper.history(subject);
        } catch (HelperException e) {
            return; // nothing remembered, or the line broke: what comes by ticks is shown
        }
        fx.execute(() -> {
            into.merge(history);
            each(Listener::figures);
        });
    }

    private void each(Consumer<Listener> what) {
        listeners.forEach(what);
    }

    private static <T> void put(Map<String, T> map, String id, Optional<T> now) {
        now.ifPresentOrElse(v -> map.put(id, v), () -> map.remove(id));
    }

    private static Pin once(Runnable end) {
        boolean[] open = {true};
        return () -> {
            if (open[0]) {
                open[0] = false;
                end.run();
            }
        };
    }

    private static void quietly(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception e) {
            throw new IllegalStateException(e); // ours declare none
        }
    }
}
