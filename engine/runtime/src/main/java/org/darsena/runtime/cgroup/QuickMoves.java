package org.darsena.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.darsena.runtime.cgroup.CgroupLayout.Version;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.kernel.LinuxKernel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Spares each start and exec the RCU grace period (5–15 ms) that moving a process into a v1 cgroup waits for.
///
/// The kernel's own means is the mount option `favordynmods` (since Linux 6.0): as long as a tree with it exists,
/// moves take a lock that needs no grace period; forks pay for that with a few nanoseconds. We may not remount the
/// machine's trees, so we hold an empty, named tree of our own without controllers, attached nowhere: it goes with
/// the last descriptor, so with this program at the latest. On v2 a process is born in its cgroup and nothing of
/// this is needed.
public final class QuickMoves implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QuickMoves.class);

    private final @Nullable Fd tree;

    private QuickMoves(@Nullable Fd tree) {
        this.tree = tree;
    }

    /// Where it can't be had, starts are slower and nothing else.
    ///
    /// @param run a folder of ours, to mount in for a moment
    /// @param name of the tree, our own
    public static QuickMoves hold(CgroupLayout layout, Path run, String name) throws IOException {
        if (layout.version() == Version.V2 || layout.version() == Version.NONE) {
            return new QuickMoves(null);
        }
        LinuxKernel kernel = LinuxKernel.get();
        Path point = Files.createDirectories(run.resolve("moves"));
        try {
            kernel.mount("cgroup", point.toString(), "cgroup", 0, "none,name=" + name + ",favordynmods");
            try {
                return new QuickMoves(kernel.open(point.toString(), Linux.O_RDONLY | Linux.O_DIRECTORY, 0));
            } finally {
                kernel.unmount(point.toString(), Linux.MNT_DETACH);
            }
        } catch (ErrnoException e) {
            LOG.info("starts wait for a grace period each: {}", e.getMessage());
            return new QuickMoves(null);
        } finally {
            Files.deleteIfExists(point);
        }
    }

    /// Whether it is in effect.
    public boolean held() {
        return tree != null;
    }

    @Override
    public void close() {
        if (tree != null) {
            tree.close();
        }
    }
}
