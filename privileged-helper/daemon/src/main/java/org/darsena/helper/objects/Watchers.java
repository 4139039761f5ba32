package org.darsena.helper.objects;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.darsena.api.Names;
import org.darsena.helper.bus.Bus;
import org.darsena.helper.bus.Caller;
import org.darsena.runtime.Engine;
import org.darsena.runtime.Engine.Figures;
import org.freedesktop.dbus.types.UInt64;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Figures to those who watch. Nothing is sampled while nobody does; watchers who see the same share one
/// selection of the figures; a tick that finds the line crowded is left out.
///
/// Threads: any; ticks come from one.
final class Watchers implements Engine.SampleListener, AutoCloseable {
    static final String METRICS = "org.darsena.Helper1.Metrics";
    static final int PER_USER = 64;

    /// No user id, (uid_t) -1.
    private static final int EVERYBODY = -1;

    private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);

    private final Map<String, Watcher> watchers = new ConcurrentHashMap<>();
    private final Engine engine;
    private final Bus bus;
    private final Sight sight;
    private final Predicate<Caller> here;
    /// By whose they are; holds for as long as the engine hands out the same list of subjects. One thread's.
    private final Map<Integer, Selection> selections = new HashMap<>();

    private @Nullable List<String> known;
    private @Nullable AutoCloseable sampling;

    /// One that watches, and the subjects it was last told of.
    private static final class Watcher {
        final Caller caller;

        @Nullable
        List<String> index;

        Watcher(Caller caller) {
            this.caller = caller;
        }
    }

    /// What some may see of a tick: positions among all subjects.
    private static final class Selection {
        final List<String> subjects;
        final int[] rows;

        Selection(List<String> subjects, int[] rows) {
            this.subjects = subjects;
            this.rows = rows;
        }
    }

    /// @param here as for [Subscribers]
    Watchers(Engine engine, Bus bus, Sight sight, Predicate<Caller> here) {
        this.engine = engine;
        this.here = here;
        this.bus = bus;
        this.sight = sight;
    }

    /// False where its user watches too often.
    boolean add(Caller caller) {
        long same = watchers.values().stream()
                .filter(w -> w.caller.uid() == caller.uid() && !w.caller.name().equals(caller.name()))
                .count();
        if (same >= PER_USER) {
            return false;
        }
        watchers.put(caller.name(), new Watcher(caller));
        turn();
        if (!here.test(caller)) {
            remove(caller.name());
        }
        return true;
    }

    void remove(String uniqueName) {
        if (watchers.remove(uniqueName) != null) {
            turn();
        }
    }

    boolean none() {
        return watchers.isEmpty();
    }

    @Override
    public void close() {
        watchers.clear();
        turn();
    }

    /// Samples while somebody watches.
    private synchronized void turn() {
        if (watchers.isEmpty() && sampling != null) {
            close(sampling);
            sampling = null;
        } else if (!watchers.isEmpty() && sampling == null) {
            sampling = engine.sample(this);
        }
    }

    private static void close(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception e) {
            LOG.warn("end of sampling", e);
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the same list object means the same set, and is cheaper to compare
    public void sampled(long millis, List<String> subjects, List<Figures> figures) {
        if (bus.crowded()) {
            return;
        }
        if (subjects != known) {
            known = subjects;
            selections.clear();
        }
        for (Watcher watcher : watchers.values()) {
            int whose = sight.seesAll(watcher.caller) ? EVERYBODY : watcher.caller.uid();
            tell(watcher, millis, selections.computeIfAbsent(whose, uid -> select(subjects, owners(), uid)), figures);
        }
    }

    private void tell(Watcher watcher, long millis, Selection selection, List<Figures> figures) {
        String to = watcher.caller.name();
        if (!selection.subjects.equals(watcher.index)) {
            watcher.index = selection.subjects;
            bus.signal(to, Names.METRICS, METRICS, "Index", "as", selection.subjects);
        }
        double[] values = new double[selection.rows.length * Figures.COLUMNS];
        int at = 0;
        for (int row : selection.rows) {
            at = put(values, at, figures.get(row));
        }
        bus.signal(to, Names.METRICS, METRICS, "Sample", "tad", new UInt64(millis), values);
    }

    static int put(double[] values, int at, Figures row) {
        values[at] = row.cpu();
        values[at + 1] = row.memory();
        values[at + 2] = row.received();
        values[at + 3] = row.sent();
        values[at + 4] = row.pids();
        return at + Figures.COLUMNS;
    }

    /// @param uid whose they must be, or [#EVERYBODY]
    private static Selection select(List<String> subjects, Map<String, Integer> owners, int uid) {
        List<String> seen = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            Integer owner = owners.get(object(subjects.get(i)));
            if (owner != null && (uid == EVERYBODY || owner == uid)) {
                seen.add(subjects.get(i));
                rows.add(i);
            }
        }
        return new Selection(
                List.copyOf(seen), rows.stream().mapToInt(Integer::intValue).toArray());
    }

    private Map<String, Integer> owners() {
        Map<String, Integer> owners = new HashMap<>();
        engine.containers().forEach(info -> owners.put("container/" + info.id(), info.owner()));
        engine.labs().forEach(info -> owners.put("link/" + info.id(), info.owner()));
        return owners;
    }

    /// `container/ID` and `link/LAB/N` → what says whose it is.
    static String object(String subject) {
        int second = subject.indexOf('/', subject.indexOf('/') + 1);
        return second < 0 ? subject : subject.substring(0, second);
    }
}
