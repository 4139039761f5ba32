package org.darsena.app.detail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.darsena.app.client.ConsoleLog;
import org.darsena.app.client.ContainerView;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Parts;
import org.darsena.app.view.Context;
import org.darsena.app.view.Pin;
import org.jspecify.annotations.Nullable;

/// The console log: followed while it is seen, searched, saved.
final class LogTab {
    private static final double LINE = 18;

    private final Context context;
    private final Texts texts;
    private final LogModel model = new LogModel();
    private final ListView<String> list = new ListView<>(model.lines());
    private final TextField search = new TextField();
    private final Label hits = Parts.label("", "small");
    private final Label trouble = Parts.wrapped("", "mute");
    private final ToggleButton follow = new ToggleButton();
    private final VBox box = new VBox(8);
    private @Nullable ContainerView container;
    private @Nullable Pin reader;
    private boolean shown;

    LogTab(Context context) {
        this.context = context;
        this.texts = context.texts();
        list.setId("log");
        list.getStyleClass().addAll("mono", "log");
        list.setFixedCellSize(LINE);
        list.setCellFactory(l -> new LineCell());
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.setOnKeyPressed(e -> {
            if (new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN).match(e)) {
                copy();
            }
        });
        VBox.setVgrow(list, Priority.ALWAYS);
        trouble.setManaged(false);
        trouble.setVisible(false);
        box.getStyleClass().add("detail-body");
        box.getChildren().addAll(bar(), trouble, list);
    }

    Node node() {
        return box;
    }

    /// Shows this container's log from now on.
    void show(@Nullable ContainerView next) {
        boolean other = next == null || container == null || !container.id().equals(next.id());
        container = next;
        if (other) {
            stop();
            model.clear();
            if (shown) {
                start();
            }
        }
    }

    /// Whether it is seen: else nothing is read.
    void seen(boolean now) {
        if (shown != now) {
            shown = now;
            stop();
            model.clear();
            if (now) {
                start();
            }
        }
    }

    private Node bar() {
        search.setId("log-search");
        search.setPromptText(texts.text("ui.log.search"));
        search.setAccessibleText(texts.text("ui.log.search"));
        HBox.setHgrow(search, Priority.ALWAYS);
        HBox field = new HBox(Icons.of(Icon.SEARCH, 14), search, hits);
        field.getStyleClass().addAll("search", "filter-field");
        field.setMinWidth(80);
        HBox.setHgrow(field, Priority.ALWAYS);
        search.textProperty().addListener(o -> searched());
        search.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER) {
                find(!e.isShiftDown());
            }
        });
        follow.setGraphic(Icons.of(Icon.ARROW_DOWN));
        follow.getStyleClass().add("icon-button");
        follow.setSelected(true);
        follow.setTooltip(new Tooltip(texts.text("ui.log.follow")));
        follow.setAccessibleText(texts.text("ui.log.follow"));
        follow.setOnAction(e -> toEnd());
        var up = Parts.iconButton(Icon.CHEVRON_UP, texts.text("ui.log.previous"));
        up.setOnAction(e -> find(false));
        var down = Parts.iconButton(Icon.CHEVRON_DOWN, texts.text("ui.log.next"));
        down.setOnAction(e -> find(true));
        var save = Parts.iconButton(Icon.SAVE, texts.text("ui.log.save"));
        save.setOnAction(e -> save());
        return Parts.row(4, field, up, down, follow, save);
    }

    private void start() {
        ContainerView c = container;
        if (c == null) {
            return;
        }
        say("");
        String id = c.id();
        reader = new LogReader(
                () -> ConsoleLog.open(context.helper(), id),
                text -> appendAndWait(id, text),
                failure -> Platform.runLater(() -> say(context.sentences().of(failure))));
    }

    private void stop() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    /// The reader waits until its chunk is shown: it cannot outrun the window.
    private void appendAndWait(String id, String text) {
        var done = new CountDownLatch(1);
        Platform.runLater(() -> {
            append(id, text);
            done.countDown();
        });
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed meanwhile
        }
    }

    private void append(String id, String text) {
        if (container != null && container.id().equals(id) && reader != null) {
            model.append(text);
            if (!search.getText().isEmpty()) {
                searched();
            }
            toEnd();
        }
    }

    private void toEnd() {
        if (follow.isSelected() && !model.lines().isEmpty()) {
            list.scrollTo(model.lines().size() - 1);
        }
    }

    private void say(String sentence) {
        trouble.setText(sentence);
        trouble.setManaged(!sentence.isEmpty());
        trouble.setVisible(!sentence.isEmpty());
    }

    private void searched() {
        String words = search.getText();
        hits.setText(words.isEmpty() ? "" : texts.text("ui.log.hits", "n", model.count(words)));
        list.refresh();
    }

    private void find(boolean forward) {
        int at = model.find(search.getText(), list.getSelectionModel().getSelectedIndex(), forward);
        if (at >= 0 && !search.getText().isEmpty()) {
            follow.setSelected(false);
            list.getSelectionModel().clearAndSelect(at);
            list.scrollTo(Math.max(0, at - 5));
        }
    }

    private void copy() {
        var content = new ClipboardContent();
        content.putString(String.join("\n", list.getSelectionModel().getSelectedItems()));
        Clipboard.getSystemClipboard().setContent(content);
    }

    private void save() {
        ContainerView c = container;
        if (c == null) {
            return;
        }
        var chooser = new FileChooser();
        chooser.setInitialFileName(c.name() + ".log");
        var file = chooser.showSaveDialog(box.getScene().getWindow());
        if (file != null) {
            saveTo(c.id(), file.toPath());
        }
    }

    /// Writes the whole log, not only what is shown.
    void saveTo(String id, Path file) {
        context.ask(
                () -> {
                    try (ConsoleLog log = ConsoleLog.open(context.helper(), id)) {
                        return log.copyTo(file);
                    } catch (IOException e) {
                        return -1L;
                    }
                },
                n -> context.say(texts.text(n < 0 ? "ui.not.saved" : "ui.saved", "file", file)));
    }

    private final class LineCell extends ListCell<String> {
        @Override
        protected void updateItem(@Nullable String item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty ? null : item);
            boolean hit = !empty
                    && item != null
                    && !search.getText().isEmpty()
                    && item.toLowerCase(Locale.ROOT).contains(search.getText().toLowerCase(Locale.ROOT));
            getStyleClass().remove("hit");
            if (hit) {
                getStyleClass().add("hit");
            }
        }
    }
}
