package org.darsena.app.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;

/// The filters in the head of the list: words, state, owner, kind, and what is shown.
final class FilterBar {
    private static final List<String> KINDS = List.of("", "APPLICATION", "SYSTEM");

    private final Texts texts;
    private final ContainersModel model;
    private final Columns columns;
    private final TextField words = new TextField();
    private final MenuButton state = pill("state");
    private final MenuButton owner = pill("owner");
    private final Button kind = new Button();
    private final MenuButton show = new MenuButton();
    private final HBox box = new HBox(8);
    private Runnable leave = () -> {};

    FilterBar(Texts texts, ContainersModel model, Columns columns) {
        this.texts = texts;
        this.model = model;
        this.columns = columns;
        words.setId("filter");
        words.setMinWidth(64); // a word can be read
        words.setPromptText(texts.text("ui.containers.filter"));
        words.setAccessibleText(texts.text("ui.containers.filter"));
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox field = new HBox(Icons.of(Icon.FILTER, 14), words);
        field.getStyleClass().addAll("search", "filter-field");
        words.textProperty().addListener((o, before, now) -> {
            if (!model.filter().get().text().equals(now)) {
                model.filter(model.filter().get().text(now));
            }
        });
        words.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                words.clear();
                leave.run();
            } else if (e.getCode() == KeyCode.DOWN || e.getCode() == KeyCode.ENTER) {
                leave.run();
            }
        });
        kind.setId("by-kind");
        kind.getStyleClass().addAll("pill", "active-pill");
        kind.setGraphic(Icons.of(Icon.CLOSE, 10));
        kind.setContentDisplay(ContentDisplay.RIGHT);
        kind.setMinWidth(Region.USE_PREF_SIZE);
        kind.setOnAction(e -> model.filter(model.filter().get().kind("")));
        show.setId("view");
        show.setGraphic(Icons.of(Icon.COLUMNS));
        show.getStyleClass().add("icon-button");
        show.setMinWidth(Region.USE_PREF_SIZE);
        show.setTooltip(new Tooltip(texts.text("ui.containers.view")));
        show.setAccessibleText(texts.text("ui.containers.view"));
        menus();
        box.getChildren().addAll(field, state, owner, kind, show);
        box.setAlignment(javafx.geometry.Pos.CENTER_RIGHT);
        model.filter().addListener((o, before, now) -> show(now));
        show(model.filter().get());
    }

    Node node() {
        return box;
    }

    /// Leaves away, where there is little room, what is asked for least.
    void narrow(boolean narrow) {
        owner.setVisible(!narrow);
        owner.setManaged(!narrow);
    }

    /// What to do when the words are done: the list wants the focus.
    void onLeave(Runnable run) {
        leave = run;
    }

    /// Takes the focus, with `typed` already in the field.
    void type(String typed) {
        words.requestFocus();
        words.appendText(typed);
        words.end();
    }

    private void menus() {
        List<String> states = new ArrayList<>();
        for (Filter.State s : Filter.State.values()) {
            states.add(s.name());
        }
        state.setOnShowing(e -> fill(
                state,
                states,
                model.filter().get().state().name(),
                this::stateWord,
                s -> model.filter(model.filter().get().state(Filter.State.valueOf(s)))));
        owner.setOnShowing(e -> {
            List<String> owners = new ArrayList<>(model.owners());
            owners.addFirst("");
            fill(
                    owner,
                    owners,
                    model.filter().get().owner(),
                    this::ownerWord,
                    s -> model.filter(model.filter().get().owner(s)));
        });
        show.setOnShowing(e -> view());
        // a menu button without items opens nothing
        for (MenuButton button : List.of(state, owner, show)) {
            button.getItems().add(new RadioMenuItem());
        }
    }

    private void view() {
        show.getItems().clear();
        var grouped = new CheckMenuItem(texts.text("ui.containers.grouped"));
        grouped.setSelected(model.grouped());
        grouped.setOnAction(e -> model.grouped(grouped.isSelected()));
        show.getItems().addAll(grouped, new SeparatorMenuItem());
        for (String value : KINDS) {
            var item = new RadioMenuItem(texts.text("ui.containers.by.kind", "value", kindWord(value)));
            item.setSelected(value.equals(model.filter().get().kind()));
            item.setOnAction(e -> model.filter(model.filter().get().kind(value)));
            show.getItems().add(item);
        }
        show.getItems().add(new SeparatorMenuItem());
        for (Columns.Choice choice : columns.choices()) {
            var item = new CheckMenuItem(choice.title());
            item.setSelected(choice.on());
            item.setOnAction(e -> choice.turn().run());
            show.getItems().add(item);
        }
    }

    private static void fill(
            MenuButton menu,
            List<String> values,
            String chosen,
            java.util.function.Function<String, String> word,
            Consumer<String> choose) {
        menu.getItems().clear();
        for (String value : values) {
            var item = new RadioMenuItem(word.apply(value));
            item.setSelected(value.equals(chosen));
            item.setOnAction(e -> choose.accept(value));
            menu.getItems().add(item);
        }
    }

    private void show(Filter f) {
        if (!words.getText().equals(f.text())) {
            words.setText(f.text());
        }
        say(state, "state", stateWord(f.state().name()), f.state() != Filter.State.ALL);
        say(owner, "owner", ownerWord(f.owner()), !f.owner().isEmpty());
        kind.setText(texts.text("ui.containers.by.kind", "value", kindWord(f.kind())));
        kind.setVisible(!f.kind().isEmpty());
        kind.setManaged(!f.kind().isEmpty());
    }

    private void say(MenuButton menu, String key, String value, boolean active) {
        menu.setText(texts.text("ui.containers.by." + key, "value", value));
        menu.getStyleClass().remove("active");
        if (active) {
            menu.getStyleClass().add("active");
        }
    }

    private String stateWord(String state) {
        return texts.text("ui.containers.state." + state.toLowerCase(Locale.ROOT));
    }

    private String ownerWord(String owner) {
        return owner.isEmpty() ? texts.text("ui.all") : owner;
    }

    private String kindWord(String kind) {
        return kind.isEmpty() ? texts.text("ui.all.kinds") : texts.text("word.kind." + kind);
    }

    private static MenuButton pill(String id) {
        MenuButton button = new MenuButton();
        button.setId("by-" + id);
        button.getStyleClass().add("pill");
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }
}
