package org.darsena.app.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.darsena.app.client.Descriptors;
import org.darsena.app.client.Helper;

/// Reads a container's console log as it grows, over its rotations.
///
/// The log is read by a descriptor, which stays with the file when that is moved aside: the file's present
/// name, which the kernel tells, says that it was; then the new one is asked for.
final class LogFollower {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(40);
    private static final long PAUSE_BEFORE_THE_FIRST = TimeUnit.MILLISECONDS.toNanos(120);

    /// What the helper hands out while nothing was written yet.
    private static final String NOWHERE = "/dev/null";

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
        try (var in = open()) {
            skip(in.getChannel(), lines);
            drain(in);
        }
    }

    /// As [#copy], and on until `over` holds and all was read.
    void follow(int lines, BooleanSupplier over) throws IOException {
        FileInputStream in = open();
        try {
            skip(in.getChannel(), lines);
            while (true) {
                // in this order: what is written before it is over is read after
                boolean last = over.getAsBoolean();
                long read = drain(in);
                if (isCurrent(in)) {
                    if (last) {
                        return;
                    }
                    pause(read == 0 ? PAUSE : 0);
                } else {
                    drain(in);
                    in.close();
                    in = open();
                    boolean none = nowhere(in);
                    if (none && last) {
                        return;
                    }
                    pause(none ? PAUSE_BEFORE_THE_FIRST : 0);
                }
            }
        } finally {
            in.close();
        }
    }

    private void pause(long nanos) {
        if (nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    void follow(BooleanSupplier over) throws IOException {
        follow(-1, over);
    }

    private FileInputStream open() {
        Helper helper = run.helper();
        FileDescriptor log = helper.log(id);
        return new FileInputStream(log);
    }

    private long drain(FileInputStream in) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long all = 0;
        for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
            sink.write(chunk, 0, n);
            all += n;
        }
        if (all > 0) {
            run.out().flush();
        }
        return all;
    }

    /// Whether what is written now goes there.
    private static boolean isCurrent(FileInputStream in) {
        String name = name(in);
        return !name.endsWith(".1") && !name.endsWith(".1 (deleted)") && !name.equals(NOWHERE);
    }

    private static boolean nowhere(FileInputStream in) {
        return name(in).equals(NOWHERE);
    }

    private static String name(FileInputStream in) {
        try {
            Path link = Path.of("/proc/self/fd/" + Descriptors.number(in.getFD()));
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /// Goes to the beginning of the last `lines` lines.
    private static void skip(FileChannel log, int lines) throws IOException {
        if (lines < 0) {
            return;
        }
        var chunk = java.nio.ByteBuffer.allocate(CHUNK);
        long end = log.size();
        int breaks = 0;
        for (long to = end; to > 0; to -= Math.min(to, CHUNK)) {
            long from = Math.max(0, to - CHUNK);
            chunk.clear().limit((int) (to - from));
            int got = log.read(chunk, from);
            for (int i = got - 1; i >= 0; i--) {
                // the break at the very end belongs to the last line
                if (chunk.get(i) == '\n' && from + i < end - 1 && ++breaks == lines) {
                    log.position(from + i + 1);
                    return;
                }
            }
        }
        log.position(lines == 0 ? end : 0);
    }
}
