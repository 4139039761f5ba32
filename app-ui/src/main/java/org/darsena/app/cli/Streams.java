package org.darsena.app.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.darsena.app.client.Conduit;
import org.darsena.app.client.Helper;

/// Standard streams for a process in a container. A file or pipe is lent as it is; of a terminal the
/// process gets a pipe only: whoever holds a terminal's descriptor can type into it and read what is typed.
final class Streams implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;
    private static final long LAST_WORDS_MILLIS = 300;

    private final Helper.Stdio stdio;
    private final List<Conduit> conduits = new ArrayList<>();
    private final List<Runnable> lent = new ArrayList<>();
    private final List<CompletableFuture<Void>> shown = new ArrayList<>();

    Streams(Terminal here) throws IOException {
        stdio = new Helper.Stdio(
                here.inputIsTerminal() ? input(here.in()) : here.in(),
                here.outputIsTerminal() ? output(here.out()) : here.out(),
                here.errorIsTerminal() ? output(here.err()) : here.err());
    }

    Helper.Stdio stdio() {
        return stdio;
    }

    /// The process has its own copies now; as long as we held ours, no end of a stream would be seen.
    void passed() {
        lent.forEach(Runnable::run);
        lent.clear();
    }

    /// Waits for what it wrote to be shown; what it left behind may still hold its streams.
    void shown() {
        CompletableFuture.allOf(shown.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }

    private FileDescriptor input(FileDescriptor from) throws IOException {
        Conduit conduit = conduit();
        lent.add(conduit::closeReadEnd);
        // a daemon: it sits in a read of the keyboard when the program ends
        Thread.ofPlatform().daemon().name("darsena-keys").start(() -> keys(from, conduit));
        return conduit.readEnd();
    }

    private FileDescriptor output(FileDescriptor to) throws IOException {
        Conduit conduit = conduit();
        lent.add(conduit::closeWriteEnd);
        var end = new CompletableFuture<Void>();
        shown.add(end);
        Thread.ofPlatform().daemon().name("darsena-screen").start(() -> screen(conduit, to, end));
        return conduit.writeEnd();
    }

    private Conduit conduit() {
        Conduit conduit = Conduit.open();
        conduits.add(conduit);
        return conduit;
    }

    @SuppressWarnings("resource") // closing it would close standard input
    private static void keys(FileDescriptor from, Conduit to) {
        var in = new FileInputStream(from);
        byte[] chunk = new byte[CHUNK];
        try {
            for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
                to.write(chunk, n);
            }
        } catch (IOException e) {
            // nobody reads any more
        } finally {
            to.closeWriteEnd();
        }
    }

    @SuppressWarnings("resource") // closing it would close a standard stream
    private static void screen(Conduit from, FileDescriptor to, CompletableFuture<Void> end) {
        var out = new FileOutputStream(to);
        byte[] chunk = new byte[CHUNK];
        try {
            for (int n = from.read(chunk); n > 0; n = from.read(chunk)) {
                out.write(chunk, 0, n);
            }
        } catch (IOException e) {
            // the terminal is gone
        } finally {
            end.complete(null);
        }
    }

    @Override
    public void close() {
        conduits.forEach(Conduit::close);
    }
}
