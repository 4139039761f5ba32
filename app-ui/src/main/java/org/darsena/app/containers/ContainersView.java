package org.darsena.app.containers;

import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.darsena.app.actions.Removal;
import org.darsena.app.actions.Verbs;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper.Action;
import org.darsena.app.client.LabView;
import org.darsena.app.containers.ContainersModel.Counts;
import org.darsena.app.containers.Line.Group;
import org.darsena.app.detail.DetailPane;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Parts;
import org.darsena.app.view.Context;
import org.darsena.app.view.Focus;
import org.darsena.app.view.LiveState;
import org.darsena.app.view.Pin;
import org.darsena.app.view.View;
import org.jspecify.annotations.Nullable;

/// The list of containers with one of them beside it.
public final class ContainersView implements View, LiveState.Listener {
    /// How wide the rail beside it is.
    private static final double RAIL = 196;

    private static final KeyCombination UNDO = new KeyCodeCombination(KeyCode.Z, KeyCombination.SHORTCUT_DOWN);

    private final Context context;
    private final Texts texts;
    private final Verbs verbs;
    private final Removal removal;
    private final ContainersModel model;
    private final ContainersTable table;
    private final FilterBar filters;
    private final Button add;
    private final BulkBar bulk;
    private final DetailPane detail;
    private final Runnable create;
    private final Label title = Parts.label("", "title");
    private final Label count = Parts.label("", "page-count");
    private final StackPane tools = new StackPane();
    private final StackPane body = new StackPane();
    private final HBox root = new HBox();
    private @Nullable Pin watching;
    /// Whether there was nothing to pick when it was shown: then the first that comes is picked.
    private boolean waiting = true;

