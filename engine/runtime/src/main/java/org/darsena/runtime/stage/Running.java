package org.darsena.runtime.stage;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/// A started container or exec. Closing it gives up the pidfd and nothing else: the process runs on, and [#exit]
/// still completes. Thread-safe.
public final class Running implements AutoCloseable {
    private final Kernel kernel;
    private final int pid;
    private final int monitorPid;
    private final Fd pidfd;
    private final CompletableFuture<Exit> exit;
    private final CompletableFuture<@Nullable Void> gone;

    Running(
            Kernel kernel,
            int pid,
            int monitorPid,
            Fd pidfd,
            CompletableFuture<Exit> exit,
            CompletableFuture<@Nullable Void> gone) {
        this.kernel = kernel;
        this.pid = pid;
        this.monitorPid = monitorPid;
        this.pidfd = pidfd;
        this.exit = exit;
        this.gone = gone;
    }

    public int pid() {
        return pid;
    }

    public int monitorPid() {
        return monitorPid;
    }

    public Fd pidfd() {
        return pidfd;
    }

    /// Completes on the watcher's thread when the first process has ended and, where there is a state folder,
    /// exit.json is written; with [StageException] (ECHILD) when the monitor was killed and the status is lost.
    /// Do not block in dependent stages that are not async.
    public CompletableFuture<Exit> exit() {
        return exit;
    }

    /// Completes on the watcher's thread when the monitor has ended too, a moment after [#exit], and with it the
    /// mounts:
    /// before that the container's files are still an overlay's.
    public CompletableFuture<@Nullable Void> gone() {
        return gone;
    }

    /// Sends a signal to the first process; ESRCH if it has ended.
    public void signal(int signal) throws IOException {
        kernel.pidfdSignal(pidfd, signal);
    }

    @Override
    public void close() {
        pidfd.close();
    }
}
