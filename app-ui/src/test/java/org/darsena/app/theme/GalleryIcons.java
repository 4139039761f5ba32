package org.darsena.app.theme;

import javafx.geometry.Insets;
import javafx.scene.Parent;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// All icons as nodes of 16, 20 and 28 px and as canvas strokes.
final class GalleryIcons {
    private GalleryIcons() {}

    static Parent page() {
        FlowPane flow = new FlowPane(4, 4);
        flow.setPadding(new Insets(16));
        flow.getStyleClass().add("app");
        for (Icon icon : Icon.values()) {
            Canvas canvas = new Canvas(28, 28);
            Icons.draw(
                    canvas.getGraphicsContext2D(),
                    icon,
                    0,
                    0,
                    28,
                    Themes.palette().text());
            HBox row = Parts.row(6, Icons.of(icon), Icons.of(icon, 20), Icons.of(icon, 28), canvas);
            VBox cell = new VBox(4, row, Parts.label(icon.id(), "tiny"));
            cell.setPrefWidth(124);
            cell.setPadding(new Insets(4));
            flow.getChildren().add(cell);
        }
        return flow;
    }
}
