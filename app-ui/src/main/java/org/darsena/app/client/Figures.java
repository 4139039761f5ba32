package org.darsena.app.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.darsena.api.Metrics;
import org.darsena.api.Names;

/// The figures of each second. Signals are taken in on the event thread.
final class Figures {
    private final Listeners<Consumer<Helper.Tick>> watchers = new Listeners<>();
    private final Consumer<Consumer<Line>> caller;
    private List<String> subjects = List.of();

    /// @param caller runs what it is given with the line, where there is one, on a thread that may wait
    Figures(Consumer<Consumer<Line>> caller) {
        this.caller = caller;
    }

    synchronized AutoCloseable watch(Consumer<Helper.Tick> watcher) {
        boolean first = watchers.isEmpty();
        AutoCloseable entry = watchers.add(watcher);
        if (first) {
            caller.accept(line -> metrics(line).Watch());
        }
        return () -> unwatch(entry);
    }

    private synchronized void unwatch(AutoCloseable entry) throws Exception {
        boolean none = watchers.isEmpty();
        entry.close();
        if (!none && watchers.isEmpty()) {
            caller.accept(line -> metrics(line).Unwatch());
        }
    }

    /// Signals of `line` from now on, and the watch taken up again.
    synchronized void connected(Line line, Events events) {
        // an old line's last figures do no harm: the next index puts them right
        line.on(Metrics.Index.class, s -> events.run(() -> subjects = List.copyOf(s.subjects)));
        line.on(Metrics.Sample.class, s -> events.run(() -> sample(s)));
        subjects = List.of();
        if (!watchers.isEmpty()) {
            metrics(line).Watch();
        }
    }

    private void sample(Metrics.Sample sample) {
        if (sample.values.size() != subjects.size() * Metrics.COLUMNS) {
            return; // of an index not seen: the next one fits
        }
        long millis = sample.millis.longValue();
        var rows = new ArrayList<Helper.Sample>(subjects.size());
        for (int i = 0; i < sample.values.size(); i += Metrics.COLUMNS) {
            rows.add(row(millis, sample.values, i));
        }
        var tick = new Helper.Tick(millis, subjects, rows);
        watchers.tell(w -> w.accept(tick));
    }

    static List<Helper.Sample> history(Line line, String subject) {
        List<Double> flat = metrics(line).History(subject);
        var rows = new ArrayList<Helper.Sample>();
        for (int i = 0; i + Metrics.COLUMNS < flat.size(); i += Metrics.COLUMNS + 1) {
            rows.add(row(flat.get(i).longValue(), flat, i + 1));
        }
        return rows;
    }

    private static Helper.Sample row(long millis, List<Double> values, int at) {
        return new Helper.Sample(
                millis, values.get(at), values.get(at + 1), values.get(at + 2), values.get(at + 3), values.get(at + 4));
    }

    private static Metrics metrics(Line line) {
        return line.object(Metrics.class, Names.METRICS);
    }
}
