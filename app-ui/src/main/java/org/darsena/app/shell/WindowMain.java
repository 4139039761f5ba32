package org.darsena.app.shell;

import javafx.application.Application;

/// The window as a program of its own face. Not an Application itself: the launcher of the JVM would otherwise want
/// JavaFX's own start.
public final class WindowMain {
    private static final String REGION_CACHE = "prism.disableRegionCaching";

    private WindowMain() {}

    /// Opens the window and returns when it was closed. Options, each only where given: `--bus ADDRESS`,
    /// `--lang en|es`, `--lab LAB`, `--lab-file FILE`.
    public static void main(String[] args) {
        prism();
        Application.launch(WindowApp.class, args);
    }

    /// Without a graphics card, grounds with round corners are drawn quicker than copied pixel by pixel from a cached
    /// picture: a third of what an idle window cost. With one it makes no difference: all of ours are plain fills.
    private static void prism() {
        if (System.getProperty(REGION_CACHE) == null) {
            System.setProperty(REGION_CACHE, "true");
        }
    }
}
