package org.darsena.runtime.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.LockSupport;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.kernel.LinuxKernel;

/// A folder of root's that only one engine works in at a time (an flock(2), which its death undoes).
public final class StateDir implements AutoCloseable {
    /// A child that an engine was just making when it was killed holds its lock too, until its execve(2).
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private static final long POLL_NANOS = 5_000_000L;

    private final Path path;
    private final Fd lock;

    private StateDir(Path path, Fd lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Makes it (mode 0700) where it is missing. Throws [TakenException] if another engine has it, and
    /// [FileSystemException] if others than its owner may write there.
    public static StateDir open(Path path) throws IOException {
        makePrivate(path);
        Fd lock = LinuxKernel.get().open(path.resolve("lock").toString(), Linux.O_CREAT | Linux.O_RDWR, 0600);
        try {
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (!LinuxKernel.get().flock(lock, Linux.LOCK_EX | Linux.LOCK_NB)) {
                if (System.nanoTime() - end >= 0) {
                    throw new TakenException(path);
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        } catch (IOException e) {
            lock.close();
            throw e;
        }
        return new StateDir(path, lock);
    }

    private static void makePrivate(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return;
        }
        int uid = (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (uid != (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") || !Files.isWritable(path)) {
            throw new FileSystemException(path.toString(), null, "belongs to uid " + uid);
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }

    public Path path() {
        return path;
    }

    /// A sub-folder, made where it is missing, mode 0700.
    public Path folder(String name) {
        Path folder = path.resolve(name);
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return folder;
    }

    @Override
    public void close() {
        lock.close();
    }

    /// Another engine works in the same folder.
    public static final class TakenException extends IOException {
        private static final long serialVersionUID = 1L;

        TakenException(Path path) {
            super("another helper works in " + path);
        }
    }
}
