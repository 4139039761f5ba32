package org.darsena.app.containers;

import java.util.Comparator;
import org.darsena.app.client.ContainerView;
import org.darsena.app.containers.Line.Row;
import org.darsena.app.view.Column;
import org.darsena.app.view.LiveState;

/// How the list is sorted.
record Order(Key key, boolean descending) {
    static final Order BY_NAME = new Order(Key.NAME, false);

    /// What it is sorted by.
    enum Key {
        NAME,
        STATE,
        OWNER,
        CPU,
        MEMORY,
        NETWORK,
        PIDS;

        /// Whether its order changes with every tick.
        boolean moves() {
            return switch (this) {
                case CPU, MEMORY, NETWORK, PIDS -> true;
                case NAME, STATE, OWNER -> false;
            };
        }
    }

    /// Equal ones stand by name, so that the order never depends on the order of arrival. What has no figure stands
    /// last in both directions.
    Comparator<Row> comparator(LiveState live) {
        Comparator<Row> byName =
                Comparator.<Row, String>comparing(Row::name, Names.NATURAL).thenComparing(Row::id);
        Comparator<Row> first = switch (key) {
            case NAME -> Comparator.comparing(Row::name, Names.NATURAL);
            case STATE -> Comparator.comparing(r -> r.now().state());
            case OWNER -> Comparator.comparing(r -> r.now().ownerName(), Names.NATURAL);
            case CPU -> byFigure(live, Column.CPU);
            case MEMORY -> byFigure(live, Column.MEMORY);
            case PIDS -> byFigure(live, Column.PIDS);
            case NETWORK -> byNumber(r -> traffic(live, r.now()));
        };
        return (descending && !key.moves() ? first.reversed() : first).thenComparing(byName);
    }

    static double traffic(LiveState live, ContainerView c) {
        return live.latest(c.subject(), Column.RECEIVED) + live.latest(c.subject(), Column.SENT);
    }

    private Comparator<Row> byFigure(LiveState live, Column column) {
        return byNumber(r -> live.latest(r.now().subject(), column));
    }

    private Comparator<Row> byNumber(java.util.function.ToDoubleFunction<Row> number) {
        double sign = descending ? -1 : 1;
        return Comparator.comparingDouble(r -> {
            double value = number.applyAsDouble(r);
            return Double.isNaN(value) ? Double.POSITIVE_INFINITY : sign * value;
        });
    }
}
