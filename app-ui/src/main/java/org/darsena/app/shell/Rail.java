package org.darsena.app.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.darsena.app.client.LabView;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Icons;
import org.darsena.app.theme.Parts;
import org.darsena.app.theme.Tone;

/// The places of the window, and below them the labs as groups of containers.
final class Rail {
    private final Texts texts;
    private final Consumer<String> go;
    private final Consumer<String> group;
    private final VBox places = new VBox(2);
    private final VBox groups = new VBox(2);
    private final VBox box = new VBox(places, groups);
    private final Map<String, Item> items = new HashMap<>();
    private List<LabView> labs = List.of();
    private String chosen = "";
    private String chosenGroup = "";

    private record Item(ToggleButton button, Label count, StackPane pane) {}

    /// @param go opens a place
    /// @param group opens a lab's containers
    Rail(Texts texts, List<Place> all, Consumer<String> go, Consumer<String> group) {
        this.texts = texts;
        this.go = go;
        this.group = group;
        box.getStyleClass().add("rail");
        for (Place place : all) {
            Item item = item(place.icon(), texts.text("ui.place." + place.id()));
            item.button().setId("go-" + place.id());
            item.button().setOnAction(e -> this.go.accept(place.id()));
            items.put(place.id(), item);
            places.getChildren().add(item.pane());
        }
    }

    Node node() {
        return box;
    }

    /// Marks where one is: a place, and in it a group (empty: none).
    void choose(String place, String groupId) {
        chosen = place;
        chosenGroup = groupId;
        items.forEach((id, item) -> item.button().setSelected(id.equals(place) && groupId.isEmpty()));
        groups(labs);
    }

    /// Gives the focus to the place one is at.
    void focus() {
        Item item = items.get(chosen);
        if (item != null) {
            item.button().requestFocus();
        }
    }

    /// Shows a number beside a place; empty: none.
    void count(String place, String number) {
        Item item = items.get(place);
        if (item != null) {
            item.count().setText(number);
        }
    }

    /// Marks a place where something failed.
    void mark(String place, boolean bad) {
        Item item = items.get(place);
        if (item != null && bad != (item.count().getGraphic() != null)) {
            item.count().setGraphic(bad ? new StackPane(Parts.dot(Tone.BAD)) : null);
            item.button()
                    .setAccessibleText(item.button().getText() + (bad ? ", " + texts.text("ui.place.failed") : ""));
        }
    }

    /// Shows the labs with the number of their nodes.
    void groups(List<LabView> now) {
        labs = now;
        List<Node> nodes = new ArrayList<>();
        if (!now.isEmpty()) {
            nodes.add(Parts.label(texts.text("ui.place.groups"), "rail-heading"));
        }
        for (LabView lab : now) {
            Item item = item(Icon.LABS, lab.name());
            item.count().setText(Integer.toString(lab.nodes().size()));
            item.button().setSelected(chosen.equals("containers") && chosenGroup.equals(lab.id()));
            item.button().setOnAction(e -> group.accept(lab.id()));
            nodes.add(item.pane());
        }
        groups.getChildren().setAll(nodes);
    }

    private static Item item(Icon icon, String words) {
        var button = new ToggleButton(words, Icons.of(icon));
        button.getStyleClass().add("rail-item");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setMnemonicParsing(false);
        Label count = Parts.label("", "rail-count");
        count.setMouseTransparent(true);
        var pane = new StackPane(button, count);
        StackPane.setAlignment(count, Pos.CENTER_RIGHT);
        StackPane.setMargin(count, new Insets(0, 10, 0, 0));
        return new Item(button, count, pane);
    }
}
