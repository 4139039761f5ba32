package org.darsena.app.view;

import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextField;

/// Gives the focus to what was only just made. JavaFX thread only.
public final class Focus {
    private Focus() {}

    /// Gives it to `node` as soon as it can take it. What stands in a scroll or tab pane comes into the scene only
    /// with the pane's skin, one pulse later; asked before that, it would silently not get it. What a line holds is
    /// marked, so that typing goes in its place.
    public static void to(Node node) {
        if (node.getScene() != null) {
            Platform.runLater(() -> take(node));
            return;
        }
        node.sceneProperty().addListener(new ChangeListener<>() {
            @Override
            public void changed(ObservableValue<? extends Scene> scene, Scene before, Scene now) {
                node.sceneProperty().removeListener(this);
                Platform.runLater(() -> take(node));
            }
        });
    }

    private static void take(Node node) {
        node.requestFocus();
        if (node instanceof TextField line) {
            line.selectAll();
        }
    }
}
