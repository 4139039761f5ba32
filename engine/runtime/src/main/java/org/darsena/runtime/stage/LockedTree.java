package org.darsena.runtime.stage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder of the machine's that nobody can make writable again, whatever capabilities and system calls a container
/// has: what is cloned from [#tree] carries the kernel's lock on its read-only flag (MNT_LOCK_READONLY). Parts of it
/// may be mounts of their own, so that they can be id-mapped or not by themselves; nobody inside can take those off
/// and look below (MNT_LOCKED).
///
/// The kernel sets these locks on mounts that it copies into a mount namespace of a less privileged user namespace,
/// and on nothing else. So the folder is attached for a moment, such a namespace is made, and the copy there is cloned
/// back: once, so that it costs no start anything.
///
/// Threads: any.
public final class LockedTree implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LockedTree.class);
    private static final long READ_ONLY = Linux.MS_RDONLY | Linux.MS_NOSUID | Linux.MS_NODEV;

    private final Kernel kernel;
    private final Path point;
    private final Fd tree;
    private final List<String> parts;

    private LockedTree(Kernel kernel, Path point, Fd tree, List<String> parts) {
        this.kernel = kernel;
        this.point = point;
        this.tree = tree;
        this.parts = List.copyOf(parts);
    }

    /// Makes them.
    ///
    /// @param run a folder of ours, to mount in for a moment
    public record Holder(Kernel kernel, Stage stage, Path run) {
        private static final String NAME = "tree-";
        private static final AtomicInteger COUNT = new AtomicInteger();

        /// Takes off what an engine that was killed in the making left in the folder.
        public void sweep() throws IOException {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(run, NAME + "*")) {
                for (Path point : left) {
                    clear(kernel, point);
                }
            }
        }

        /// A copy of what is mounted at `point`, with what is below it and all of the kernel's locks, to be attached in
        /// its place. Without user namespaces a copy like any other.
        public Fd locked(Path point) throws IOException {
            try {
                return copied(kernel, stage, point);
            } catch (IOException e) {
                LOG.warn("{} is not locked", point, e);
                return kernel.cloneMounts(point.toString());
            }
        }

        /// Where no user namespace can be made, there is no lock: only containers without one run there.
        ///
        /// @param source the folder, without what is mounted below it
        /// @param parts names below it; those that are no folder are left out
        public LockedTree hold(Path source, List<String> parts) throws IOException {
            Path point = run.resolve(NAME + COUNT.incrementAndGet());
            try {
                return LockedTree.hold(this, source, parts, point);
            } catch (IOException e) {
                LOG.warn("{} is read-only in containers, but not locked so", source, e);
                Fd plain = kernel.open(source.toString(), Linux.O_PATH | Linux.O_DIRECTORY, 0);
                return new LockedTree(kernel, point, plain, List.of());
            }
        }
    }

    private static LockedTree hold(Holder with, Path source, List<String> names, Path point) throws IOException {
        Kernel kernel = with.kernel();
        List<String> parts = folders(source, names);
        Files.createDirectories(point);
        try {
            readOnly(kernel, source, point);
            for (String part : parts) {
                readOnly(kernel, source.resolve(part), point.resolve(part));
            }
            try (Fd copy = copied(kernel, with.stage(), point)) {
                kernel.unmount(point.toString(), Linux.MNT_DETACH);
                kernel.attachMounts(copy, point.toString());
            }
            if (KernelVersion.current().before(6, 15)) { // only what is attached can be cloned there
                Fd attached = kernel.open(point.toString(), Linux.O_PATH | Linux.O_DIRECTORY, 0);
                return new LockedTree(kernel, point, attached, parts);
            }
            Fd detached = kernel.cloneMounts(point.toString());
            clear(kernel, point);
            return new LockedTree(kernel, point, detached, parts);
        } catch (IOException | RuntimeException e) {
            clear(kernel, point);
            throw e;
        }
    }

    /// Those of the names that are folders below `source`.
    public static List<String> folders(Path source, List<String> names) {
        return names.stream().filter(name -> isFolder(source, name)).toList();
    }

    /// A link could lead anywhere.
    private static boolean isFolder(Path source, String part) {
        try {
            Path path = source.toRealPath().resolve(part);
            return Files.isDirectory(path) && path.toRealPath().equals(path);
        } catch (IOException e) {
            return false;
        }
    }

    private static void readOnly(Kernel kernel, Path source, Path point) throws ErrnoException {
        kernel.mount(source.toString(), point.toString(), null, Linux.MS_BIND, null);
        kernel.mount(null, point.toString(), null, Linux.MS_PRIVATE, null);
        kernel.mount(null, point.toString(), null, Linux.MS_BIND | Linux.MS_REMOUNT | READ_ONLY, null);
    }

    /// The mounts as they are in a namespace of a user namespace below ours, detached.
    private static Fd copied(Kernel kernel, Stage stage, Path point) throws IOException {
        try (Prepared holder = stage.hold(Linux.CLONE_NEWUSER | Linux.CLONE_NEWNS);
                Fd namespace = kernel.open("/proc/" + holder.pid() + "/ns/mnt", Linux.O_RDONLY, 0)) {
            return cloned(kernel, namespace, point);
        }
    }

    /// On a thread of its own, which ends there.
    private static Fd cloned(Kernel kernel, Fd namespace, Path point) throws IOException {
        FutureTask<Fd> task = new FutureTask<>(() -> {
            kernel.unshare(Linux.CLONE_FS);
            kernel.setns(namespace, Linux.CLONE_NEWNS);
            return kernel.cloneMounts(point.toString());
        });
        Thread.ofPlatform().daemon().name("darsena-mntns").start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void clear(Kernel kernel, Path point) throws IOException {
        while (Files.exists(point) && unmounted(kernel, point)) {
            // there may be two, one upon the other
        }
        Files.deleteIfExists(point);
    }

    private static boolean unmounted(Kernel kernel, Path point) throws ErrnoException {
        try {
            kernel.unmount(point.toString(), Linux.MNT_DETACH | Linux.UMOUNT_NOFOLLOW);
            return true;
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EINVAL) { // it is no mount
                throw e;
            }
            return false;
        }
    }

    /// To clone from, with what is below it.
    public Fd tree() {
        return tree;
    }

    /// The names of its parts.
    public List<String> parts() {
        return parts;
    }

    @Override
    public void close() throws IOException {
        tree.close();
        clear(kernel, point);
    }
}
