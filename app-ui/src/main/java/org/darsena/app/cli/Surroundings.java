package org.darsena.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.darsena.app.client.BusAddress;
import org.darsena.app.client.DBusHelper;
import org.darsena.app.client.Helper;

/// Whatever a command touches outside itself.
///
/// @param connect reaches the helper, or throws [org.darsena.app.client.HelperException]
/// @param window opens the window with these arguments and returns when it was closed
public record Surroundings(
        PrintStream out,
        PrintStream err,
        Map<String, String> env,
        Terminal terminal,
        Signals signals,
        Clock clock,
        Function<BusAddress, Helper> connect,
        Window window) {

    /// The program's other face.
    public interface Window {
        /// @param face `open` or `tour`
        int open(String face, String... args) throws NoWindowException;
    }

    /// Why there is no window, in the words of what failed.
    public static final class NoWindowException extends Exception {
        private static final long serialVersionUID = 1L;

        NoWindowException(String why, Throwable cause) {
            super(why, cause);
        }
    }

    /// Those of this process: its descriptors, in UTF-8.
    public static Surroundings ofThisProcess() {
        return new Surroundings(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                System.getenv(),
                new Tty(),
                new JvmSignals(),
                Clock.systemUTC(),
                bus -> DBusHelper.open(bus).awaitConnected(),
                new Windows());
    }

    /// Buffered: a table is one write, not one for each cell.
    private static PrintStream stream(FileDescriptor to) {
        return new PrintStream(
                new java.io.BufferedOutputStream(new FileOutputStream(to), 8192), false, StandardCharsets.UTF_8);
    }
}
