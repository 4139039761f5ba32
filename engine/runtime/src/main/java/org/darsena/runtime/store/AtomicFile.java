package org.darsena.runtime.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Replaces a file as a whole: readers see the old text or the new, whatever happens in between.
public final class AtomicFile {
    private AtomicFile() {}

    /// Whether a file must be on the disk when the call returns.
    public enum Durability {
        /// survives a power cut
        SYNCED,
        /// survives the death of this process; for what is worthless after a reboot
        CACHED
    }

    /// Writes beside the target and renames; a failure leaves the old file and nothing else. Mode 0600.
    public static void write(Path target, String text, Durability durability) throws IOException {
        Path temp = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            fill(temp, text, durability);
            Files.move(temp, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(temp);
            throw e;
        }
        if (durability == Durability.SYNCED) {
            sync(target.resolveSibling(""));
        }
    }

    /// Writes a new file, in a place that nobody looks at yet. Mode 0600.
    static void fill(Path temp, String text, Durability durability) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(temp, options, mode)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (durability == Durability.SYNCED) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw at(temp, e);
        }
    }

    /// The same failure with the path it concerns, which writing to an open file leaves out.
    public static IOException at(Path path, IOException e) {
        return e instanceof FileSystemException ? e : new FileSystemException(path.toString(), null, e.getMessage());
    }

    /// Makes a rename or a new entry in `folder` durable; or, of a file, what was written to it.
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
