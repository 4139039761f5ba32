package org.darsena.app.theme;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The small parts that views are made of, with their style classes and accessible texts. FX thread only.
public final class Parts {
    private Parts() {}

    /// A quiet button. `icon` may be null.
    public static Button button(@Nullable Icon icon, String text) {
        Button button = new Button(text);
        if (icon != null) {
            button.setGraphic(Icons.of(icon));
        }
        button.setMnemonicParsing(false);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    /// The one button of a view that is filled with the accent.
    public static Button primary(@Nullable Icon icon, String text) {
        return with(button(icon, text), "primary");
    }

    /// A button for what cannot be undone.
    public static Button danger(@Nullable Icon icon, String text) {
        return with(button(icon, text), "danger");
    }

    /// A button without an edge, for tool bars.
    public static Button flat(@Nullable Icon icon, String text) {
        return with(button(icon, text), "flat");
    }

    /// A button that looks like a link: "Undo".
    public static Button link(String text) {
        return with(button(null, text), "link-button");
    }

    /// A button of an icon alone; its words are its tooltip and what a screen reader says.
    public static Button iconButton(Icon icon, String words) {
        Button button = new Button();
        button.setGraphic(Icons.of(icon));
        button.setAccessibleText(words);
        button.setTooltip(new Tooltip(words));
        return with(button, "icon-button");
    }

    /// A dot that tells a state by shape and colour. Say the state in words beside it or in its accessible text.
    public static Region dot(Tone tone) {
        Region dot = new Region();
        dot.getStyleClass().addAll("state-dot", tone.styleClass());
        dot.setMouseTransparent(true);
        return dot;
    }

    /// Changes the state that a [#dot], [#pill] or toned label shows.
    public static void tone(Node node, Tone tone) {
        for (Tone t : Tone.values()) {
            node.getStyleClass().remove(t.styleClass());
        }
        node.getStyleClass().add(tone.styleClass());
        if (node instanceof Label label && label.getGraphic() instanceof Region dot) {
            tone(dot, tone);
        }
    }

    /// A dot and a word on a round ground.
    public static Label pill(Tone tone, String text) {
        Label pill = new Label(text, dot(tone));
        pill.getStyleClass().addAll("pill", "state-pill", tone.styleClass());
        pill.setMinWidth(Region.USE_PREF_SIZE);
        return pill;
    }

    /// A label with style classes.
    public static Label label(String text, String... classes) {
        Label label = new Label(text);
        label.getStyleClass().addAll(classes);
        return label;
    }

    /// A label with style classes that breaks its lines.
    public static Label wrapped(String text, String... classes) {
        Label label = label(text, classes);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /// Takes the room that is left in an HBox or VBox.
    public static Region spacer() {
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        VBox.setVgrow(spacer, Priority.ALWAYS);
        return spacer;
    }

    /// A row of nodes, centred on one line.
    public static HBox row(double gap, Node... nodes) {
        HBox row = new HBox(gap, nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /// A card with a head: a title, and a note in mute after it (may be empty).
    public static VBox card(String title, String note, Node... content) {
        HBox head = new HBox(8, label(title, "section"));
        head.setAlignment(Pos.BASELINE_LEFT);
        if (!note.isEmpty()) {
            head.getChildren().add(label(note, "small"));
        }
        VBox card = new VBox(head);
        card.getStyleClass().add("card");
        card.getChildren().addAll(content);
        return card;
    }

    /// A thin bar for a share of 0 to 1 (negative: none). `kind` is `cpu`, `memory`, `network`, `pids`, `warn` or
    /// `bad`.
    public static ProgressBar meter(String kind, double share) {
        ProgressBar bar = new ProgressBar(Math.max(0, share));
        bar.getStyleClass().addAll("meter", kind);
        bar.setPrefWidth(56);
        return bar;
    }

    /// What stands where there is nothing yet: a sign, a head, a sentence, and the way on.
    public static VBox empty(Icon icon, String title, String sentence, Node... ways) {
        VBox box = new VBox(Icons.of(icon, 28), label(title, "section"), wrapped(sentence, "mute"));
        box.getStyleClass().add("empty");
        if (ways.length > 0) {
            HBox row = row(8, ways);
            row.setAlignment(Pos.CENTER);
            row.getStyleClass().add("ways");
            box.getChildren().add(row);
        }
        return box;
    }

    /// A key or a combination, as in "Ctrl K".
    public static Label keycap(String keys) {
        return label(keys, "keycap");
    }

    /// One line that says what is the matter, with its icon.
    public static HBox banner(Tone tone, Icon icon, String text, Node... ways) {
        Label words = wrapped(text);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox banner = new HBox(8, Icons.of(icon), words);
        banner.getChildren().addAll(List.of(ways));
        banner.getStyleClass().addAll("banner", tone.styleClass());
        banner.setAccessibleRole(AccessibleRole.TEXT);
        banner.setAccessibleText(text);
        return banner;
    }

    /// The bar that tells what was done and offers the way back, in place of a question beforehand.
    public static HBox undoBar(String what, Button undo, String note) {
        HBox bar = new HBox(Icons.of(Icon.UNDO), label(what), undo);
        if (!note.isEmpty()) {
            bar.getChildren().add(label(note, "small"));
        }
        bar.getStyleClass().add("undo-bar");
        bar.setMaxWidth(Region.USE_PREF_SIZE);
        return bar;
    }

    private static Button with(Button button, String styleClass) {
        button.getStyleClass().add(styleClass);
        return button;
    }
}
