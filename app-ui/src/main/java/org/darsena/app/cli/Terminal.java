package org.darsena.app.cli;

import java.io.FileDescriptor;

/// The terminal that the command was started in, if it was.
public interface Terminal {
    boolean inputIsTerminal();

    /// Whether there is nothing to read: no standard input, or /dev/null.
    boolean inputIsNothing();

    boolean outputIsTerminal();

    boolean errorIsTerminal();

    /// In cells; 80 × 24 where there is no terminal.
    Size size();

    /// Hands every key on as it is, until closed; closed also when the program ends in any other way.
    AutoCloseable raw();

    /// The three standard streams, as they are handed to a process.
    FileDescriptor in();

    FileDescriptor out();

    FileDescriptor err();

    record Size(int columns, int rows) {}
}
