package org.darsena.app.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.Job;

/// Joins this program's terminal with that of a process: keys one way, output the other, and the size.
final class TerminalBridge {
    private static final int CHUNK = 16 * 1024;
    private static final int END_OF_INPUT = 4;
    private static final long LAST_WORDS_MILLIS = 300;

    private final Terminal here;
    private final Signals signals;
    private final Job job;

    TerminalBridge(Terminal here, Signals signals, Job job) {
        this.here = here;
        this.signals = signals;
        this.job = job;
    }

    /// Until the process has ended and what it wrote is shown; what it left behind may still hold its
    /// terminal.
    void run() {
        FileDescriptor master = job.terminal();
        var shown = new CompletableFuture<Void>();
        try (var _ = here.inputIsTerminal() ? here.raw() : null;
                var _ = signals.on("WINCH", this::resize)) {
            resize();
            // daemons: one sits in a read of the keyboard when the program ends, the other perhaps too
            Thread.ofPlatform().daemon().name("darsena-keys").start(() -> keys(master));
            Thread.ofPlatform().daemon().name("darsena-screen").start(() -> output(master, shown));
            CompletableFuture.anyOf(shown, ended()).join();
            if (!shown.isDone()) {
                shown.completeOnTimeout(null, LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)
                        .join();
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// A helper that went away says nothing of the process, which goes on, and its terminal too.
    private CompletableFuture<Void> ended() {
        var ended = new CompletableFuture<Void>();
        var _ = job.done().whenComplete((_, why) -> {
            if (!(why instanceof HelperException e) || !e.error().equals(HelperException.BROKEN)) {
                ended.complete(null);
            }
        });
        return ended;
    }

    private void resize() {
        if (here.inputIsTerminal()) {
            Terminal.Size size = here.size();
            job.resize(size.columns(), size.rows());
        }
    }

    @SuppressWarnings("resource") // closing them would close the standard streams and the master under the reader
    private void keys(FileDescriptor master) {
        var from = new FileInputStream(here.in());
        var to = new FileOutputStream(master);
        byte[] chunk = new byte[CHUNK];
        try {
            for (int n = from.read(chunk); n > 0; n = from.read(chunk)) {
                to.write(chunk, 0, n);
            }
            if (!here.inputIsTerminal()) {
                // what a person at a terminal would type at the end of the input
                to.write(END_OF_INPUT);
            }
        } catch (IOException e) {
            // it has ended
        }
    }

    @SuppressWarnings("resource") // as above
    private void output(FileDescriptor master, CompletableFuture<Void> shown) {
        var from = new FileInputStream(master);
        var to = new FileOutputStream(here.out());
        byte[] chunk = new byte[CHUNK];
        try {
            for (int n = from.read(chunk); n > 0; n = from.read(chunk)) {
                to.write(chunk, 0, n);
            }
        } catch (IOException e) {
            // a terminal's end is told as an error
        } finally {
            shown.complete(null);
        }
    }
}
