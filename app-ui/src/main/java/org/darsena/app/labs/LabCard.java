package org.darsena.app.labs;

import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.geometry.Insets;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Parts;
import org.darsena.app.theme.Themes;
import org.darsena.app.theme.Tone;
import org.darsena.app.topology.Drawings;
import org.darsena.app.topology.FontMeasure;
import org.darsena.app.topology.Look;
import org.darsena.app.topology.Placement;
import org.darsena.app.topology.Status;
import org.darsena.app.topology.TopologyPainter;
import org.darsena.app.topology.Viewport;

/// A lab in the list: a small drawing, its name and state, and the next thing to do.
final class LabCard extends VBox {
    static final double WIDTH = 332;
    private static final double HEIGHT = 168;
    private static final double MARGIN = 14;

    private final Canvas preview = new Canvas(WIDTH - 2, HEIGHT);
    private final Placement placement;
    private final Status status;
    /// Held here: the theme outlives the card, and holds on to it weakly.
    private final InvalidationListener themed = o -> paint();

    /// @param state words and tone of its pill
    /// @param open opens it
    /// @param next the button below; null: none
    LabCard(LabEntry entry, Status status, Label state, Texts texts, Runnable open, Button next) {
        this.status = status;
        this.placement = Placement.of(Drawings.of(entry.document(), texts), Status.OFF, new FontMeasure());
        getStyleClass().addAll("card-flush", "lab-card");
        setId("lab-card-" + entry.name());
        setMinWidth(WIDTH);
        setMaxWidth(WIDTH);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        setAccessibleText(texts.text("ui.labs.card", "name", entry.name(), "state", state.getText()));
        String line = entry.document().title();
        Label title = Parts.wrapped(line == null ? "" : line, "small");
        Label name = Parts.label(entry.name(), "section");
        HBox head = Parts.row(8, name, Parts.spacer(), state);
        Label facts = Parts.label(
                texts.text(
                        "ui.labs.facts",
                        "n",
                        entry.nodes(),
                        "links",
                        entry.document().links().size(),
                        "checks",
                        entry.document().checks().size()),
                "tiny");
        HBox foot = Parts.row(8, facts, Parts.spacer(), next);
        VBox words = new VBox(4, head, title, foot);
        words.getStyleClass().add("lab-card-words");
        VBox.setMargin(foot, new Insets(8, 0, 0, 0));
        var clip = new Rectangle(WIDTH - 2, HEIGHT + 8);
        clip.setArcWidth(14);
        clip.setArcHeight(14);
        var picture = new StackPane(preview);
        picture.setClip(clip);
        picture.setMinHeight(Region.USE_PREF_SIZE);
        getChildren().addAll(picture, words);
        setOnMouseClicked(e -> {
            if (e.getButton() == MouseButton.PRIMARY) {
                open.run();
            }
        });
        setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER || e.getCode() == KeyCode.SPACE) {
                open.run();
                e.consume();
            }
        });
        Themes.currentProperty().addListener(new WeakInvalidationListener(themed));
        paint();
    }

    private void paint() {
        var view = Viewport.fit(placement.bounds(), preview.getWidth(), preview.getHeight(), MARGIN);
        TopologyPainter.paint(
                preview.getGraphicsContext2D(),
                placement,
                status,
                Look.still(Themes.palette(), false),
                view,
                preview.getWidth(),
                preview.getHeight());
    }

    static Tone tone(LabEntry entry) {
        if (entry.running() == null) {
            return Tone.IDLE;
        }
        return switch (entry.running().state()) {
            case "RUNNING" -> Tone.OK;
            case "DEGRADED" -> Tone.WARN;
            default -> Tone.ACCENT;
        };
    }
}
