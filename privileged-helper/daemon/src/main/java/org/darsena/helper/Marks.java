package org.darsena.helper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The names by which a helper knows its things in the kernel (cgroup, interfaces), held while it runs. A second one
/// with the same names and another state folder would take the first one's containers for leftovers.
final class Marks implements AutoCloseable {
    private static final Set<OpenOption> OPTIONS =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final Path path;
    private final FileChannel file;

    private Marks(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    /// @param folder root's, the same for all helpers of the machine: `/run`
    static Marks hold(Path folder, String cgroupParent, String linkPrefix) throws IOException {
        Path path = folder.resolve("darsena-" + cgroupParent + "-" + linkPrefix + ".lock");
        while (true) {
            FileChannel file = FileChannel.open(
                    path,
                    OPTIONS,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            if (locked(file) == null) {
                file.close();
                throw new IOException("another darsena-helper runs on this machine, with the cgroup " + cgroupParent
                        + " and interfaces " + linkPrefix + "…; use that one, or end it");
            }
            if (stands(path, file)) {
                return new Marks(path, file);
            }
            file.close();
        }
    }

    /// Whether the file we locked is still the one of that name: another helper may have ended, and removed it, between
    /// our opening and our locking it.
    private static boolean stands(Path path, FileChannel file) throws IOException {
        String token = UUID.randomUUID().toString();
        file.truncate(0).write(ByteBuffer.wrap(token.getBytes(StandardCharsets.US_ASCII)));
        try {
            return Files.readString(path).equals(token);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static @Nullable FileLock locked(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        // removed while it is still locked: who opens the name from now on makes a new file
        Files.deleteIfExists(path);
        file.close();
    }
}
