package org.darsena.app.terminal;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;

/// What a test of the whole window may know of the terminals in it. JavaFX thread only.
public final class Terminals {
    private Terminals() {}

    /// The first screen below a node.
    public static Optional<Node> screen(Parent from) {
        return Optional.ofNullable(from.lookup(".terminal"));
    }

    /// What stands on it; empty: there is none.
    public static String text(Parent from) {
        return from.lookup(".terminal") instanceof ScreenView screen ? screen.text() : "";
    }
}
