package org.darsena.app.labs;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.darsena.app.client.LabView;
import org.darsena.app.text.Sentences;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Parts;
import org.darsena.app.theme.Tone;
import org.jspecify.annotations.Nullable;

/// The head of an opened lab: what it is called, how it is, what can be done to it; while something is done to it, how
/// far that is.
final class LabHead {
    private static final double BAR = 120;

    private final Texts texts;
    private final Sentences sentences;
    private final Label name = Parts.label("", "title");
    private final HBox pill = new HBox();
    private final Label title = Parts.label("", "small");
    private final ProgressBar bar = new ProgressBar();
    private final Label step = Parts.label("", "small");
    private final Button cancel;
    private final Button start;
    private final Button check;
    private final Button stop;
    private final HBox going;
    private final HBox row;
    private String pillShown = "";

    /// What the buttons do.
    interface Deeds {
        void back();

        void start();

        void check();

        void stop();

        void cancel();
    }

    LabHead(Texts texts, Sentences sentences, Deeds deeds) {
        this.texts = texts;
        this.sentences = sentences;
        Button back = Parts.iconButton(Icon.ARROW_LEFT, texts.text("ui.labs.back"));
        back.setId("labs-back");
        back.setOnAction(e -> deeds.back());
        start = Parts.primary(Icon.PLAY, texts.text("ui.labs.start"));
        start.setId("lab-start");
        start.setOnAction(e -> deeds.start());
        check = Parts.button(Icon.CHECK, texts.text("ui.labs.check"));
        check.setId("lab-check");
        check.setOnAction(e -> deeds.check());
        stop = Parts.button(Icon.STOP, texts.text("ui.labs.stop"));
        stop.setId("lab-stop");
        stop.setOnAction(e -> deeds.stop());
        cancel = Parts.button(null, texts.text("ui.labs.cancel"));
        cancel.setId("lab-cancel");
        cancel.setOnAction(e -> deeds.cancel());
        bar.setPrefWidth(BAR);
        bar.setMinWidth(BAR);
        step.setId("lab-step");
        going = Parts.row(10, step, bar, cancel);
        going.setId("lab-going");
        name.setMinWidth(Region.USE_PREF_SIZE);
        pill.setMinWidth(Region.USE_PREF_SIZE);
        pill.setAlignment(Pos.CENTER_LEFT);
        title.setMinWidth(0);
        row = new HBox(back, name, pill, title, Parts.spacer(), going, check, stop, start);
        row.getStyleClass().addAll("toolbar", "lab-head");
    }

    Node node() {
        return row;
    }

    /// As if its button had been pressed, if that can be.
    void start() {
        press(start);
    }

    void stop() {
        press(stop);
    }

    private static void press(Button button) {
        if (button.isVisible()) {
            button.fire();
        }
    }

    /// The way on, if there is just one: what is not up can be started.
    @Nullable
    Node next() {
        return start.isVisible() ? start : null;
    }

    void show(LabEntry entry, LabWork work, int running, boolean connected) {
        LabView lab = entry.running();
        name.setText(entry.name());
        String line = entry.document().title();
        title.setText(line == null ? "" : line);
        pill(entry, work, running);
        boolean busy = work.busy();
        shown(going, busy);
        shown(start, lab == null && !work.kind().equals("up"));
        shown(check, lab != null && !entry.document().checks().isEmpty() && !work.checking());
        shown(stop, lab != null);
        start.setDisable(busy || !connected);
        check.setDisable(busy || !connected);
        // a lab may be ended while it is checked: the checks end with it
        stop.setDisable(busy && !work.checking() || !connected);
        if (busy) {
            going(entry, work);
        }
    }

    private void going(LabEntry entry, LabWork work) {
        double fraction = work.progress.fraction();
        bar.setProgress(fraction >= 0 ? fraction : 0);
        String words = work.checking()
                ? texts.text(
                        "ui.labs.checking",
                        "n",
                        work.results().size(),
                        "all",
                        entry.document().checks().size())
                : sentences.of(work.progress);
        step.setText(
                work.cancelling
                        ? texts.text("ui.labs.cancelling")
                        : words.isEmpty() ? sentences.job(work.kind(), entry.name()) : words);
        shown(cancel, !work.kind().equals("down"));
        cancel.setDisable(work.cancelling);
    }

    private void pill(LabEntry entry, LabWork work, int running) {
        LabView lab = entry.running();
        int all = entry.nodes();
        String state = lab != null ? lab.state() : work.kind().equals("up") ? "STARTING" : "";
        String word = state.isEmpty() ? texts.text("ui.labs.off") : sentences.labState(state);
        String count = running == all
                ? texts.text("ui.labs.nodes", "n", all)
                : texts.text("ui.labs.nodes.some", "n", running, "all", all);
        String text = Inspector.capital(word, texts.locale()) + (lab == null ? "" : ", " + count);
        Tone tone = switch (state) {
            case "RUNNING" -> running == all ? Tone.OK : Tone.WARN;
            case "DEGRADED" -> Tone.WARN;
            case "" -> Tone.IDLE;
            default -> Tone.ACCENT;
        };
        if (!pillShown.equals(tone + text)) {
            pillShown = tone + text;
            pill.getChildren().setAll(Parts.pill(tone, text));
        }
    }

    private static void shown(@Nullable Node node, boolean now) {
        if (node != null) {
            node.setVisible(now);
            node.setManaged(now);
        }
    }
}
