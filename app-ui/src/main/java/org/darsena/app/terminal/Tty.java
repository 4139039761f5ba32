package org.darsena.app.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/// The master side of a pseudo-terminal, as characters. [#read] is called by one thread; the rest by any. Closing it
/// ends a read that waits.
final class Tty implements AutoCloseable {
    /// Sets the size of the terminal, in cells.
    @FunctionalInterface
    interface Resize {
        void to(int columns, int rows);
    }

    private static final int CHUNK = 16 * 1024;

    private final FileInputStream in;
    private final FileOutputStream out;
    private final FileChannel channel;
    private final Resize resize;
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final CharBuffer ready = CharBuffer.allocate(CHUNK).flip();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("terminal-out").factory());

    /// Takes `master` over: it is closed with this.
    Tty(FileDescriptor master, Resize resize) {
        this.in = new FileInputStream(master);
        this.out = new FileOutputStream(master);
        // a channel, for its read ends when it is closed; a stream's would wait on
        this.channel = in.getChannel();
        this.resize = resize;
    }

    /// Waits for characters; how many came, or -1 at the end: a pty's end is the error EIO.
    int read(char[] to, int offset, int length) {
        while (!ready.hasRemaining()) {
            try {
                if (channel.read(bytes) < 0) {
                    return -1;
                }
            } catch (ClosedChannelException e) {
                return -1;
            } catch (IOException e) {
                return -1; // EIO: the other side has gone
            }
            bytes.flip();
            ready.clear();
            decoder.decode(bytes, ready, false);
            ready.flip();
            bytes.compact();
        }
        int n = Math.min(length, ready.remaining());
        ready.get(to, offset, n);
        return n;
    }

    /// Whether [#read] would not wait.
    boolean ready() {
        return ready.hasRemaining();
    }

    /// Sends what was typed, in order; a program that does not read holds up nobody.
    void write(byte[] typed) {
        try {
            writer.execute(() -> {
                try {
                    out.write(typed);
                } catch (IOException e) {
                    writer.shutdown(); // the other side has gone; the reader tells
                }
            });
        } catch (RejectedExecutionException e) {
            // typed into a terminal that has ended
        }
    }

    void resize(int columns, int rows) {
        resize.to(columns, rows);
    }

    @Override
    public void close() {
        writer.shutdownNow();
        try {
            channel.close();
            in.close();
            out.close();
        } catch (IOException e) {
            // nothing is left to be done with it
        }
    }
}
