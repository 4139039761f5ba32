package org.darsena.app.detail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.darsena.app.client.ConsoleLog;
import org.darsena.app.client.HelperException;
import org.darsena.app.view.Pin;

/// Follows a log on a thread of its own as it grows. Begins with the last part of what is there.
final class LogReader implements Pin {
    private static final int CHUNK = 64 * 1024;
    private static final long AT_FIRST = 512 * 1024;
    private static final long PAUSE = 400;
    /// Between two chunks, so that a flood leaves the window's thread room.
    private static final long BREATH = 40;

    private final Callable<ConsoleLog> open;
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
    LogReader(Callable<ConsoleLog> open, Consumer<String> text, Consumer<HelperException> failed) {
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
        try (ConsoleLog log = open.call()) {
            log.skip(Math.max(0, log.left() - AT_FIRST));
            byte[] chunk = new byte[CHUNK];
            ByteBuffer left = ByteBuffer.allocate(CHUNK + 8);
            while (!closed) {
                skipFlood(log);
                int n = log.read(chunk);
                if (n > 0) {
                    text.accept(decode(left, chunk, n));
                }
                Thread.sleep(n > 0 ? BREATH : PAUSE);
            }
        } catch (HelperException e) {
            if (!closed) {
                failed.accept(e);
            }
        } catch (IOException e) {
            if (!closed) {
                failed.accept(new HelperException(HelperException.BROKEN, Map.of()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (Exception e) {
            throw new IllegalStateException(e); // opening throws no other
        }
    }

    /// What a program floods faster than anyone reads is left out, but for its newest part.
    private static void skipFlood(ConsoleLog log) throws IOException {
        long left = log.left();
        if (left > 2 * AT_FIRST) {
            log.skip(left - AT_FIRST);
        }
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
