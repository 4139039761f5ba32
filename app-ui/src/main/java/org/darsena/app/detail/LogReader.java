package org.darsena.app.detail;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.darsena.app.client.HelperException;
import org.darsena.app.view.Pin;

/// Follows a log on a thread of its own: reads on as it grows, and goes over to the new file when it was rotated.
/// Begins with the last part of what is there.
final class LogReader implements Pin {
    private static final int CHUNK = 64 * 1024;
    private static final long AT_FIRST = 512 * 1024;
    private static final long PAUSE = 400;
    /// Between two chunks, so that a flood leaves the window's thread room.
    private static final long BREATH = 40;
    private static final int PAUSES_TO_REOPEN = 8;

    private final Callable<FileInputStream> open;
    private final Consumer<String> text;
    private final Consumer<HelperException> failed;
    private final Thread thread;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private volatile boolean closed;

    /// @param open opens the log, at its beginning
    /// @param text gets what was read, on the reader's thread; may block
    LogReader(Callable<FileInputStream> open, Consumer<String> text, Consumer<HelperException> failed) {
        this.open = open;
        this.text = text;
        this.failed = failed;
        this.thread = Thread.ofVirtual().name("log").start(this::run);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        try {
            long from = -1;
            while (!closed) {
                from = read(from);
            }
        } catch (HelperException e) {
            if (!closed) {
                failed.accept(e);
            }
        } catch (IOException e) {
            if (!closed) {
                failed.accept(new HelperException(HelperException.BROKEN, java.util.Map.of()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (Exception e) {
            throw new IllegalStateException(e); // opening throws no other
        }
    }

    /// Reads one opened file until it is time to look for another; returns where to go on in that.
    private long read(long from) throws Exception {
        try (FileInputStream in = open.call()) {
            long size = in.getChannel().size();
            boolean rotated = from > size;
            long at = from < 0 ? Math.max(0, size - AT_FIRST) : rotated ? 0 : from;
            in.getChannel().position(at);
            int pauses = 0;
            byte[] chunk = new byte[CHUNK];
            ByteBuffer left = ByteBuffer.allocate(CHUNK + 8);
            while (!closed && pauses < PAUSES_TO_REOPEN) {
                at = skipFlood(in, at);
                int n = in.read(chunk);
                if (n > 0) {
                    pauses = 0;
                    at += n;
                    text.accept(decode(left, chunk, n));
                    Thread.sleep(BREATH);
                } else {
                    pauses++;
                    Thread.sleep(PAUSE);
                }
            }
            return at;
        }
    }

    /// What a program floods faster than anyone reads is left out, but for its newest part.
    private static long skipFlood(FileInputStream in, long at) throws IOException {
        long size = in.getChannel().size();
        if (size - at <= 2 * AT_FIRST) {
            return at;
        }
        in.getChannel().position(size - AT_FIRST);
        return size - AT_FIRST;
    }

    /// Keeps the bytes of a character that is not whole yet for the next time.
    private String decode(ByteBuffer left, byte[] chunk, int n) {
        left.put(chunk, 0, n).flip();
        CharBuffer out = CharBuffer.allocate(left.remaining());
        decoder.reset().decode(left, out, false);
        left.compact();
        return out.flip().toString();
    }
}
