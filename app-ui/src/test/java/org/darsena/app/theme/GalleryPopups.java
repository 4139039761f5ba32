package org.darsena.app.theme;

import java.io.IOException;
import java.nio.file.Path;
import javafx.geometry.Side;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Dialog;
import javafx.scene.control.ListView;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/// What opens windows of its own: menu, tooltip, dialog. Each is shown and its own scene drawn.
final class GalleryPopups {
    private GalleryPopups() {}

    static void draw(Path folder, String theme) throws IOException {
        Button anchor = Parts.button(Icon.MORE, "More");
        Stage stage = new Stage();
        Scene scene = new Scene(new VBox(anchor, palette()), 700, 500);
        Themes.style(scene);
        stage.setScene(scene);
        stage.show();
        Png.write(scene.snapshot(null), folder.resolve("palette-" + theme + ".png"));

        ContextMenu menu = menu();
        menu.show(anchor, Side.BOTTOM, 0, 0);
        Png.write(menu.getScene().snapshot(null), folder.resolve("menu-" + theme + ".png"));
        menu.hide();

        Tooltip tooltip = new Tooltip("Freeze: its processes stop where they are");
        tooltip.show(anchor, 100, 100);
        Png.write(tooltip.getScene().snapshot(null), folder.resolve("tooltip-" + theme + ".png"));
        tooltip.hide();

        Dialog<ButtonType> dialog = new Dialog<>();
        dialog.initOwner(stage);
        dialog.setTitle("Password");
        dialog.setHeaderText("Set the memory limit");
        ComboBox<String> box = new ComboBox<>();
        box.getItems().add("256 MiB");
        box.getSelectionModel().select(0);
        dialog.getDialogPane()
                .setContent(new VBox(
                        10, Parts.wrapped("The limit holds at once; what is over it is reclaimed.", "mute"), box));
        dialog.getDialogPane().getButtonTypes().addAll(ButtonType.OK, ButtonType.CANCEL);
        dialog.show();
        Scene own = dialog.getDialogPane().getScene();
        Png.write(own.snapshot(null), folder.resolve("dialog-" + theme + ".png"));
        dialog.close();
        stage.close();
    }

    private static ContextMenu menu() {
        MenuItem terminal = new MenuItem("Terminal", Icons.of(Icon.TERMINAL));
        terminal.setAccelerator(KeyCombination.valueOf("Ctrl+T"));
        MenuItem kill = new MenuItem("Kill", Icons.of(Icon.KILL));
        kill.getStyleClass().add("danger");
        MenuItem off = new MenuItem("Thaw", Icons.of(Icon.THAW));
        off.setDisable(true);
        CheckMenuItem check = new CheckMenuItem("Start with the machine");
        check.setSelected(true);
        return new ContextMenu(
                terminal,
                new MenuItem("Freeze", Icons.of(Icon.FREEZE)),
                off,
                new Menu("Move to group", Icons.of(Icon.FOLDER), new MenuItem("web farm")),
                new SeparatorMenuItem(),
                check,
                kill);
    }

    private static StackPane palette() {
        TextField field = new TextField("fr");
        ListView<String> list = new ListView<>();
        list.getItems().addAll("Freeze web", "Freeze all of dmz", "From an image…");
        list.getStyleClass().add("palette-list");
        list.getSelectionModel().select(0);
        list.setPrefHeight(140);
        VBox palette = new VBox(field, list);
        palette.getStyleClass().add("palette-popup");
        palette.setMaxSize(480, VBox.USE_PREF_SIZE);
        StackPane scrim = new StackPane(palette);
        scrim.getStyleClass().add("scrim");
        scrim.setPrefSize(700, 460);
        return scrim;
    }
}
