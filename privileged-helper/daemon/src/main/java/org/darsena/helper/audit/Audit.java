package org.darsena.helper.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.darsena.helper.bus.Caller;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One line for each privileged act and each refusal, to the log and to `audit.log` below the state folder (0600; at
/// 1 MiB it becomes `audit.log.1`). What runs in a container, its arguments and its environment are never written.
///
/// Threads: any.
public final class Audit implements AutoCloseable {
    static final int MAX_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger("audit");

    private final Path file;
    private @Nullable FileChannel channel;

    /// @param state the helper's folder, root's alone
    public Audit(Path state) throws IOException {
        this.file = state.resolve("audit.log");
        this.channel = open();
    }

    /// @param outcome `ok`, or the name of an error
    public void write(Caller who, String action, String target, String outcome, long millis) {
        String line = "uid=" + Integer.toUnsignedString(who.uid()) + " pid=" + who.pid() + " bus=" + plain(who.name())
                + " action=" + plain(action) + " target=" + plain(target) + " outcome=" + plain(outcome) + " ms="
                + millis;
        LOG.info(line);
        append(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line + "\n");
    }

    /// Names come from documents that were validated; still, one line stays one line.
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .limit(128)
                .forEach(c -> plain.appendCodePoint(c <= ' ' || Character.isISOControl(c) ? '?' : c));
        return plain.isEmpty() ? "-" : plain.toString();
    }

    private synchronized void append(String line) {
        try {
            FileChannel out = channel;
            if (out == null) {
                return;
            }
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            if (out.size() + bytes.remaining() > MAX_BYTES) {
                out.close();
                Files.move(file, file.resolveSibling("audit.log.1"), StandardCopyOption.REPLACE_EXISTING);
                out = open();
                channel = out;
            }
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            // a full disk: the act is done, and the log above has it
            LOG.warn("{} cannot be written: {}", file, e.toString());
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND,
                        LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    @Override
    public synchronized void close() throws IOException {
        FileChannel out = channel;
        channel = null;
        if (out != null) {
            out.close();
        }
    }
}
