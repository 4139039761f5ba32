package org.darsena.app.containers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Screen;
import org.darsena.app.actions.Removal;
import org.darsena.app.client.ContainerView;
import org.darsena.app.containers.Line.Group;
import org.darsena.app.containers.Line.Row;
import org.darsena.app.graphs.Sparks;
import org.darsena.app.theme.Themes;
import org.darsena.app.view.Context;
import org.jspecify.annotations.Nullable;

/// The list as a table. It keeps the selection by container where lines move, and shows new figures only in the rows
/// that are seen.
final class ContainersTable {
    static final double ROW = 38;
    private static final double HEAD = 34;
    private static final double NAME_AT = 42;
    private static final double EDGES = 2;
    private static final PseudoClass LEAVING = PseudoClass.getPseudoClass("leaving");
    private static final PseudoClass GROUP = PseudoClass.getPseudoClass("group");

    private final Context context;
    private final ContainersModel model;
    private final Removal removal;
    private final RowMenu menu;
    private final ContextMenu open = new ContextMenu();
    private final Sparks sparks;
    private final Columns columns;
    private final TableView<Line> table = new TableView<>();
    private final List<TableRow<Line>> rows = new ArrayList<>();
    private Consumer<List<ContainerView>> picked = l -> {};
    private boolean arranging;
    /// Held here: the theme outlives the table, and holds on to it weakly.
    private final InvalidationListener themed = o -> figures();

    ContainersTable(Context context, ContainersModel model, Remarks remarks, Removal removal, RowMenu menu) {
        this.context = context;
        this.model = model;
        this.removal = removal;
        this.menu = menu;
        int scale = (int) Math.ceil(Screen.getPrimary().getOutputScaleX());
        this.sparks = new Sparks(FigureCells.SPARK_WIDTH, FigureCells.SPARK_HEIGHT, scale);
        table.setId("containers");
        table.setFixedCellSize(ROW);
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.setRowFactory(t -> row());
        table.setSortPolicy(t -> sorted());
        table.setAccessibleText(context.texts().text("ui.containers.title"));
        this.columns = new Columns(table, context, remarks, sparks);
        table.getSelectionModel().getSelectedIndices().addListener((ListChangeListener<Integer>) c -> pick());
        table.setOnContextMenuRequested(this::menuKey);
        table.addEventFilter(MouseEvent.MOUSE_ENTERED, e -> model.hold(true));
        table.addEventFilter(MouseEvent.MOUSE_EXITED, e -> model.hold(false));
        model.lines().addListener((o, before, now) -> arrange(now));
        arrange(model.lines().get());
        // the small lines are pixels: they do not follow the style sheets by themselves
        Themes.currentProperty().addListener(new WeakInvalidationListener(themed));
    }

    TableView<Line> node() {
        return table;
    }

    Columns columns() {
        return columns;
    }

    /// Told of the containers that are picked, whenever others are.
    void onPicked(Consumer<List<ContainerView>> listener) {
        picked = listener;
    }

    /// What is picked, from top to bottom.
    List<ContainerView> picked() {
        return table.getSelectionModel().getSelectedIndices().stream()
                .map(i ->
                        i >= 0 && i < table.getItems().size() ? table.getItems().get(i) : null)
                .filter(Row.class::isInstance)
                .map(l -> ((Row) l).now())
                .toList();
    }

    /// Picks exactly this one and scrolls to it.
    void pick(String id) {
        for (int i = 0; i < table.getItems().size(); i++) {
            if (table.getItems().get(i) instanceof Row row && row.id().equals(id)) {
                table.getSelectionModel().clearAndSelect(i);
                scrollTo(i);
                return;
            }
        }
    }

    /// Shows new figures.
    void figures() {
        columns.tracker().figures();
        sparks.flush();
    }

    /// Shows what changed about containers: state, name, remark.
    void changed() {
        for (TableRow<Line> row : rows) {
            mark(row, row.getItem());
        }
        figures();
    }

    /// The group that has the focus; null: none has.
    @Nullable
    Group focusedGroup() {
        return table.getFocusModel().getFocusedItem() instanceof Group g ? g : null;
    }

    private void scrollTo(int i) {
        int seen = (int) ((table.getHeight() - HEAD) / ROW);
        if (seen > 0 && table.getItems().size() > seen) {
            table.scrollTo(Math.max(0, i - seen / 2));
        }
    }

