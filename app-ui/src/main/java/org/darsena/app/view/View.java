package org.darsena.app.view;

import javafx.scene.Node;

/// One place of the rail. All methods are called on the JavaFX thread.
public interface View {

    /// The whole of it, made once.
    Node node();

    /// Takes the focus to what its keys work on.
    default void focus() {
        Focus.to(node());
    }

    /// It is seen from now on: begin to watch figures, ask what may have changed.
    default void shown() {}

    /// It is no longer seen: watch nothing.
    default void hidden() {}
}
