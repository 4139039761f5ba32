package org.darsena.app.theme;

import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.PasswordField;
import javafx.scene.control.RadioButton;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Every control in its states.
final class GalleryControls {
    private GalleryControls() {}

    static Parent page() {
        HBox columns = new HBox(14, column(buttons(), states(), texts()), column(fields(), lists()), column(notices()));
        VBox work = new VBox(Parts.label("Controls", "title"), columns);
        work.getStyleClass().add("work");
        return work;
    }

    private static VBox column(Node... nodes) {
        VBox column = new VBox(14, nodes);
        column.setPrefWidth(458);
        column.setMinWidth(458);
        return column;
    }

    private static Node buttons() {
        Button disabled = Parts.button(Icon.STOP, "Disabled");
        disabled.setDisable(true);
        Button filled = Parts.danger(null, "Delete for ever");
        filled.getStyleClass().add("filled");
        Button compact = Parts.button(Icon.COPY, "Compact");
        compact.getStyleClass().add("compact");
        MenuButton menu = new MenuButton("Layers", null, new MenuItem("Rates"), new MenuItem("Addresses"));
        MenuButton flat = new MenuButton("Flat menu", null, new MenuItem("Rates"));
        flat.getStyleClass().add("flat");
        MenuButton more = new MenuButton("", Icons.of(Icon.MORE), new MenuItem("Kill"));
        more.getStyleClass().add("icon-button");
        SplitMenuButton split = new SplitMenuButton(new MenuItem("Create only"));
        split.setText("Create");
        ToggleButton toggle = new ToggleButton("Selected", Icons.of(Icon.LINK));
        toggle.setSelected(true);
        FlowPane flow = new FlowPane(
                8,
                10,
                Parts.button(Icon.TERMINAL, "Quiet"),
                Parts.primary(Icon.PLAY, "Primary"),
                Parts.danger(Icon.TRASH, "Danger"),
                filled,
                Parts.flat(Icon.ARRANGE, "Flat"),
                Parts.link("Link"),
                disabled,
                compact,
                menu,
                flat,
                more,
                split,
                toggle,
                Parts.iconButton(Icon.UNDO, "Undo"),
                Parts.iconButton(Icon.REDO, "Redo"),
                focused(Parts.button(null, "Focused")),
                focused(Parts.primary(null, "Focused")),
                hovered(Parts.button(Icon.REFRESH, "Hovered")));
        return Parts.card("Buttons", "one primary a view", flow);
    }

    private static <N extends Node> N focused(N node) {
        node.pseudoClassStateChanged(PseudoClass.getPseudoClass("focus-visible"), true);
        return node;
    }

    private static <N extends Node> N hovered(N node) {
        node.pseudoClassStateChanged(PseudoClass.getPseudoClass("hover"), true);
        return node;
    }

    private static Node states() {
        HBox pills = Parts.row(
                6,
                Parts.pill(Tone.OK, "Running"),
                Parts.pill(Tone.ACCENT, "Frozen"),
                Parts.pill(Tone.WARN, "At 96 %"),
                Parts.pill(Tone.BAD, "Killed"),
                Parts.pill(Tone.IDLE, "Stopped"));
        HBox meters = Parts.row(
                8,
                Parts.meter("cpu", 0.6),
                Parts.meter("memory", 0.4),
                Parts.meter("network", 0.7),
                Parts.meter("pids", 0.3),
                Parts.meter("warn", 0.85),
                Parts.meter("bad", 1));
        return Parts.card("States", "a shape and a word, not a colour alone", pills, meters);
    }

    private static Node texts() {
        return Parts.card(
                "Text",
                "Inter 13, JetBrains Mono 12",
                Parts.label("Title 18/650: Dársena 1234", "title"),
                Parts.label("Section head 13/600", "section"),
                Parts.label("Value 111 111 and 000 000 are of one width"),
                Parts.label("Label, in mute", "mute"),
                Parts.row(0, Parts.label("212"), Parts.label(" / 256 MiB", "unit")),
                Parts.label("Small 12: throttled 0.4 % of the time", "small"),
                Parts.label("Tiny 11: −10 min", "tiny"),
                Parts.label("unshare --user --pid != 0 -> 10.0.1.10/24", "mono"),
                Parts.row(
                        10,
                        Parts.label("allowed", "ok"),
                        Parts.label("near", "warn"),
                        Parts.label("refused", "bad"),
                        Parts.label("accent", "accent"),
                        new Hyperlink("A link"),
                        Parts.keycap("Ctrl K")));
    }

