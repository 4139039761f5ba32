package org.darsena.app.containers;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.darsena.app.actions.Removal;
import org.darsena.app.actions.Removal.Leaving;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Parts;
import org.jspecify.annotations.Nullable;

/// Says what goes in a moment, and offers the way back.
final class RemovalBar {
    private static final int NAMED = 3;

    private final Texts texts;
    private final Label words = Parts.label("");
    private final Label seconds = Parts.label("", "small");
    private final HBox box;

    /// @param leave gives the focus back: a button that had it goes with the bar
    RemovalBar(Texts texts, Removal removal, Runnable leave) {
        this.texts = texts;
        Button undo = Parts.link(texts.text("ui.undo"));
        undo.setId("undo");
        undo.setOnAction(e -> {
            leave.run();
            removal.undo();
        });
        Button now = Parts.link(texts.text("ui.removal.now"));
        now.setId("remove-now");
        now.setOnAction(e -> {
            leave.run();
            removal.now();
        });
        seconds.setMinWidth(Region.USE_PREF_SIZE);
        words.setMinWidth(0);
        box = new HBox(Icons.of(Icon.UNDO), words, undo, now, seconds);
        box.getStyleClass().add("undo-bar");
        box.setId("removal");
        box.setMaxWidth(Region.USE_PREF_SIZE);
        removal.leaving().addListener((o, before, leaving) -> show(leaving));
        show(removal.leaving().get());
    }

    Node node() {
        return box;
    }

    private void show(@Nullable Leaving leaving) {
        box.setVisible(leaving != null);
        box.setManaged(leaving != null);
        if (leaving == null) {
            return;
        }
        int n = leaving.names().size();
        String names = n <= NAMED ? String.join(", ", leaving.names()) : texts.text("ui.containers.size", "n", n);
        words.setText(texts.text(leaving.running() ? "ui.removal.running" : "ui.removal", "names", names, "n", n));
        seconds.setText(texts.text("ui.removal.seconds", "n", leaving.seconds()));
    }
}
