package org.darsena.app.cli;

/// Signals that this program gets.
public interface Signals {
    /// Runs `then` at each signal of this name (`INT`, `TERM`, `WINCH`) in place of what happens else,
    /// until closed.
    AutoCloseable on(String name, Runnable then);
}
