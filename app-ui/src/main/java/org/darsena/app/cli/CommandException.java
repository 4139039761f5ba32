package org.darsena.app.cli;

/// Ends the command with a sentence.
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /// @param sentence in the person's language; empty: all was said already
    CommandException(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    int status() {
        return status;
    }
}
