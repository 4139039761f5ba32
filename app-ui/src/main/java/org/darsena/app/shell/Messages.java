package org.darsena.app.shell;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiFunction;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Parts;
import org.darsena.app.view.Pin;

/// Lines that go by themselves, at the bottom of the work area; at most a few at a time.
final class Messages {
    private static final int AT_ONCE = 3;
    private static final Duration SHORT = Duration.ofSeconds(7);

    private final Texts texts;
    private final BiFunction<Duration, Runnable, Pin> after;
    private final Deque<Node> shown = new ArrayDeque<>();
    private final VBox box = new VBox(8);

    Messages(Texts texts, BiFunction<Duration, Runnable, Pin> after) {
        this.texts = texts;
        this.after = after;
        box.setId("messages");
        box.setPickOnBounds(false);
        box.setAlignment(javafx.geometry.Pos.BOTTOM_CENTER);
        box.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    }

    Node node() {
        return box;
    }

    void say(String sentence) {
        Label words = Parts.wrapped(sentence);
        words.setMaxWidth(640);
        Button close = Parts.iconButton(Icon.CLOSE, texts.text("ui.dismiss"));
        close.getStyleClass().add("compact");
        var toast = new HBox(Icons.of(Icon.INFO), words, close);
        toast.getStyleClass().addAll("toast", "tall");
        close.setOnAction(e -> drop(toast));
        shown.add(toast);
        box.getChildren().add(toast);
        if (shown.size() > AT_ONCE) {
            drop(shown.getFirst());
        }
        Pin _ = after.apply(SHORT, () -> drop(toast));
    }

    private void drop(Node toast) {
        if (shown.remove(toast)) {
            box.getChildren().remove(toast);
        }
    }
}
