package org.darsena.app.jobs;

import javafx.beans.InvalidationListener;
import javafx.collections.ListChangeListener;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PopupControl;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Parts;
import org.darsena.app.theme.Tone;

/// All jobs of this session, the newest on top: what they did or how far they are.
final class JobsPopup {
    private static final double WIDTH = 400;
    private static final double HEIGHT = 360;

    private final Texts texts;
    private final JobsModel model;
    private final VBox rows = new VBox(2);
    private final Popup popup = new Popup();

    JobsPopup(Texts texts, JobsModel model) {
        this.texts = texts;
        this.model = model;
        var scroll = new ScrollPane(rows);
        scroll.setFitToWidth(true);
        scroll.setPrefWidth(WIDTH);
        scroll.setMaxHeight(HEIGHT);
        VBox box = new VBox(Parts.label(texts.text("ui.jobs.title"), "section"), scroll);
        box.getStyleClass().addAll("palette-popup", "jobs-popup");
        popup.getContent().add(box);
        popup.setAutoHide(true);
        popup.setHideOnEscape(true);
        model.entries().addListener((ListChangeListener<JobEntry>) c -> {
            if (popup.isShowing()) {
                fill();
            }
        });
    }

    void toggle(Node over) {
        if (popup.isShowing()) {
            popup.hide();
            return;
        }
        fill();
        Bounds at = over.localToScreen(over.getBoundsInLocal());
        popup.setAnchorLocation(PopupControl.AnchorLocation.CONTENT_BOTTOM_RIGHT);
        popup.show(over, at.getMaxX() + 8, at.getMinY() - 6);
    }

    private void fill() {
        rows.getChildren().setAll(model.entries().stream().map(this::row).toList());
    }

    private Node row(JobEntry e) {
        Label title = Parts.label(e.title(), "strong");
        Label words = Parts.wrapped(e.words().get(), "small");
        VBox text = new VBox(1, title, words);
        HBox.setHgrow(text, Priority.ALWAYS);
        ProgressBar bar = new ProgressBar(Math.max(0, e.fraction().get()));
        Button cancel = Parts.iconButton(Icon.CLOSE, texts.text("ui.jobs.cancel"));
        cancel.setOnAction(a -> e.cancel());
        var dot = new javafx.scene.layout.StackPane(Parts.dot(tone(e)));
        HBox row = Parts.row(10, dot, text, bar, cancel);
        row.getStyleClass().add("job-row");
        InvalidationListener changed = o -> {
            words.setText(e.words().get());
            bar.setProgress(Math.max(0, e.fraction().get()));
            bar.setVisible(e.runs());
            cancel.setVisible(e.runs());
            dot.getChildren().setAll(Parts.dot(tone(e)));
        };
        changed.invalidated(e.state());
        e.words().addListener(changed);
        e.fraction().addListener(changed);
        e.state().addListener(changed);
        return row;
    }

    private static Tone tone(JobEntry e) {
        return switch (e.state().get()) {
            case RUNNING, CANCELLING -> Tone.ACCENT;
            case DONE -> Tone.OK;
            case CANCELLED -> Tone.IDLE;
            case FAILED -> Tone.BAD;
        };
    }
}
