package org.darsena.app.theme;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The containers view, after the picture `containers`.
final class GalleryContainers {
    private record Line(
            Icon icon,
            Tone tone,
            String name,
            String why,
            String owner,
            double cpu,
            int used,
            int limit,
            String net,
            String pids) {}

    private static final List<Line> LINES = List.of(
            new Line(Icon.ROUTER, Tone.OK, "edge-router", "", "ana", 0.4, 38, 128, "12 k", "14"),
            new Line(Icon.FIREWALL, Tone.OK, "fw-outer", "", "ana", 1.2, 22, 64, "31 k", "6"),
            new Line(Icon.SERVER, Tone.OK, "web", "", "ana", 18.6, 212, 256, "1.2 M", "9"),
            new Line(Icon.ROUTER, Tone.OK, "core-router", "", "ana", 0.5, 39, 128, "10 k", "14"),
            new Line(Icon.CUBE, Tone.OK, "lan-client-1", "", "ana", 0.1, 11, 64, "2 k", "3"),
            new Line(Icon.CUBE, Tone.ACCENT, "lan-client-2", "", "ana", 0.0, 11, 64, "0", "3"),
            new Line(Icon.CLOUD, Tone.OK, "internet", "", "ana", 0.1, 9, 64, "8 k", "4"),
            new Line(Icon.BALANCER, Tone.OK, "balancer", "", "ana", 6.3, 44, 128, "640 k", "5"),
            new Line(Icon.SERVER, Tone.WARN, "backend-a", "memory at 96 %", "ana", 9.8, 246, 256, "210 k", "7"),
            new Line(Icon.SERVER, Tone.BAD, "backend-b", "killed: out of memory", "ana", -1, -1, 256, "–", "–"),
            new Line(Icon.SYSTEM, Tone.IDLE, "postgres", "", "root · Docker", -1, -1, 0, "–", "–"),
            new Line(Icon.SYSTEM, Tone.OK, "build-ci", "", "luis · Podman", 44.0, 1204, 2048, "3 k", "28"));

    private GalleryContainers() {}

    static Parent page() {
        HBox head = new HBox(
                Parts.label("Containers", "title"),
                Parts.label("31", "page-count"),
                Parts.spacer(),
                filter("State: all"),
                filter("Owner: all"),
                filter("Columns"),
                Parts.primary(Icon.PLUS, "New container"));
        head.getStyleClass().add("page-head");
        HBox undo = new HBox(
                Icons.of(Icon.UNDO),
                new Label("backend-c moved to the trash"),
                Parts.link("Undo"),
                Parts.label("kept for 7 days", "small"));
        undo.getStyleClass().add("undo-bar");
        undo.setMaxWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
        VBox work = new VBox(head, table(), undo);
        work.getStyleClass().add("work");
        return GalleryFrame.around("Containers", work, detail());
    }

    private static MenuButton filter(String text) {
        MenuButton button = new MenuButton(text);
        button.getStyleClass().add("pill");
        return button;
    }

    private static TableView<Line> table() {
        TableView<Line> table = new TableView<>();
        table.getItems().setAll(LINES);
        table.getColumns().add(column("Name", 262, false, GalleryContainers::name));
        table.getColumns().add(column("Owner", 100, false, l -> Parts.label(l.owner(), "mute")));
        table.getColumns().add(column("CPU %", 90, true, l -> Parts.label(l.cpu() < 0 ? "–" : "" + l.cpu())));
        table.getColumns().add(column("Memory MiB", 170, true, GalleryContainers::memory));
        table.getColumns().add(column("Network", 80, true, l -> Parts.label(l.net())));
        table.getColumns().add(column("Pids", 54, true, l -> Parts.label(l.pids())));
        table.getSelectionModel().select(2);
        table.setPrefHeight(32 + LINES.size() * 38 + 2);
        table.setMaxHeight(VBox.USE_PREF_SIZE);
        return table;
    }

    private static TableColumn<Line, Line> column(String name, double width, boolean num, Function<Line, Node> view) {
        TableColumn<Line, Line> column = new TableColumn<>(name);
        column.setPrefWidth(width);
        if (num) {
            column.getStyleClass().add("num");
        }
        column.setCellValueFactory(f -> new ReadOnlyObjectWrapper<>(f.getValue()));
        column.setCellFactory(c -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable Line item, boolean empty) {
                super.updateItem(item, empty);
                setGraphic(empty || item == null ? null : view.apply(item));
            }
        });
        return column;
    }

    private static Node name(Line l) {
        Node icon = Icons.of(l.icon());
        icon.getStyleClass().add("mute");
        HBox row = Parts.row(8, Parts.dot(l.tone()), icon, Parts.label(l.name(), "strong"));
        if (!l.why().isEmpty()) {
            row.getChildren().add(Parts.label(l.why(), "small", l.tone().styleClass()));
        }
        return row;
    }

    private static Node memory(Line l) {
        HBox row = Parts.row(
                0,
                Parts.label(l.used() < 0 ? "–" : "" + l.used()),
                Parts.label(" / " + (l.limit() == 0 ? "–" : "" + l.limit()), "unit"));
        double share = l.limit() == 0 ? 0 : Math.max(0, l.used() / (double) l.limit());
        ProgressBar meter = Parts.meter(share > 0.8 ? "warn" : "memory", share);
        meter.setVisible(l.limit() > 0);
        HBox.setMargin(meter, new javafx.geometry.Insets(0, 0, 0, 8));
        row.getChildren().add(meter);
        row.setAlignment(Pos.CENTER_RIGHT);
        return row;
    }

    private static Node detail() {
        HBox head = new HBox(
                Parts.label("web", "title"),
                Parts.pill(Tone.OK, "Running"),
                Parts.label("application · unprivileged · dmz", "small"));
        head.getStyleClass().add("detail-head");
        HBox actions = new HBox(
                Parts.button(Icon.TERMINAL, "Terminal"),
                Parts.button(Icon.STOP, "Stop"),
                Parts.button(Icon.FREEZE, "Freeze"),
                Parts.button(Icon.SNAPSHOT, "Snapshot"),
                Parts.iconButton(Icon.MORE, "More"));
        actions.getStyleClass().add("actions");
        TabPane tabs = new TabPane();
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        for (String name : List.of("Overview", "Graphs", "Anatomy", "Processes", "Log", "Files")) {
            tabs.getTabs().add(new Tab(name, name.equals("Graphs") ? GalleryGraphs.body() : new VBox()));
        }
        tabs.getSelectionModel().select(1);
        VBox detail = new VBox(head, actions, tabs);
        detail.getStyleClass().add("detail");
        detail.setPrefWidth(440);
        detail.setMinWidth(440);
        return detail;
    }

    static ToggleButton range(String text, boolean on) {
        ToggleButton button = new ToggleButton(text);
        button.getStyleClass().add("pill");
        button.setSelected(on);
        return button;
    }
}
