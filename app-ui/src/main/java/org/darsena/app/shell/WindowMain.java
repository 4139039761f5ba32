package org.darsena.app.shell;

import javafx.application.Application;

/// The window as a program of its own face. Not an Application itself: the launcher of the JVM would otherwise want
/// JavaFX's own start.
public final class WindowMain {
    private WindowMain() {}

    /// Opens the window and returns when it was closed. Options, each only where given: `--bus ADDRESS`,
    /// `--lang en|es`, `--lab LAB`.
    public static void main(String[] args) {
        Application.launch(WindowApp.class, args);
    }
}
