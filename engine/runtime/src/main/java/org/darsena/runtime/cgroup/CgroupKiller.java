package org.darsena.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.kernel.LinuxKernel;
import org.jspecify.annotations.Nullable;

/// Ends all processes of a cgroup.
///
/// With a v2 tree one write to `cgroup.kill` does it. Without, they are frozen first, so that none forks
/// away and no pid read from `cgroup.procs` can have been reused when it is signalled; thawed, they die. A
/// fork bomb that wins against the freezer is met by doing it again until nothing is left.
final class CgroupKiller {
    private static final Duration FREEZE = Duration.ofMillis(200);

    private final ContainerCgroup cgroup;
    private final @Nullable Path unified;

    CgroupKiller(ContainerCgroup cgroup, @Nullable Path unified) {
        this.cgroup = cgroup;
        this.unified = unified;
    }

    boolean killAll(Duration limit) throws IOException {
        Path kill = unified == null ? null : unified.resolve("cgroup.kill");
        if (kill != null && Files.exists(kill)) {
            CgroupFiles.write(kill, "1");
        } else {
            signalAll();
        }
        thawIfFrozen(); // v1: a frozen process dies only when thawed
        long[] round = {0};
        return Waiting.until(limit, () -> {
            if (cgroup.pids().isEmpty()) {
                return true;
            }
            if (++round[0] % 16 == 0) { // those that were forked, or never attached to the v2 tree
                signalAll();
                thawIfFrozen();
            }
            return false;
        });
    }

    private void signalAll() {
        try {
            cgroup.freeze(FREEZE);
        } catch (IOException e) {
            // no freezer here: repeated until empty
        }
        Set<Integer> pids = cgroup.pids();
        for (int pid : pids) {
            try {
                LinuxKernel.get().kill(pid, Linux.SIGKILL);
            } catch (ErrnoException e) {
                if (e.errno() != Errno.ESRCH) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        }
    }

    private void thawIfFrozen() {
        try {
            if (cgroup.frozen()) {
                cgroup.thaw();
            }
        } catch (IOException e) {
            // the cgroup went: all are dead
        }
    }
}
