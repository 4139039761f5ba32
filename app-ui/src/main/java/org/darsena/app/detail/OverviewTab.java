package org.darsena.app.detail;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.LabView;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Parts;
import org.darsena.app.view.Context;
import org.jspecify.annotations.Nullable;

/// Facts of a container, in groups. What one could type can be selected and copied.
final class OverviewTab {
    private static final double LABELS = 104;

    private final Context context;
    private final Texts texts;
    private final Facts facts;
    private final VBox body = new VBox();
    private final ScrollPane scroll = new ScrollPane(body);
    private List<List<Facts.Fact>> shown = List.of();

    OverviewTab(Context context) {
        this.context = context;
        this.texts = context.texts();
        this.facts = new Facts(texts, context.sentences());
        body.getStyleClass().add("detail-body");
        scroll.setFitToWidth(true);
        scroll.setId("overview");
    }

    Node node() {
        return scroll;
    }

    void show(@Nullable ContainerView c, Inspection seen) {
        if (c == null) {
            return;
        }
        LabView lab = c.lab().isEmpty() ? null : context.live().lab(c.lab());
        List<List<Facts.Fact>> next = List.of(
                facts.life(c),
                facts.limits(c),
                facts.network(seen),
                facts.identity(c, seen, lab == null ? "" : lab.name()));
        if (next.equals(shown)) {
            return; // a selection in a field is kept
        }
        shown = next;
        body.getChildren().clear();
        group("state", next.get(0));
        group("limits", next.get(1));
        group("network", next.get(2));
        group("identity", next.get(3));
    }

    private void group(String title, List<Facts.Fact> some) {
        if (some.isEmpty()) {
            return;
        }
        var grid = new GridPane();
        grid.setHgap(12);
        grid.setVgap(7);
        var labels = new ColumnConstraints(LABELS);
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setFillWidth(true);
        grid.getColumnConstraints().addAll(labels, values);
        for (int i = 0; i < some.size(); i++) {
            Label label = Parts.wrapped(some.get(i).label(), "mute");
            GridPane.setValignment(label, VPos.TOP);
            grid.add(label, 0, i);
            grid.add(value(some.get(i)), 1, i);
        }
        var box = new VBox(8, Parts.label(texts.text("ui.facts.group." + title), "section"), grid);
        body.getChildren().add(box);
    }

    private static Region value(Facts.Fact fact) {
        if (!fact.typed() || fact.value().contains("\n") || fact.value().length() > 40) {
            return fact.typed() ? Parts.wrapped(fact.value(), "mono") : Parts.wrapped(fact.value());
        }
        var field = new TextField(fact.value());
        field.setEditable(false);
        field.getStyleClass().addAll("mono", "bare");
        field.setAccessibleText(fact.label() + ": " + fact.value());
        return field;
    }
}
