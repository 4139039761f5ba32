package org.darsena.helper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names by which a helper knows its things in the kernel (cgroup, interfaces), held while it runs. A second one
/// with the same names and another state folder would take the first one's containers for leftovers.
final class Marks implements AutoCloseable {
    private final FileChannel file;

    private Marks(FileChannel file) {
        this.file = file;
    }

    /// @param folder root's, the same for all helpers of the machine: `/run`
    static Marks hold(Path folder, String cgroupParent, String linkPrefix) throws IOException {
        FileChannel file = FileChannel.open(
                folder.resolve("darsena-" + cgroupParent + "-" + linkPrefix + ".lock"),
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        if (locked(file) == null) {
            String pid = read(file);
            file.close();
            throw new IOException("another darsena-helper (process " + pid + ") runs on this machine, with the cgroup "
                    + cgroupParent + " and interfaces " + linkPrefix + "…; use that one, or end it");
        }
        file.truncate(0);
        file.write(
                StandardCharsets.US_ASCII.encode(
                        Long.toString(ProcessHandle.current().pid())),
                0);
        return new Marks(file);
    }

    /// Who holds it; a question mark if it has not said so yet.
    private static String read(FileChannel file) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        file.read(text, 0);
        String pid = StandardCharsets.US_ASCII.decode(text.flip()).toString();
        return pid.matches("[0-9]+") ? pid : "?";
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
        file.close();
    }
}
