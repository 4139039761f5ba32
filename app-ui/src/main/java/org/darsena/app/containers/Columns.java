package org.darsena.app.containers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.darsena.app.graphs.Sparks;
import org.darsena.app.text.Texts;
import org.darsena.app.view.Column;
import org.darsena.app.view.Context;
import org.darsena.app.view.Figures;
import org.darsena.app.view.LiveState;
import org.jspecify.annotations.Nullable;

/// The columns of the list: which there are, which are seen, how wide. A narrow window drops those that matter least
/// rather than cutting the names.
final class Columns {
    private static final double LEAST_NAME = 170;
    private static final double SCROLL_BAR = 12;
    private static final String REMEMBERED = "containers.columns";

    /// In the order they are dropped when there is no room, last ones first.
    private enum Kind {
        CPU(Order.Key.CPU, 122, true),
        MEMORY(Order.Key.MEMORY, 162, true),
        NETWORK(Order.Key.NETWORK, 76, true),
        PIDS(Order.Key.PIDS, 52, true),
        OWNER(Order.Key.OWNER, 70, true),
        STATE(Order.Key.STATE, 92, false),
        IMAGE(null, 100, false),
        ID(null, 120, false);

        private final Order.@Nullable Key key;
        private final double width;
        private final boolean atFirst;

        Kind(Order.@Nullable Key key, double width, boolean atFirst) {
            this.key = key;
            this.width = width;
            this.atFirst = atFirst;
        }
    }

    private static final List<Kind> LEFT_TO_RIGHT =
            List.of(Kind.STATE, Kind.OWNER, Kind.IMAGE, Kind.ID, Kind.CPU, Kind.MEMORY, Kind.NETWORK, Kind.PIDS);

    private final TableView<Line> table;
    private final Context context;
    private final Texts texts;
    private final Figures figures;
    private final LiveCell.Tracker tracker = new LiveCell.Tracker();
    private final TableColumn<Line, Line> name;
    private final Map<Kind, TableColumn<Line, Line>> columns = new LinkedHashMap<>();
    private final Set<Kind> wanted = new LinkedHashSet<>();

    Columns(TableView<Line> table, Context context, Remarks remarks, Sparks sparks) {
        this.table = table;
        this.context = context;
        this.texts = context.texts();
        this.figures = new Figures(texts.locale());
        this.name = column("name", Order.Key.NAME, () -> new NameCell(tracker, context, remarks));
        name.getStyleClass().add("name-column");
        make(sparks);
        remembered();
        table.getColumns().add(name);
        table.getColumns().addAll(LEFT_TO_RIGHT.stream().map(this::of).toList());
        table.widthProperty().addListener(o -> fit());
        table.heightProperty().addListener(o -> fit());
        columns.values().forEach(c -> c.widthProperty().addListener(o -> fit()));
        fit();
    }

    LiveCell.Tracker tracker() {
        return tracker;
    }

    /// What a column sorts by; null: nothing.
    Order.@Nullable Key key(TableColumn<Line, ?> column) {
        return (Order.Key) column.getUserData();
    }

    /// One switch for each column: its title, whether it is wanted, and what turns it.
    record Choice(String title, boolean on, Runnable turn) {}

    List<Choice> choices() {
        List<Choice> all = new ArrayList<>();
        for (Kind kind : LEFT_TO_RIGHT) {
            all.add(new Choice(of(kind).getText(), wanted.contains(kind), () -> turn(kind)));
        }
        return all;
    }

    /// Shares the width out anew.
    void fit() {
        // the bar's room is kept free where none is needed too: else one bar would bring the other, and columns jump
        double room = table.getWidth() - 2 - SCROLL_BAR;
        double left = room - LEAST_NAME;
        for (Kind kind : Kind.values()) {
            TableColumn<Line, Line> column = of(kind);
            boolean seen = wanted.contains(kind) && (left >= column.getPrefWidth() || table.getWidth() == 0);
            if (seen) {
                left -= column.getWidth();
            }
            column.setVisible(seen);
        }
        if (table.getWidth() > 0) {
            name.setPrefWidth(Math.max(LEAST_NAME, LEAST_NAME + left));
        }
    }

    private void turn(Kind kind) {
        if (!wanted.remove(kind)) {
            wanted.add(kind);
        }
        context.memory()
                .put(
                        REMEMBERED,
                        String.join(",", wanted.stream().map(Kind::name).toList()));
        fit();
    }

    private void remembered() {
        String known = context.memory().get(REMEMBERED, "-");
        for (Kind kind : Kind.values()) {
            if (known.equals("-") ? kind.atFirst : List.of(known.split(",")).contains(kind.name())) {
                wanted.add(kind);
            }
        }
    }

    private void make(Sparks sparks) {
        LiveState live = context.live();
        put(
                Kind.STATE,
                "state",
                () -> new WordsCell(
                        tracker, r -> context.sentences().state(r.now().state())));
        put(Kind.OWNER, "owner", () -> new WordsCell(tracker, r -> r.now().ownerName()));
        put(Kind.IMAGE, "image", () -> new WordsCell(tracker, r -> r.now().image()));
        put(Kind.ID, "id", () -> new WordsCell(tracker, r -> r.now().id(), "mono"));
        put(Kind.CPU, "cpu", () -> new FigureCells.Cpu(tracker, live, figures, sparks));
        put(Kind.MEMORY, "memory", () -> new FigureCells.Memory(tracker, live, figures));
        put(Kind.NETWORK, "network", () -> new FigureCells.Plainly(tracker, r -> traffic(live, r)));
        put(Kind.PIDS, "pids", () -> new FigureCells.Plainly(tracker, r -> pids(live, r)));
        for (Kind kind : List.of(Kind.CPU, Kind.MEMORY, Kind.NETWORK, Kind.PIDS)) {
            of(kind).getStyleClass().add("num");
        }
    }

    private String traffic(LiveState live, Line.Row row) {
        return row.now().pid() == 0 ? Figures.NONE : figures.rate(Order.traffic(live, row.now()));
    }

    private String pids(LiveState live, Line.Row row) {
        return row.now().pid() == 0
                ? Figures.NONE
                : figures.count(live.latest(row.now().subject(), Column.PIDS));
    }

    private void put(Kind kind, String title, java.util.function.Supplier<TableCell<Line, Line>> cells) {
        TableColumn<Line, Line> column = column(title, kind.key, cells);
        column.setPrefWidth(kind.width);
        columns.put(kind, column);
    }

    private TableColumn<Line, Line> of(Kind kind) {
        return java.util.Objects.requireNonNull(columns.get(kind), kind.name());
    }

    private TableColumn<Line, Line> column(
            String title, Order.@Nullable Key key, java.util.function.Supplier<TableCell<Line, Line>> cells) {
        var column = new TableColumn<Line, Line>(texts.text("ui.containers.column." + title));
        column.setId(title);
        column.setCellValueFactory(f -> new ReadOnlyObjectWrapper<>(f.getValue()));
        column.setCellFactory(c -> cells.get());
        column.setUserData(key);
        column.setSortable(key != null);
        column.setReorderable(false);
        column.setMinWidth(40);
        return column;
    }
}
