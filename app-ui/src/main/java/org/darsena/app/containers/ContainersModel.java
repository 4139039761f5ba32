package org.darsena.app.containers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.LabView;
import org.darsena.app.containers.Line.Group;
import org.darsena.app.containers.Line.Row;
import org.darsena.app.view.LiveState;
import org.darsena.app.view.Pin;
import org.darsena.model.container.ContainerState;

/// What the list of containers shows: which lines, in which order. Holds no control. JavaFX thread only.
final class ContainersModel implements LiveState.Listener, AutoCloseable {
    private final LiveState live;
    private final Pin listening;
    private final Map<String, Row> rows = new HashMap<>();
    private final Set<String> collapsed = new HashSet<>();
    private final ReadOnlyObjectWrapper<List<Line>> lines = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Filter> filter = new ReadOnlyObjectWrapper<>(Filter.ALL);
    private final ReadOnlyObjectWrapper<Counts> counts = new ReadOnlyObjectWrapper<>(new Counts(0, 0, 0));
    private Order order = Order.BY_NAME;
    private boolean grouped = true;
    private boolean held;

    /// How many there are in the lab that is open (or at all), how many of those run, how many the filter lets
    /// through.
    record Counts(int all, int running, int shown) {}

    ContainersModel(LiveState live) {
        this.live = live;
        this.listening = live.listen(this);
        live.containers().forEach(c -> rows.put(c.id(), new Row(c)));
        arrange();
    }

    /// The lines, top to bottom; another list when another line stands anywhere, else the same: that a row's container
    /// has changed is told by [LiveState.Listener#containers].
    ReadOnlyObjectProperty<List<Line>> lines() {
        return lines.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Filter> filter() {
        return filter.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Counts> counts() {
        return counts.getReadOnlyProperty();
    }

    Order order() {
        return order;
    }

    boolean grouped() {
        return grouped;
    }

    void filter(Filter next) {
        filter.set(next);
        arrange();
    }

    void order(Order next) {
        order = next;
        arrange();
    }

    void grouped(boolean next) {
        grouped = next;
        arrange();
    }

    /// Folds a group up or open.
    void fold(String lab, boolean shut) {
        if (shut ? collapsed.add(lab) : collapsed.remove(lab)) {
            arrange();
        }
    }

    /// While held, figures do not change the order: nobody wants a row to run from under the pointer.
    void hold(boolean on) {
        if (held && !on) {
            held = false;
            arrange();
        }
        held = on;
    }

    /// Names of all owners, for the filter.
    Set<String> owners() {
        return rows.values().stream().map(r -> r.now().ownerName()).collect(Collectors.toCollection(TreeSet::new));
    }

    @org.jspecify.annotations.Nullable
    Row row(String id) {
        return rows.get(id);
    }

    /// Makes a container's line be seen: unfolds its group, drops a filter that hides it.
    void reveal(String id) {
        Row row = rows.get(id);
        if (row == null) {
            return;
        }
        collapsed.remove(row.now().lab());
        if (!filter.get().lets(row.now())) {
            filter.set(Filter.ALL);
        }
        arrange();
    }

    @Override
    public void containers(Set<String> ids) {
        for (String id : ids) {
            ContainerView now = live.container(id);
            Row row = rows.get(id);
            if (now == null) {
                rows.remove(id);
            } else if (row == null) {
                rows.put(id, new Row(now));
            } else {
                row.now(now);
            }
        }
        arrange();
    }

    @Override
    public void labs(Set<String> ids) {
        arrange();
    }

    @Override
    public void figures() {
        if (order.key().moves() && !held) {
            arrange();
        }
    }

    @Override
    public void close() {
        listening.close();
    }

    private void arrange() {
        Filter f = filter.get();
        List<Row> some = new ArrayList<>(rows.size());
        int all = 0;
        int running = 0;
        for (Row row : rows.values()) {
            if (f.lab().isEmpty() || f.lab().equals(row.now().lab())) {
                all++;
                running += row.now().state() == ContainerState.RUNNING ? 1 : 0;
            }
            if (f.lets(row.now())) {
                some.add(row);
            }
        }
        some.sort(order.comparator(live));
        List<Line> next = grouped && f.lab().isEmpty() ? inGroups(some) : Collections.unmodifiableList(some);
        counts.set(new Counts(all, running, some.size()));
        if (!next.equals(lines.get())) {
            lines.set(next);
        }
    }

    /// By lab, in the order of the labs' names; those without one last; no heads where there are no labs.
    private List<Line> inGroups(List<Row> some) {
        Map<String, List<Row>> byLab = new HashMap<>();
        some.forEach(r ->
                byLab.computeIfAbsent(r.now().lab(), k -> new ArrayList<>()).add(r));
        if (byLab.size() == 1 && byLab.containsKey("")) {
            return Collections.unmodifiableList(some);
        }
        List<Group> heads = new ArrayList<>();
        byLab.forEach((lab, of) -> heads.add(new Group(lab, labName(lab), of.size(), collapsed.contains(lab))));
        heads.sort(java.util.Comparator.comparing((Group g) -> g.lab().isEmpty())
                .thenComparing(Group::name, Names.NATURAL)
                .thenComparing(Group::lab));
        List<Line> next = new ArrayList<>(some.size() + heads.size());
        for (Group head : heads) {
            next.add(head);
            if (!head.collapsed()) {
                next.addAll(byLab.getOrDefault(head.lab(), List.of()));
            }
        }
        return next;
    }

    private String labName(String id) {
        LabView lab = live.lab(id);
        return lab == null ? id : lab.name();
    }
}
