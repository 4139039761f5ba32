package org.darsena.app.terminal;

import javafx.scene.Node;

/// A terminal as it is seen, whatever emulates it. JavaFX thread only.
interface Screen extends AutoCloseable {

    Node node();

    /// Begins to show what comes from `tty` and to send what is typed. Once.
    void attach(Tty tty);

    /// Adds a line of ours below what the program wrote, after its end.
    void remark(String words);

    void focus();

    /// What is marked; empty: nothing.
    String marked();

    /// Sends `text` as if typed; as one piece where the program can tell that from typing.
    void paste(String text);

    /// Ends it, with its tty.
    @Override
    void close();
}
