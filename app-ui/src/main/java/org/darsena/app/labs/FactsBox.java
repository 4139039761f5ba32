package org.darsena.app.labs;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.darsena.app.labs.Facts.Fact;
import org.darsena.app.labs.Facts.Group;
import org.darsena.app.theme.Parts;

/// Shows groups of facts: a short value stands beside its label, a long one below it.
final class FactsBox {
    private static final double LABELS = 132;
    private static final int SHORT = 24;
    private static final int LINES = 12;

    private FactsBox() {}

    static VBox of(List<Group> groups) {
        var box = new VBox(16);
        groups.forEach(g -> box.getChildren().add(group(g)));
        return box;
    }

    private static Node group(Group group) {
        var box = new VBox(8);
        if (!group.title().isEmpty()) {
            box.getChildren().add(Parts.label(group.title(), "section"));
        }
        var grid = new GridPane(12, 7);
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(new ColumnConstraints(LABELS), values);
        int row = 0;
        for (Fact fact : group.facts()) {
            Label label = Parts.wrapped(fact.label(), "mute");

            boolean beside = (!fact.typed() || longest(fact) <= SHORT)
                    && fact.value().lines().count() <= LINES;
            Region value = value(fact);
            if (fact.label().isEmpty()) {
                grid.add(value, 0, row++, 2, 1);
            } else if (beside) {
                GridPane.setValignment(label, VPos.TOP);
                grid.add(label, 0, row);
                grid.add(value, 1, row++);
            } else {
                grid.add(label, 0, row++, 2, 1);
                grid.add(value, 0, row++, 2, 1);
            }
        }
        box.getChildren().add(grid);
        return box;
    }

    private static int longest(Fact fact) {
        return fact.value().lines().mapToInt(String::length).max().orElse(0);
    }

    /// What one could type can be selected and copied.
    private static Region value(Fact fact) {
        if (!fact.typed()) {
            return Parts.wrapped(fact.value());
        }
        if (fact.value().contains("\n") || fact.value().length() > SHORT) {
            Label text = Parts.wrapped(shortened(fact.value()), "mono");
            var inset = new VBox(text);
            if (longest(fact) > SHORT) {
                inset.getStyleClass().add("inset");
            }
            return inset;
        }
        var field = new TextField(fact.value());
        field.setEditable(false);
        field.setFocusTraversable(false);
        field.getStyleClass().addAll("mono", "bare");
        field.setAccessibleText(fact.label() + ": " + fact.value());
        return field;
    }

    private static String shortened(String value) {
        List<String> lines = value.lines().toList();
        return lines.size() <= LINES ? value : String.join("\n", lines.subList(0, LINES - 1)) + "\n…";
    }
}
