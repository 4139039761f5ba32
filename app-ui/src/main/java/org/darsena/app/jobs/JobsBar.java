package org.darsena.app.jobs;

import javafx.beans.InvalidationListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Parts;
import org.darsena.app.theme.Tone;
import org.jspecify.annotations.Nullable;

/// The newest job in the status bar: what it does, how far it is, and a way to call it off; after its end for a while
/// what came of it, in the same place. A click shows all.
public final class JobsBar {
    private static final double BAR = 84;

    private final Texts texts;
    private final JobsModel model;
    private final Button words = new Button();
    private final ProgressBar bar = new ProgressBar();
    private final Button cancel;
    private final HBox box = new HBox(8);
    private final JobsPopup popup;
    private final InvalidationListener changed = o -> show();
    private @Nullable JobEntry shown;

    public JobsBar(Texts texts, JobsModel model) {
        this.texts = texts;
        this.model = model;
        this.popup = new JobsPopup(texts, model);
        this.cancel = Parts.iconButton(Icon.CLOSE, texts.text("ui.jobs.cancel"));
        cancel.getStyleClass().add("compact");
        cancel.setId("cancel-job");
        cancel.setOnAction(e -> {
            if (shown != null) {
                shown.cancel();
            }
        });
        words.getStyleClass().add("status-item");
        words.setId("job");
        words.setMnemonicParsing(false);
        words.setMinWidth(0);
        words.setOnAction(e -> popup.toggle(words));
        bar.setPrefWidth(BAR);
        bar.setMinWidth(BAR);
        box.setAlignment(javafx.geometry.Pos.CENTER_RIGHT);
        box.setMinWidth(Region.USE_PREF_SIZE);
        box.setMaxWidth(560);
        box.getChildren().addAll(words, bar, cancel);
        model.current().addListener((o, before, now) -> take(now));
        take(model.current().get());
    }

    public Node node() {
        return box;
    }

    private void take(@Nullable JobEntry next) {
        if (shown != null) {
            shown.words().removeListener(changed);
            shown.fraction().removeListener(changed);
            shown.state().removeListener(changed);
        }
        shown = next;
        if (next != null) {
            next.words().addListener(changed);
            next.fraction().addListener(changed);
            next.state().addListener(changed);
        }
        show();
    }

    private void show() {
        JobEntry e = shown;
        boolean runs = e != null && e.runs();
        bar.setVisible(runs);
        cancel.setVisible(runs);
        words.getStyleClass().removeAll("bad", "ok");
        if (e == null) {
            boolean any = !model.entries().isEmpty();
            words.setText(texts.text("ui.jobs.none"));
            words.setGraphic(Icons.of(Icon.JOBS, 14));
            words.setVisible(any);
            collapse(true);
            return;
        }
        words.setVisible(true);
        collapse(!runs);
        cancel.setDisable(e.state().get() == JobEntry.State.CANCELLING);
        // an indeterminate bar would be an animation; a bar that stands at nothing says as much
        bar.setProgress(Math.max(0, e.fraction().get()));
        words.setText(text(e));
        words.setGraphic(
                runs
                        ? Icons.of(Icon.JOBS, 14)
                        : Parts.dot(e.state().get() == JobEntry.State.DONE ? Tone.OK : Tone.BAD));
    }

    private String text(JobEntry e) {
        if (!e.runs()) {
            return e.words().get();
        }
        if (e.state().get() == JobEntry.State.CANCELLING) {
            return texts.text("ui.jobs.cancelling", "title", e.title());
        }
        if (model.running() > 1) {
            return texts.text("ui.jobs.several", "n", model.running(), "title", e.title());
        }
        return e.fraction().get() >= 0
                ? texts.text(
                        "ui.jobs.at",
                        "title",
                        e.title(),
                        "percent",
                        Math.round(100 * e.fraction().get()))
                : e.title();
    }

    private void collapse(boolean on) {
        bar.setManaged(!on);
        cancel.setManaged(!on);
    }
}
