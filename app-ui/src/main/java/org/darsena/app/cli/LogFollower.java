package org.darsena.app.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.darsena.app.client.ConsoleLog;

/// Copies a container's console log, also as it grows.
final class LogFollower {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(40);
    private static final long PAUSE_BEFORE_THE_FIRST = TimeUnit.MILLISECONDS.toNanos(120);
    private static final int CHUNK = 16 * 1024;

    /// Where it goes.
    interface Sink {
        void write(byte[] bytes, int from, int length);
    }

    private final Run run;
    private final String id;
    private final Sink sink;

    LogFollower(Run run, String id, Sink sink) {
        this.run = run;
        this.id = id;
        this.sink = sink;
    }

    /// Everything up to now, or its last `lines` lines (-1: all).
    void copy(int lines) throws IOException {
        try (ConsoleLog log = ConsoleLog.open(run.helper(), id)) {
            skip(log, lines);
            drain(log);
        }
    }

    /// As [#copy], and on until `over` holds and all was read.
    void follow(int lines, BooleanSupplier over) throws IOException {
        try (ConsoleLog log = ConsoleLog.open(run.helper(), id)) {
            skip(log, lines);
            while (true) {
                // in this order: what is written before it is over is read after
                boolean last = over.getAsBoolean();
                boolean read = drain(log);
                if (last) {
                    return;
                }
                if (!read) {
                    LockSupport.parkNanos(this, log.isNone() ? PAUSE_BEFORE_THE_FIRST : PAUSE);
                }
            }
        }
    }

    void follow(BooleanSupplier over) throws IOException {
        follow(-1, over);
    }

    private boolean drain(ConsoleLog log) throws IOException {
        byte[] chunk = new byte[CHUNK];
        boolean any = false;
        for (int n = log.read(chunk); n > 0; n = log.read(chunk)) {
            sink.write(chunk, 0, n);
            any = true;
        }
        if (any) {
            run.out().flush();
        }
        return any;
    }

    /// Goes to the beginning of the last `lines` lines.
    private static void skip(ConsoleLog log, int lines) throws IOException {
        if (lines < 0) {
            return;
        }
        long end = log.left();
        int breaks = 0;
        for (long to = end; to > 0 && lines > 0; to -= Math.min(to, CHUNK)) {
            long from = Math.max(0, to - CHUNK);
            ByteBuffer chunk = ByteBuffer.allocate((int) (to - from));
            while (chunk.hasRemaining() && log.peek(chunk, from + chunk.position()) > 0) {
                // a file's end lies in between
            }
            for (int i = chunk.position() - 1; i >= 0; i--) {
                // the break at the very end belongs to the last line
                if (chunk.get(i) == '\n' && from + i < end - 1 && ++breaks == lines) {
                    log.skip(from + i + 1);
                    return;
                }
            }
        }
        log.skip(lines == 0 ? end : 0);
    }
}
