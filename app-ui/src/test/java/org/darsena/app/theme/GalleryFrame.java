package org.darsena.app.theme;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The frame around a gallery page: top bar, rail, status bar.
final class GalleryFrame {
    private GalleryFrame() {}

    static Parent around(String selected, Node work, @Nullable Node detail) {
        BorderPane body = new BorderPane(work);
        body.setLeft(rail(selected));
        body.setRight(detail);
        BorderPane app = new BorderPane(body);
        app.getStyleClass().add("app");
        app.setTop(topBar());
        app.setBottom(statusBar());
        return app;
    }

    private static Node topBar() {
        Label brand = new Label("Dársena", Icons.of(Icon.CUBE, 20));
        brand.getStyleClass().add("brand");
        TextField field = new TextField();
        field.setPromptText("Search containers, labs, actions…");
        field.setFocusTraversable(false);
        HBox.setHgrow(field, Priority.ALWAYS);
        HBox search = new HBox(Icons.of(Icon.SEARCH), field, Parts.keycap("Ctrl K"));
        search.getStyleClass().add("search");
        HBox bar = new HBox(
                brand,
                search,
                Parts.spacer(),
                Parts.iconButton(Icon.MOON, "Dark"),
                Parts.iconButton(Icon.HELP, "Help"),
                Parts.iconButton(Icon.SETTINGS, "Settings"));
        bar.getStyleClass().add("topbar");
        return bar;
    }

    private static Node rail(String selected) {
        VBox rail = new VBox(
                item(Icon.CUBE, "Containers", "24", selected),
                item(Icon.LABS, "Labs", "3", selected),
                item(Icon.IMAGES, "Images", "6", selected),
                item(Icon.WORKSHOP, "Workshop", "", selected),
                item(Icon.MACHINE, "This machine", "", selected),
                Parts.label("Groups", "rail-heading"),
                item(Icon.LABS, "dmz", "7", selected),
                item(Icon.CUBE, "web farm", "5", selected),
                item(Icon.WORKSHOP, "class 3B", "12", selected));
        rail.getStyleClass().add("rail");
        return rail;
    }

    private static Node item(Icon icon, String text, String count, String selected) {
        ToggleButton button = new ToggleButton(text, Icons.of(icon));
        button.getStyleClass().add("rail-item");
        button.setSelected(text.equals(selected));
        button.setMaxWidth(Double.MAX_VALUE);
        StackPane pane = new StackPane(button, Parts.label(count, "rail-count"));
        StackPane.setAlignment(pane.getChildren().getLast(), javafx.geometry.Pos.CENTER_RIGHT);
        StackPane.setMargin(pane.getChildren().getLast(), new javafx.geometry.Insets(0, 10, 0, 0));
        pane.getChildren().getLast().setMouseTransparent(true);
        return pane;
    }

    private static Node statusBar() {
        Label helper = new Label("Helper connected", Parts.dot(Tone.OK));
        helper.getStyleClass().add("status-item");
        Label job = new Label("1 job: building image debian-13 · 62 %", Icons.of(Icon.JOBS));
        job.getStyleClass().add("status-item");
        Label log = new Label("Command log", Icons.of(Icon.COMMAND_LOG));
        log.getStyleClass().add("status-item");
        HBox bar = new HBox(
                helper,
                new Label("24 running · 31 containers"),
                new Label("CPU 12 % · Memory 3.1 of 23.5 GiB"),
                Parts.spacer(),
                job,
                log);
        bar.getStyleClass().add("statusbar");
        return bar;
    }
}
