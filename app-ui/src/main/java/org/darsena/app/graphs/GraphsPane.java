package org.darsena.app.graphs;

import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.property.LongProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import org.darsena.app.client.ContainerView;
import org.darsena.app.text.Amounts;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Themes;
import org.darsena.app.view.Column;
import org.darsena.app.view.Figures;
import org.darsena.app.view.LiveState;
import org.jspecify.annotations.Nullable;

/// The graphs of one container: memory, processor, network, processes, under one cursor.
public final class GraphsPane extends VBox {
    private final LiveState live;
    private final LongProperty cursor = new SimpleLongProperty(TimeGraph.NOWHERE);
    private final Texts texts;
    private final Amounts amounts;
    private final TimeGraph memory;
    private final TimeGraph cpu;
    private final TimeGraph network;
    private final TimeGraph pids;
    /// Held here: the theme outlives the pane, and holds on to it weakly.
    private final InvalidationListener themed = o -> all().forEach(TimeGraph::paint);

    private @Nullable ContainerView container;

    public GraphsPane(LiveState live, Texts texts) {
        this.live = live;
        this.texts = texts;
        this.amounts = new Amounts(texts.locale());
        this.memory = memory();
        this.cpu = cpu();
        this.network = network();
        this.pids = pids();
        getStyleClass().add("detail-body");
        getChildren().addAll(memory, cpu, network, pids);
        cursor.addListener(o -> all().forEach(TimeGraph::paint));
        Themes.currentProperty().addListener(new WeakInvalidationListener(themed));
    }

    /// Shows this container from now on; null: none.
    public void show(@Nullable ContainerView next) {
        container = next;
        figures();
    }

    /// Draws the newest figures.
    public void figures() {
        ContainerView c = container;
        if (c == null) {
            return;
        }
        var series = live.series(c.subject());
        long now = live.now();
        memory.show(series, (double) c.memoryLimit(), now);
        cpu.show(series, c.cpuLimit(), now);
        network.show(series, 0, now);
        pids.show(series, (double) c.pidsLimit(), now);
    }

    private List<TimeGraph> all() {
        return List.of(memory, cpu, network, pids);
    }

    private TimeGraph memory() {
        return new TimeGraph(
                new TimeGraph.Spec(
                        "ui.graphs.memory",
                        List.of(Column.MEMORY),
                        p -> List.of(p.graph2()),
                        104,
                        1 << 20,
                        r -> amounts.bytes(r.first()).toString(),
                        r -> of(r.limit(), amounts.bytes(r.limit()).toString()),
                        limit -> amounts.bytes(limit).toString()),
                texts,
                cursor);
    }

    private TimeGraph cpu() {
        return new TimeGraph(
                new TimeGraph.Spec(
                        "ui.graphs.cpu",
                        List.of(Column.CPU),
                        p -> List.of(p.graph1()),
                        84,
                        0.02,
                        r -> amounts.cpu(r.first()).toString(),
                        r -> r.limit() > 0
                                ? texts.text("ui.graphs.of", "limit", percent(r.limit()))
                                : texts.text("ui.graphs.processor"),
                        this::percent),
                texts,
                cursor);
    }

    private TimeGraph network() {
        return new TimeGraph(
                new TimeGraph.Spec(
                        "ui.graphs.network",
                        List.of(Column.RECEIVED, Column.SENT),
                        p -> List.of(p.graph3(), faded(p.graph3())),
                        84,
                        1000,
                        r -> texts.text("ui.graphs.in", "rate", amounts.rate(r.first())),
                        r -> texts.text(
                                "ui.graphs.out", "rate", amounts.rate(r.values().get(1))),
                        top -> amounts.rate(top).toString()),
                texts,
                cursor);
    }

    private TimeGraph pids() {
        return new TimeGraph(
                new TimeGraph.Spec(
                        "ui.graphs.pids",
                        List.of(Column.PIDS),
                        p -> List.of(p.mute()),
                        60,
                        4,
                        r -> r.first() >= 0 ? Figures.grouped(Math.round(r.first())) : Figures.NONE,
                        r -> of(r.limit(), Figures.grouped(Math.round(r.limit()))),
                        limit -> Figures.grouped(Math.round(limit))),
                texts,
                cursor);
    }

    private String of(double limit, String words) {
        return limit > 0 ? texts.text("ui.graphs.of", "limit", words) : texts.text("ui.graphs.unlimited");
    }

    private String percent(double processors) {
        return amounts.decimal(processors * 100, 0) + " %";
    }

    private static Color faded(Color color) {
        return color.deriveColor(0, 0.7, 1, 0.55);
    }
}
