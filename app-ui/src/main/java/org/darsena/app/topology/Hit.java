package org.darsena.app.topology;

/// What is at a place of the drawing.
public sealed interface Hit {

    /// A node or network, by name.
    record OnCard(String name) implements Hit {}

    /// A cable, by number.
    record OnCable(int number) implements Hit {}
}