    private static Node fields() {
        GridPane form = new GridPane();
        form.getStyleClass().add("form");
        TextField prompt = new TextField();
        prompt.setPromptText("web");
        TextField wrong = new TextField("web server");
        wrong.getStyleClass().add("wrong");
        TextField focus = new TextField("focused");
        focus.pseudoClassStateChanged(PseudoClass.getPseudoClass("focused"), true);
        ComboBox<String> combo = new ComboBox<>();
        combo.getItems().add("debian-13");
        combo.getSelectionModel().select(0);
        ChoiceBox<String> choice = new ChoiceBox<>();
        choice.getItems().add("veth → dmz");
        choice.getSelectionModel().select(0);
        Slider slider = new Slider(0, 100, 40);
        slider.setSkin(new atlantafx.base.controls.ProgressSliderSkin(slider));
        TextArea area = new TextArea("nginx -g \"daemon off;\"");
        area.getStyleClass().add("mono");
        area.setPrefRowCount(2);
        area.setPrefWidth(260);
        CheckBox on = new CheckBox("Read-only root");
        on.setSelected(true);
        CheckBox half = new CheckBox("Some");
        half.setAllowIndeterminate(true);
        half.setIndeterminate(true);
        RadioButton radio = new RadioButton("Application");
        radio.setSelected(true);
        PasswordField password = new PasswordField();
        password.setText("secret");
        Node[] nodes = {
            prompt,
            new VBox(4, wrong, Parts.label("A name has no spaces: web-server", "form-error")),
            focus,
            combo,
            choice,
            new Spinner<Integer>(1, 99, 64),
            password,
            slider,
            area,
            Parts.row(14, on, new CheckBox("Off"), half),
            Parts.row(14, radio, new RadioButton("System"))
        };
        String[] names = {
            "Name", "Wrong", "Focus", "Image", "Network", "Processes", "Password", "Rate", "Command", "Checks", "Kind"
        };
        for (int i = 0; i < nodes.length; i++) {
            form.addRow(i, Parts.label(names[i], "form-label"), nodes[i]);
            if (nodes[i] instanceof Region r) {
                r.setPrefWidth(300);
            }
        }
        return Parts.card("Fields", "30 px", form);
    }

    private static Node lists() {
        ListView<String> list = new ListView<>();
        for (int i = 0; i < 20; i++) {
            list.getItems().add("debian-" + i);
        }
        list.getSelectionModel().select(1);
        list.setPrefHeight(150);
        return list;
    }

    private static Node notices() {
        VBox menu = new VBox();
        HBox undo = Parts.undoBar("backend-c moved to the trash", Parts.link("Undo"), "kept for 7 days");
        return new VBox(
                14,
                Parts.banner(Tone.WARN, Icon.WARNING, "This kernel has no AppArmor: the profile is left out."),
                Parts.banner(
                        Tone.BAD,
                        Icon.CROSS,
                        "The helper does not answer. Containers keep running.",
                        Parts.button(null, "Start it")),
                Parts.banner(Tone.ACCENT, Icon.INFO, "Goes back by itself in 0:27 unless kept."),
                Parts.banner(Tone.OK, Icon.CHECK, "9 probes, all as intended."),
                undo,
                Parts.card(
                        "Empty",
                        "",
                        Parts.empty(
                                Icon.CUBE,
                                "No containers yet",
                                "A container is a process with its own view of the machine.",
                                Parts.primary(Icon.PLUS, "New container"),
                                Parts.button(null, "Look at an example"))),
                GalleryDesigner.matrixCard(),
                menu);
    }
}
