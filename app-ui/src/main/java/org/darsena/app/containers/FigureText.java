package org.darsena.app.containers;

import javafx.geometry.VPos;
import javafx.scene.text.Text;

/// A number that changes often: set only when it reads differently, placed by its right edge.
final class FigureText extends Text {

    FigureText(String... classes) {
        getStyleClass().add("figure");
        getStyleClass().addAll(classes);
        setManaged(false);
        setTextOrigin(VPos.CENTER);
    }

    /// Whether it reads differently now.
    boolean show(String text) {
        if (text.equals(getText())) {
            return false;
        }
        setText(text);
        return true;
    }

    /// Puts its right edge at `x`, its middle at `y`; returns where it begins.
    double endAt(double x, double y) {
        double from = x - Math.ceil(getLayoutBounds().getWidth());
        relocateTo(from, y);
        return from;
    }

    private void relocateTo(double x, double y) {
        setLayoutX(Math.rint(x));
        setLayoutY(Math.rint(y));
    }
}
