package org.darsena.runtime.net;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Held while an engine looks who else forwards and changes ip_forward or its mark: all engines of the machine share
/// that one setting. A process that dies lets it go. The file, empty, stays until the machine is started anew: were it
/// removed, one engine could hold the lock of the file that is gone and another that of the new one. A thread may take
/// it again while it has it.
final class ForwardLock implements AutoCloseable {
    private static final Path FILE = Path.of("/run/darsena-forward.lock");
    /// The kernel's lock is one per process.
    private static final ReentrantLock HERE = new ReentrantLock();

    private final @Nullable FileChannel file;

    private ForwardLock(@Nullable FileChannel file) {
        this.file = file;
    }

    static ForwardLock take() throws IOException {
        HERE.lock();
        try {
            return new ForwardLock(HERE.getHoldCount() > 1 ? null : locked());
        } catch (IOException | RuntimeException e) {
            HERE.unlock();
            throw e;
        }
    }

    private static FileChannel locked() throws IOException {
        FileChannel file = FileChannel.open(
                FILE,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            var _ = file.lock();
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (file != null) {
                file.close(); // and with it the lock
            }
        } finally {
            HERE.unlock();
        }
    }
}