    /// @param create opens the sheet for a new container
    public ContainersView(Context context, Verbs verbs, Removal removal, Runnable create) {
        this.context = context;
        this.texts = context.texts();
        this.verbs = verbs;
        this.removal = removal;
        this.create = create;
        this.model = new ContainersModel(context.live());
        var remarks = new Remarks(context, verbs, removal);
        this.table = new ContainersTable(context, model, remarks, removal, new RowMenu(context, verbs, removal));
        this.add = Parts.primary(Icon.PLUS, texts.text("ui.containers.new"));
        this.filters = new FilterBar(texts, model, table.columns());
        this.bulk = new BulkBar(
                context, verbs, removal, () -> table.node().getSelectionModel().clearSelection());
        this.detail = new DetailPane(context, verbs, removal);
        arrange();
        filters.onLeave(() -> table.node().requestFocus());
        table.onPicked(this::picked);
        table.node().addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        table.node().addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        model.counts().addListener(o -> counted());
        model.filter().addListener(o -> counted());
        verbs.listen(ids -> refresh());
        removal.leaving().addListener(o -> refresh());
        context.live().listen(this);
        counted();
        picked(table.picked());
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void shown() {
        if (watching == null) {
            watching = context.live().watch();
        }
        detail.visible(true);
        waiting = table.node().getItems().isEmpty();
        if (!waiting && table.picked().isEmpty()) {
            pickFirst();
        }
        table.node().requestFocus();
        table.figures();
    }

    @Override
    public void hidden() {
        detail.visible(false);
        if (watching != null) {
            watching.close();
            watching = null;
        }
    }

    /// Picks a container and shows it, whatever is filtered just now.
    public void open(String id) {
        model.reveal(id);
        table.pick(id);
        table.node().requestFocus();
    }

    /// Shows the log of what is picked.
    public void log() {
        detail.log();
    }

    /// Only what belongs to this lab; empty: all.
    public void lab(String id) {
        model.filter(Filter.ALL.lab(id));
    }

    /// What is picked, for actions from elsewhere.
    public List<ContainerView> picked() {
        return table.picked();
    }

    @Override
    public void focus() {
        Focus.to(table.node());
    }

    /// Takes the focus into the filter.
    public void filter() {
        filters.type("");
    }

    @Override
    public void containers(Set<String> ids) {
        refresh();
        if (watching != null && waiting && !table.node().getItems().isEmpty()) {
            waiting = false;
            pickFirst();
            table.node().requestFocus();
        }
    }

    @Override
    public void labs(Set<String> ids) {
        counted();
        refresh();
    }

    @Override
    public void connection() {
        refresh();
    }

    @Override
    public void figures() {
        if (watching != null) {
            table.figures();
            detail.figures();
        }
    }

    private void arrange() {
        add.setId("new-container");
        add.setMinWidth(Region.USE_PREF_SIZE);
        add.setOnAction(e -> create.run());
        title.setMinWidth(Region.USE_PREF_SIZE);
        count.setMinWidth(Region.USE_PREF_SIZE);
        HBox usual = new HBox(8, filters.node(), add);
        HBox.setHgrow(filters.node(), Priority.ALWAYS);
        usual.setAlignment(javafx.geometry.Pos.CENTER_RIGHT);
        usual.visibleProperty().bind(bulk.node().visibleProperty().not());
        tools.getChildren().setAll(bulk.node(), usual);
        tools.setMinWidth(0);
        HBox.setHgrow(tools, Priority.ALWAYS);
        var head = new HBox(title, count, tools);
        head.getStyleClass().add("page-head");
        VBox.setVgrow(body, Priority.ALWAYS);
        StackPane.setAlignment(table.node(), javafx.geometry.Pos.TOP_LEFT);
        Node bar = new RemovalBar(texts, removal, this::focus).node();
        var work = new VBox(head, body, bar);
        work.getStyleClass().add("work");
        work.setMinWidth(0);
        HBox.setHgrow(work, Priority.ALWAYS);
        root.getChildren().setAll(work, detail.node());
        root.widthProperty().addListener((o, before, now) -> detail.room(now.doubleValue() + RAIL));
        for (Region whatever : List.of(head, title, count)) {
            whatever.widthProperty().addListener(o -> fit(head, usual));
        }
    }

    /// Where the list has little room its head keeps its title whole: what it says, and in which language and size
    /// of letters, decides how much it needs.
    private void fit(HBox head, HBox usual) {
        narrow(false);
        head.applyCss();
        double need = title.minWidth(-1) + count.minWidth(-1) + usual.minWidth(-1) + 2 * head.getSpacing();
        narrow(need > head.getWidth());
    }

    private void narrow(boolean narrow) {
        filters.narrow(narrow);
        add.setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
        add.setTooltip(narrow ? new Tooltip(add.getText()) : null);
    }

    private void pickFirst() {
        for (Line line : table.node().getItems()) {
            if (line instanceof Line.Row row) {
                table.pick(row.id());
                return;
            }
        }
    }

    private void counted() {
        Counts counts = model.counts().get();
        Filter filter = model.filter().get();
        LabView lab = filter.lab().isEmpty() ? null : context.live().lab(filter.lab());
        title.setText(lab == null ? texts.text("ui.containers.title") : lab.name());
        count.setText(
                filter.narrows()
                        ? texts.text("ui.containers.some", "n", counts.shown(), "all", counts.all())
                        : Integer.toString(counts.all()));
        boolean any = !context.live().containers().isEmpty();
        detail.node().setVisible(any);
        detail.node().setManaged(any);
        filters.node().setVisible(any);
        if (counts.shown() > 0) {
            body.getChildren().setAll(table.node());
        } else if (counts.all() > 0) {
            Button all = Parts.button(null, texts.text("ui.containers.clear"));
            all.setOnAction(e -> model.filter(Filter.ALL.lab(filter.lab())));
            body.getChildren()
                    .setAll(Parts.empty(
                            Icon.FILTER,
                            texts.text("ui.containers.nomatch"),
                            texts.text("ui.containers.nomatch.more"),
                            all));
        } else {
            Button first = Parts.button(Icon.PLUS, texts.text("ui.containers.first"));
            first.setOnAction(e -> create.run());
            body.getChildren()
                    .setAll(Parts.empty(
                            Icon.CUBE,
                            texts.text("ui.containers.empty"),
                            texts.text("ui.containers.empty.more"),
                            first));
        }
    }

    private void picked(List<ContainerView> picked) {
        boolean many = picked.size() > 1;
        bulk.node().setVisible(many);
        count.setVisible(!many);
        bulk.show(picked);
        detail.show(picked);
    }

    private void refresh() {
        List<ContainerView> picked = table.picked();
        table.changed();
        bulk.show(picked);
        detail.changed(picked);
    }

    private void pressed(KeyEvent e) {
        Group group = table.focusedGroup();
        if (RowMenu.START.match(e)) {
            verbs.run(Action.START, table.picked());
        } else if (RowMenu.STOP.match(e)) {
            verbs.run(Action.STOP, table.picked());
        } else if (e.getCode() == KeyCode.ENTER && table.picked().size() == 1) {
            context.openTerminal(table.picked().getFirst().id());
        } else if (removal.leaving().get() != null && UNDO.match(e)) {
            removal.undo();
        } else if (e.getCode() == KeyCode.DELETE) {
            removal.begin(table.picked());
        } else if (e.getCode() == KeyCode.ESCAPE && model.filter().get().narrows()) {
            model.filter(Filter.ALL.lab(model.filter().get().lab()));
        } else if (group != null && (e.getCode() == KeyCode.LEFT || e.getCode() == KeyCode.RIGHT)) {
            model.fold(group.lab(), e.getCode() == KeyCode.LEFT);
        } else if (group != null && (e.getCode() == KeyCode.ENTER || e.getCode() == KeyCode.SPACE)) {
            model.fold(group.lab(), !group.collapsed());
        } else {
            return;
        }
        e.consume();
    }

    private void typed(KeyEvent e) {
        String typed = e.getCharacter();
        boolean plain = !e.isControlDown() && !e.isAltDown() && !e.isMetaDown();
        if (plain && typed.length() == 1 && typed.charAt(0) > ' ' && typed.charAt(0) != 127) {
            filters.type(typed);
            e.consume();
        }
    }
}
