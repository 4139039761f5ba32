package org.darsena.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/// A terminal of the host's with a process on it, as a person's would be.
public final class HostTerminal implements AutoCloseable {
    private final Process owner;
    private final Path path;

    public HostTerminal() throws IOException {
        owner = new ProcessBuilder("script", "-qfc", "tty; exec sleep 1000", "/dev/null").start();
        BufferedReader out = owner.inputReader();
        path = Path.of(String.valueOf(out.readLine()).strip());
    }

    /// `/dev/pts/N`.
    public Path path() {
        return path;
    }

    @Override
    public void close() throws InterruptedException {
        owner.destroy(); // which hangs up who is on it
        owner.waitFor();
    }
}