    private void arrange(List<Line> now) {
        Set<Line> selected = new HashSet<>(table.getSelectionModel().getSelectedItems());
        int at = table.getSelectionModel().getSelectedIndex();
        Line focused = table.getFocusModel().getFocusedItem();
        arranging = true;
        table.getItems().setAll(now);
        table.getSelectionModel().clearSelection();
        int[] again = new int[selected.size()];
        int n = 0;
        int focus = -1;
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i) instanceof Row && selected.contains(now.get(i)) && n < again.length) {
                again[n++] = i;
            }
            if (sameLine(now.get(i), focused)) {
                focus = i;
            }
        }
        if (n == 0 && at >= 0) {
            nearest(at); // what was picked went: the keys go on with its neighbour
        } else if (n > 0) {
            table.getSelectionModel().selectIndices(again[0], java.util.Arrays.copyOfRange(again, 1, n));
        }
        if (focus >= 0) {
            table.getFocusModel().focus(focus);
        }
        arranging = false;
        double height = HEAD + now.size() * ROW + EDGES;
        table.setPrefHeight(height);
        table.setMaxHeight(now.isEmpty() ? Double.MAX_VALUE : height);
        columns.fit();
        pick();
    }

    private void nearest(int at) {
        int last = table.getItems().size() - 1;
        for (int i = Math.min(at, last); i >= 0; i--) {
            if (table.getItems().get(i) instanceof Row) {
                table.getSelectionModel().clearAndSelect(i);
                return;
            }
        }
        for (int i = Math.max(0, at); i <= last; i++) {
            if (table.getItems().get(i) instanceof Row) {
                table.getSelectionModel().clearAndSelect(i);
                return;
            }
        }
    }

    private static boolean sameLine(Line a, @Nullable Line b) {
        return a.equals(b)
                || a instanceof Group g && b instanceof Group h && g.lab().equals(h.lab());
    }

    private void pick() {
        if (!arranging) {
            picked.accept(picked());
        }
    }

    private boolean sorted() {
        if (table.getSortOrder().isEmpty()) {
            model.order(Order.BY_NAME);
        } else {
            TableColumn<Line, ?> column = table.getSortOrder().getFirst();
            Order.Key key = columns.key(column);
            boolean descending = column.getSortType() == TableColumn.SortType.DESCENDING;
            if (key != null) {
                model.order(new Order(key, descending));
            }
        }
        return true;
    }

    private TableRow<Line> row() {
        var row = new TableRow<Line>() {
            @Override
            protected void updateItem(@Nullable Line item, boolean empty) {
                super.updateItem(item, empty);
                mark(this, empty ? null : item);
            }
        };
        rows.add(row);
        row.setOnContextMenuRequested(e -> {
            if (row.getItem() instanceof Row) {
                // a long touch asks for the menu without having picked the row
                if (!row.isSelected()) {
                    table.getSelectionModel().clearAndSelect(row.getIndex());
                }
                openMenu(row, e.getScreenX(), e.getScreenY());
                e.consume();
            }
        });
        row.setOnMouseClicked(e -> clicked(row, e));
        return row;
    }

    private void openMenu(Node at, double x, double y) {
        menu.fill(open, picked());
        open.show(at, x, y);
    }

    /// The menu key asks the list for it, not the row.
    private void menuKey(ContextMenuEvent e) {
        List<ContainerView> some = picked();
        if (e.isKeyboardTrigger() && !some.isEmpty()) {
            Node at = rows.stream()
                    .filter(r -> !r.isEmpty() && r.isSelected() && r.isVisible() && r.getParent() != null)
                    .findFirst()
                    .map(Node.class::cast)
                    .orElse(table);
            Point2D below =
                    at.localToScreen(NAME_AT, Math.min(ROW, at.getLayoutBounds().getHeight()));
            openMenu(at, below.getX(), below.getY());
            e.consume();
        }
    }

    private void clicked(TableRow<Line> row, MouseEvent e) {
        if (e.getButton() != MouseButton.PRIMARY) {
            return;
        }
        if (row.getItem() instanceof Group group) {
            model.fold(group.lab(), !group.collapsed());
        } else if (row.getItem() instanceof Row r && e.getClickCount() == 2) {
            this.context.openTerminal(r.id());
        }
    }

    private void mark(TableRow<Line> row, @Nullable Line item) {
        row.pseudoClassStateChanged(GROUP, item instanceof Group);
        row.pseudoClassStateChanged(LEAVING, item instanceof Row r && removal.leaves(r.id()));
        row.setAccessibleText(item instanceof Row r ? words(r) : null);
    }

    private String words(Row row) {
        ContainerView c = row.now();
        return context.texts()
                .text(
                        "ui.containers.row",
                        "name",
                        Objects.requireNonNull(row.name()),
                        "state",
                        context.sentences().state(c.state()),
                        "reason",
                        context.sentences().reason(c),
                        "owner",
                        c.ownerName());
    }
}
