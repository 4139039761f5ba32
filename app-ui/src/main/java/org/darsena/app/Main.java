package org.darsena.app;

import org.darsena.app.cli.Cli;
import org.darsena.app.cli.Surroundings;

/// The client program: the window, and the `darsena` command. Not an Application itself: that would load JavaFX for
/// the command too.
public final class Main {
    private Main() {}

    /// Ends the JVM with the command's status.
    public static void main(String[] args) {
        int status = Cli.run(Surroundings.ofThisProcess(), args);
        System.out.flush();
        System.exit(status);
    }
}
