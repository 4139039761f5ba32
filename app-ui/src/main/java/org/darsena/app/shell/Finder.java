package org.darsena.app.shell;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.darsena.app.shell.FinderModel.Item;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Parts;
import org.jspecify.annotations.Nullable;

/// Ctrl+K: a field and what it finds, over the window. Goes with Escape, with a click beside it, or with a choice.
final class Finder {
    private static final double ROW = 34;
    private static final int ROWS = 11;

    private final FinderModel model;
    private final TextField field = new TextField();
    private final ListView<Item> list = new ListView<>();
    private final StackPane scrim = new StackPane();
    private @Nullable Node before;

    Finder(Texts texts, FinderModel model) {
        this.model = model;
        field.setPromptText(texts.text("ui.search"));
        field.setAccessibleText(texts.text("ui.search"));
        field.setId("find");
        field.textProperty().addListener(o -> find());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        list.getStyleClass().add("palette-list");
        list.setId("found");
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        list.setCellFactory(l -> new Cell());
        list.setOnMouseClicked(e -> choose());
        Label none = Parts.label(texts.text("ui.search.none"), "mute");
        list.setPlaceholder(none);
        VBox box = new VBox(field, list);
        box.getStyleClass().add("palette-popup");
        box.setMaxSize(600, Region.USE_PREF_SIZE);
        box.setOnMouseClicked(javafx.event.Event::consume);
        // over the search field of the top bar, so that the eye need not move
        StackPane.setAlignment(box, javafx.geometry.Pos.TOP_LEFT);
        StackPane.setMargin(box, new javafx.geometry.Insets(5, 20, 20, 203));
        scrim.getStyleClass().add("scrim");
        scrim.getChildren().add(box);
        scrim.setOnMouseClicked(e -> close());
        scrim.setVisible(false);
        scrim.setId("finder");
    }

    Node node() {
        return scrim;
    }

    void open() {
        before = scrim.getScene().getFocusOwner();
        field.clear();
        find();
        scrim.setVisible(true);
        field.requestFocus();
    }

    boolean isOpen() {
        return scrim.isVisible();
    }

    void close() {
        if (scrim.isVisible()) {
            scrim.setVisible(false);
            if (before != null) {
                before.requestFocus();
                before = null;
            }
        }
    }

    private void find() {
        List<Item> found = model.find(field.getText());
        list.getItems().setAll(found);
        list.setPrefHeight(ROW * Math.clamp(found.size(), 1, ROWS) + 4);
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
    }

    private void pressed(KeyEvent e) {
        int at = list.getSelectionModel().getSelectedIndex();
        switch (e.getCode()) {
            case DOWN -> move(at + 1);
            case UP -> move(at - 1);
            case PAGE_DOWN -> move(at + ROWS);
            case PAGE_UP -> move(at - ROWS);
            case ENTER -> choose();
            case ESCAPE -> close();
            default -> {
                if (e.getCode() == KeyCode.TAB) {
                    e.consume(); // the field keeps the focus while it is open
                }
                return;
            }
        }
        e.consume();
    }

    private void move(int to) {
        int n = list.getItems().size();
        if (n > 0) {
            int at = Math.clamp(to, 0, n - 1);
            list.getSelectionModel().clearAndSelect(at);
            list.scrollTo(Math.max(0, at - ROWS / 2));
        }
    }

    private void choose() {
        Item item = list.getSelectionModel().getSelectedItem();
        if (item != null) {
            close();
            item.run().run();
        }
    }

    private static final class Cell extends ListCell<Item> {
        private final Label title = Parts.label("");
        private final Label note = Parts.label("", "small");
        private final Label keys = Parts.keycap("");
        private final HBox row = new HBox(10);

        Cell() {
            row.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
            HBox.setHgrow(note, Priority.ALWAYS);
            note.setMaxWidth(Double.MAX_VALUE);
            title.setMinWidth(0);
            note.setMinWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Item item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                return;
            }
            title.setText(item.title());
            note.setText(item.note());
            keys.setText(item.keys());
            Node icon = Icons.of(item.icon());
            icon.getStyleClass().add("mute");
            row.getChildren().setAll(icon, title, note);
            if (!item.keys().isEmpty()) {
                row.getChildren().add(keys);
            }
            setGraphic(row);
        }
    }
}
