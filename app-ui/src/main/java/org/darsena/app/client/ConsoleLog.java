package org.darsena.app.client;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// All that is kept of a container's console log, the file that was moved aside first, and what is written from now on,
/// over further rotations. Nothing stands in it twice; what is missing was written, and thrown away again, while
/// nobody read.
///
/// The files are read by descriptors, which stay with a file when it is moved aside: a file's present name, which
/// the kernel tells, says that it was. One thread at a time.
public final class ConsoleLog implements AutoCloseable {
    /// What the helper hands out where nothing was written yet.
    private static final String NOWHERE = "/dev/null";

    private static final int TRIES = 8;

    private final Helper helper;
    private final String id;
    private final Deque<FileInputStream> files = new ArrayDeque<>();

    private ConsoleLog(Helper helper, String id) {
        this.helper = helper;
        this.id = id;
    }

    /// At its beginning. Throws [HelperException].
    public static ConsoleLog open(Helper helper, String containerId) throws IOException {
        var log = new ConsoleLog(helper, containerId);
        log.files.addAll(log.kept());
        return log;
    }

    /// Whether nothing was written yet.
    public boolean isNone() {
        return files.isEmpty();
    }

    /// What comes next, at least a byte; 0: nothing for now. Throws [HelperException].
    public int read(byte[] chunk) throws IOException {
        while (!files.isEmpty() || goOn(null)) {
            FileInputStream first = files.getFirst();
            // in this order: nothing is written to a file once it was moved aside
            boolean written = files.size() == 1 && isWritten(first);
            int n = first.read(chunk);
            if (n > 0) {
                return n;
            }
            if (files.size() > 1) {
                files.removeFirst().close();
            } else if (written || !goOn(first)) {
                return 0;
            }
        }
        return 0;
    }

    /// How much is left to read of what is there now.
    public long left() throws IOException {
        long all = 0;
        for (FileInputStream file : files) {
            FileChannel channel = file.getChannel();
            all += channel.size() - channel.position();
        }
        return all;
    }

    /// Leaves out the next `bytes`, which are there.
    public void skip(long bytes) throws IOException {
        long rest = bytes;
        for (FileInputStream file : files) {
            FileChannel channel = file.getChannel();
            long here = Math.min(rest, channel.size() - channel.position());
            channel.position(channel.position() + here);
            rest -= here;
        }
    }

    /// Reads some of what stands `ahead` bytes further on; the place does not change.
    public int peek(ByteBuffer into, long ahead) throws IOException {
        long rest = ahead;
        for (FileInputStream file : files) {
            FileChannel channel = file.getChannel();
            long here = channel.size() - channel.position();
            if (rest < here) {
                return channel.read(into, channel.position() + rest);
            }
            rest -= here;
        }
        return 0;
    }

    /// Writes the rest of what is there now; returns how many bytes. A file of that name is replaced.
    public long copyTo(Path file) throws IOException {
        long all = 0;
        try (var out = Files.newOutputStream(file)) {
            byte[] chunk = new byte[64 * 1024];
            for (int n = read(chunk); n > 0; n = read(chunk)) {
                out.write(chunk, 0, n);
                all += n;
            }
        }
        return all;
    }

    /// Goes over to what was written after `read`, which is read; false: nothing was yet, and `read` is kept so
    /// that it is known again.
    private boolean goOn(@Nullable FileInputStream read) throws IOException {
        Deque<FileInputStream> now = kept();
        if (read != null && !now.isEmpty() && Objects.equals(key(now.getFirst()), key(read))) {
            now.removeFirst().close();
        }
        if (now.isEmpty()) {
            return false;
        }
        close();
        files.addAll(now);
        return true;
    }

    /// The files there are, opened so that no rotation lies between them.
    private Deque<FileInputStream> kept() throws IOException {
        for (int i = 1; ; i++) {
            var written = new FileInputStream(helper.log(id, false));
            FileInputStream aside;
            try {
                aside = new FileInputStream(helper.log(id, true));
            } catch (HelperException e) {
                written.close();
                throw e;
            }
            if (isWritten(written) || isNowhere(written) || i == TRIES) {
                var kept = new ArrayDeque<FileInputStream>();
                for (FileInputStream file : new FileInputStream[] {aside, written}) {
                    if (isNowhere(file)) {
                        file.close();
                    } else {
                        kept.add(file);
                    }
                }
                return kept;
            }
            written.close();
            aside.close();
        }
    }

    private static boolean isNowhere(FileInputStream file) throws IOException {
        return Files.readSymbolicLink(link(file)).toString().equals(NOWHERE);
    }

    /// Whether what is written now goes there.
    private static boolean isWritten(FileInputStream file) throws IOException {
        String name = Files.readSymbolicLink(link(file)).toString();
        return !name.endsWith(".1") && !name.endsWith(".1 (deleted)") && !name.equals(NOWHERE);
    }

    private static @Nullable Object key(FileInputStream file) throws IOException {
        return Files.readAttributes(link(file), BasicFileAttributes.class).fileKey();
    }

    private static Path link(FileInputStream file) throws IOException {
        FileDescriptor descriptor = file.getFD();
        return Path.of("/proc/self/fd/" + Descriptors.number(descriptor));
    }

    @Override
    public void close() throws IOException {
        for (FileInputStream file : files) {
            file.close();
        }
        files.clear();
    }
}
