package org.darsena.app.labs;

import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.text.TextAlignment;
import org.darsena.app.labs.ZoneMatrix.Cell;
import org.darsena.app.labs.ZoneMatrix.Head;
import org.darsena.app.labs.ZoneMatrix.Kind;
import org.darsena.app.text.Texts;
import org.darsena.app.theme.Parts;

/// Shows a zone matrix.
final class MatrixGrid {
    private static final double HEAD = 64;

    private MatrixGrid() {}

    static GridPane of(ZoneMatrix matrix, Texts texts) {
        var grid = new GridPane();
        grid.setId("zone-matrix");
        grid.getStyleClass().add("matrix");
        var first = new ColumnConstraints(HEAD);
        grid.getColumnConstraints().add(first);
        for (int i = 0; i < matrix.zones().size(); i++) {
            var column = new ColumnConstraints();
            column.setPercentWidth(-1);
            column.setPrefWidth(10);
            column.setHgrow(Priority.ALWAYS);
            grid.getColumnConstraints().add(column);
        }
        grid.add(label(texts.text("ui.labs.zone.corner"), "matrix-cell", "head", "faint"), 0, 0);
        for (int i = 0; i < matrix.zones().size(); i++) {
            Head zone = matrix.zones().get(i);
            String hue = "zone-" + zone.hue().name().toLowerCase(Locale.ROOT);
            grid.add(label(zone.title(), "matrix-cell", hue), i + 1, 0);
            grid.add(label(zone.title(), "matrix-cell", "head", hue), 0, i + 1);
            for (int j = 0; j < matrix.zones().size(); j++) {
                Cell cell = matrix.cells().get(i).get(j);
                Label label = label(cell.text(), "matrix-cell");
                label.setWrapText(true);
                label.setMinHeight(Region.USE_PREF_SIZE);
                if (cell.kind() != Kind.SELF) {
                    label.getStyleClass().add(cell.kind().name().toLowerCase(Locale.ROOT));
                    label.setAccessibleText(texts.text(
                            "ui.labs.zone.cell",
                            "from",
                            zone.title(),
                            "to",
                            matrix.zones().get(j).title(),
                            "what",
                            cell.text()));
                }
                grid.add(label, j + 1, i + 1);
            }
        }
        return grid;
    }

    private static Label label(String text, String... classes) {
        Label label = Parts.label(text, classes);
        label.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        label.setTextAlignment(TextAlignment.CENTER);
        GridPane.setFillHeight(label, true);
        return label;
    }
}
