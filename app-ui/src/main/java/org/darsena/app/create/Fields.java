package org.darsena.app.create;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.darsena.app.create.CreateModel.Complaint;
import org.darsena.app.text.Sentences;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Parts;
import org.darsena.model.Problem;
import org.jspecify.annotations.Nullable;

/// Makes the fields of the pages, each with its label, its note and, below it, what is wrong with it as it is typed.
final class Fields {
    private static final double WIDTH = 420;
    private static final double CARD = 600;
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

    private final Texts texts;
    private final Sentences sentences;
    /// By place of the document: where its complaint is shown, and the control it is about.
    private final Map<String, Label> errors = new HashMap<>();

    private final Map<String, Node> controls = new HashMap<>();

    Fields(Texts texts, Sentences sentences) {
        this.texts = texts;
        this.sentences = sentences;
    }

    /// A line to type in. `key`: its texts are `ui.create.KEY` and, if there is one, `ui.create.KEY.note`.
    Node line(String key, String place, String value, boolean typed, Consumer<String> answer) {
        TextField field = new TextField(value);
        field.setId("create-" + key);
        field.setMaxWidth(WIDTH);
        if (typed) {
            field.getStyleClass().add("mono");
        }
        field.textProperty().addListener((o, before, now) -> answer.accept(now));
        controls.put(place, field);
        return labelled(key, place, field);
    }

    /// A line to type in, with suggestions to take.
    Node choices(String key, String place, String value, List<String> suggestions, Consumer<String> answer) {
        var box = new ComboBox<String>();
        box.setEditable(true);
        box.getItems().setAll(suggestions);
        box.setValue(value);
        box.setId("create-" + key);
        box.setMaxWidth(WIDTH);
        box.getEditor().getStyleClass().add("mono");
        box.getEditor().textProperty().addListener((o, before, now) -> answer.accept(now));
        controls.put(place, box);
        return labelled(key, place, box);
    }

    /// Puts `text` into the line for `place`.
    void typed(String place, String text) {
        if (controls.get(place) instanceof ComboBox<?> box) {
            box.getEditor().setText(text);
        }
    }

    /// A limit: a switch and an amount.
    Node limit(String key, String place, Draft.Limit value, BiConsumer<Boolean, String> answer) {
        var on = new CheckBox(texts.text("ui.create." + key));
        on.setSelected(value.on());
        on.setId("create-" + key + "-on");
        var field = new TextField(value.typed());
        field.setId("create-" + key);
        field.setPrefWidth(140);
        field.setDisable(!value.on());
        field.setAccessibleText(texts.text("ui.create." + key));
        on.selectedProperty().addListener((o, before, now) -> {
            field.setDisable(!now);
            answer.accept(now, field.getText());
        });
        field.textProperty().addListener((o, before, now) -> answer.accept(on.isSelected(), now));
        on.setMinWidth(150);
        controls.put(place, field);
        HBox row = Parts.row(16, on, field, Parts.label(texts.text("ui.create." + key + ".unit"), "small"));
        return new VBox(4, row, note(key), error(place));
    }

    /// One of several, each a card with its words; `key` + `.` + option + `.note` says what it means.
    <T extends Enum<T>> Node cards(String key, List<T> options, T chosen, Consumer<T> answer, List<Icon> icons) {
        var group = new ToggleGroup();
        List<Node> cards = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            T option = options.get(i);
            String id = key + "." + option.name().toLowerCase(Locale.ROOT);
            String note = texts.text("ui.create." + id + ".note");
            cards.add(card(
                    group,
                    Icons.of(icons.get(i), 24),
                    texts.text("ui.create." + id),
                    note,
                    option == chosen,
                    () -> answer.accept(option)));
            cards.getLast().setId("create-" + id.replace('.', '-'));
        }
        return new VBox(8, cards.toArray(Node[]::new));
    }

    /// A card to choose by: a click anywhere on it, or the arrow keys on its button.
    static Node card(ToggleGroup group, Node icon, String title, String note, boolean chosen, Runnable answer) {
        var button = new RadioButton(title);
        button.getStyleClass().add("strong");
        button.setMnemonicParsing(false);
        button.setToggleGroup(group);
        button.setSelected(chosen);
        button.setAccessibleText(title + ". " + note);
        Label words = Parts.wrapped(note, "small");
        VBox text = new VBox(3, button, words);
        VBox.setMargin(words, new Insets(0, 0, 0, 24));
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox card = new HBox(12, text, icon);
        card.getStyleClass().add("choice-card");
        card.setMaxWidth(CARD);
        card.pseudoClassStateChanged(SELECTED, chosen);
        card.setOnMouseClicked(e -> {
            button.requestFocus();
            button.setSelected(true);
        });
        button.selectedProperty().addListener((o, before, now) -> {
            card.pseudoClassStateChanged(SELECTED, now);
            if (now) {
                answer.run();
            }
        });
        return card;
    }

    /// Yes or no, with what it means.
    Node yesNo(String key, boolean value, boolean lock, Consumer<Boolean> answer) {
        var box = new CheckBox(texts.text("ui.create." + key));
        box.setSelected(value);
        box.setId("create-" + key);
        box.selectedProperty().addListener((o, before, now) -> answer.accept(now));
        Label note = Parts.wrapped(texts.text("ui.create." + key + ".note"), "form-note");
        note.setMaxWidth(560);
        HBox row = Parts.row(8, box);
        if (lock) {
            Node sign = Icons.of(Icon.LOCK, 14);
            sign.getStyleClass().add("mute");
            row.getChildren().add(sign);
        }
        VBox.setMargin(note, new Insets(0, 0, 0, 24));
        return new VBox(3, row, note);
    }

    /// Shows what is wrong where it is wrong.
    void complain(List<Complaint> complaints) {
        errors.forEach((place, label) -> {
            Complaint worst = complaints.stream()
                    .filter(c -> c.place().equals(place) || c.place().startsWith(place + "/"))
                    .min(java.util.Comparator.comparing(c -> !c.isError()))
                    .orElse(null);
            label.setText(worst == null ? "" : sentence(worst));
            label.getStyleClass().removeAll("form-error", "form-warn");
            label.getStyleClass().add(worst != null && worst.isError() ? "form-error" : "form-warn");
            Node control = controls.get(place);
            if (control != null) {
                control.getStyleClass().remove("wrong");
                if (worst != null && worst.isError()) {
                    control.getStyleClass().add("wrong");
                }
            }
        });
    }

    /// A complaint in words, without its place: it stands there.
    String sentence(Complaint complaint) {
        Problem p = complaint.problem();
        return p == null
                ? texts.text("ui.create.rule." + complaint.own())
                : sentences.of(new Problem(p.rule(), p.level(), "", p.args()));
    }

    Label error(String place) {
        Label label = Parts.wrapped("", "form-error");
        label.setMaxWidth(560);
        label.managedProperty().bind(label.textProperty().isNotEmpty());
        errors.put(place, label);
        return label;
    }

    private Node labelled(String key, String place, Node control) {
        Label label = Parts.label(texts.text("ui.create." + key), "form-label");
        label.setLabelFor(control);
        if (control instanceof TextInputControl input) {
            input.setAccessibleText(label.getText());
        }
        return new VBox(5, label, control, note(key), error(place));
    }

    private Label note(String key) {
        String words = texts.find("ui.create." + key + ".note", Map.of()).orElse("");
        Label note = Parts.wrapped(words, "form-note");
        note.setMaxWidth(560);
        note.setManaged(!words.isEmpty());
        return note;
    }

    @Nullable
    Node control(String place) {
        return controls.get(place);
    }
}
