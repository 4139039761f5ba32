package org.darsena.app.labs;

import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.darsena.app.client.ContainerView;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Parts;
import org.darsena.app.view.Column;
import org.darsena.app.view.Figures;
import org.darsena.app.view.LiveState;
import org.jspecify.annotations.Nullable;

/// What a node uses just now: processor and memory, each with its limit.
final class Meters {
    private static final double NEAR = 0.9;

    private final LiveState live;
    private final Texts texts;
    private final Figures figures;
    private final GridPane grid = new GridPane(12, 8);
    private final Line cpu;
    private final Line memory;
    private @Nullable ContainerView container;

    private record Line(Label value, Label unit, ProgressBar bar) {}

    Meters(LiveState live, Texts texts) {
        this.live = live;
        this.texts = texts;
        this.figures = new Figures(texts.locale());
        var bars = new ColumnConstraints();
        bars.setHgrow(Priority.ALWAYS);
        var values = new ColumnConstraints(56);
        values.setHalignment(HPos.RIGHT);
        grid.getColumnConstraints().addAll(new ColumnConstraints(64), bars, values, new ColumnConstraints(76));
        cpu = line(0, "cpu");
        memory = line(1, "memory");
        grid.setId("meters");
    }

    Node node() {
        return grid;
    }

    void show(@Nullable ContainerView now) {
        container = now;
        figures();
    }

    /// Shows the newest figures.
    void figures() {
        ContainerView c = container != null && container.pid() != 0 ? container : null; // else its last ones would stay
        double share = c == null ? Double.NaN : live.latest(c.subject(), Column.CPU);
        double bytes = c == null ? Double.NaN : live.latest(c.subject(), Column.MEMORY);
        double limit = container == null ? 0 : container.memoryLimit();
        double processors = c == null || c.cpuLimit() <= 0 ? 1 : c.cpuLimit();
        set(cpu, figures.cpu(share), "%", share / processors);
        String of = limit > 0 ? texts.text("ui.labs.of", "limit", figures.mebibytes(limit)) : "MiB";
        set(memory, figures.mebibytes(bytes), of, limit > 0 ? bytes / limit : 0);
    }

    private Line line(int row, String what) {
        Label name = Parts.label(texts.text("ui.graphs." + what), "mute");
        var line = new Line(Parts.label("", "num"), Parts.label("", "unit"), Parts.meter(what, 0));
        line.bar().setMaxWidth(Double.MAX_VALUE);
        grid.addRow(row, name, line.bar(), line.value(), line.unit());
        return line;
    }

    private static void set(Line line, String value, String unit, double share) {
        if (!line.value().getText().equals(value)) {
            line.value().setText(value);
        }
        if (!line.unit().getText().equals(unit)) {
            line.unit().setText(unit);
        }
        double shown = Double.isNaN(share) ? 0 : Math.max(0, Math.min(1, share));
        if (Math.abs(line.bar().getProgress() - shown) > 0.004) {
            line.bar().setProgress(shown);
        }
        boolean near = shown > NEAR;
        if (near != line.bar().getStyleClass().contains("warn")) {
            line.bar().getStyleClass().removeAll("warn");
            if (near) {
                line.bar().getStyleClass().add("warn");
            }
        }
    }
}
