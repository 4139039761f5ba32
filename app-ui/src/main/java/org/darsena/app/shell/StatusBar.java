package org.darsena.app.shell;

import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.darsena.app.machine.Report;
import org.darsena.app.text.Amounts;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Parts;
import org.darsena.app.theme.Tone;
import org.darsena.app.view.Column;
import org.darsena.app.view.LiveState;
import org.darsena.model.container.ContainerState;

/// The line at the bottom: helper, totals, the job that runs.
final class StatusBar {
    private final Texts texts;
    private final Amounts amounts;
    private final LiveState live;
    private Report machine = Report.NONE;
    private final Label helper = Parts.label("", "status-item");
    private final Label count = Parts.label("", "status-item");
    private final Label totals = Parts.label("", "status-item");
    private final Label checks = Parts.label("");
    private final Region dot = Parts.dot(Tone.OK);
    private final HBox box;

    StatusBar(Texts texts, LiveState live, Node jobs) {
        this.texts = texts;
        this.amounts = new Amounts(texts.locale());
        this.live = live;
        helper.setGraphic(new StackPane(dot));
        helper.setId("helper-state");
        count.setId("totals");
        for (Label label : new Label[] {helper, count}) {
            label.setMinWidth(Region.USE_PREF_SIZE);
        }
        totals.setMinWidth(0);
        checks.setId("failed-checks");
        checks.getStyleClass().addAll("status-item", "bad");
        checks.setGraphic(Icons.of(Icon.CROSS, 14));
        checks.setMinWidth(Region.USE_PREF_SIZE);
        checks.setVisible(false);
        checks.setManaged(false);
        box = new HBox(helper, count, checks, totals, Parts.spacer(), jobs);
        box.getStyleClass().add("statusbar");
        all();
    }

    Node node() {
        return box;
    }

    /// How large the machine is.
    void machine(Report report) {
        machine = report;
        figures();
    }

    void all() {
        boolean connected = live.connection().connected();
        helper.setText(texts.text(
                !connected
                        ? "ui.status.absent"
                        : live.connection().authority().equals("polkit")
                                ? "ui.status.connected"
                                : "ui.status.private"));
        Parts.tone(dot, connected ? Tone.OK : Tone.WARN);
        long running = live.containers().stream()
                .filter(c -> c.state() == ContainerState.RUNNING)
                .count();
        count.setText(texts.text(
                "ui.status.count", "running", running, "n", live.containers().size()));
        figures();
    }

    /// Labs whose checks failed, and how many did; a click opens the first.
    void failed(Map<String, Long> labs, Consumer<String> open) {
        checks.setVisible(!labs.isEmpty());
        checks.setManaged(!labs.isEmpty());
        if (!labs.isEmpty()) {
            long all = labs.values().stream().mapToLong(n -> n).sum();
            String names = String.join(", ", labs.keySet());
            checks.setText(texts.text("ui.status.checks", "n", all, "labs", names));
            String first = labs.keySet().iterator().next();
            checks.setOnMouseClicked(e -> open.accept(first));
        }
    }

    void figures() {
        double cpu = 0;
        double memory = 0;
        boolean known = false;
        for (var c : live.containers()) {
            double one = c.pid() == 0 ? Double.NaN : live.latest(c.subject(), Column.CPU);
            if (!Double.isNaN(one)) {
                known = true;
                cpu += one;
                double bytes = live.latest(c.subject(), Column.MEMORY);
                memory += Double.isNaN(bytes) ? 0 : bytes;
            }
        }
        String words = "";
        if (known && live.connection().connected()) {
            boolean measured = machine.memory() > 0 && machine.processors() > 0;
            words = measured
                    ? texts.text(
                            "ui.status.figures.of",
                            "cpu",
                            amounts.decimal(100 * cpu / machine.processors(), 0),
                            "memory",
                            amounts.bytes(memory),
                            "all",
                            amounts.bytes(machine.memory()))
                    : texts.text(
                            "ui.status.figures", "cpu", amounts.decimal(100 * cpu, 0), "memory", amounts.bytes(memory));
        }
        if (!words.equals(totals.getText())) {
            totals.setText(words);
        }
    }
}
