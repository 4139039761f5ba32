package org.darsena.runtime.stage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A container (or exec) that waits for [#go] or [#abort]; if this program dies before, the monitor ends it and
/// nothing stays behind. Its namespaces exist: networks can be wired through `/proc/PID/ns/net`. From
/// [Stage#prepare] it stands ready; from [Stage#begin] the rest of it is still being made.
public final class Prepared implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Prepared.class);

    private final Kernel kernel;
    private final Watcher watcher;
    private final Reply reply;
    private final Reply.Made made;
    private boolean decided; // guarded by this

    Prepared(Kernel kernel, Watcher watcher, Reply reply, Reply.Made made) {
        this.kernel = kernel;
        this.watcher = watcher;
        this.reply = reply;
        this.made = made;
    }

    /// The first process, as the host numbers it.
    public int pid() {
        return made.pid();
    }

    /// Its parent, which drains its console and writes its exit status.
    public int monitorPid() {
        return made.monitorPid();
    }

    /// Owned by [Running] after [#go].
    public Fd pidfd() {
        return made.pidfd();
    }

    /// The terminal's master where the plan asked for [StdioPlan.Terminal]; the caller owns it then. Once.
    public Optional<Fd> takeTerminal() {
        return Optional.ofNullable(reply.takeTerminal());
    }

    /// Puts it into its cgroups, where the plan said that they come later ([StartPlan#entersLater]).
    ///
    /// @param procs `cgroup.procs` files opened O_WRONLY, which stay the caller's
    public synchronized void enter(List<Fd> procs) throws IOException {
        undecided();
        reply.tell(word(Reply.CGROUPS), procs);
    }

    /// Waits until all of it is made. Throws [StageException] with the operation that failed; then nothing is left.
    public synchronized void awaitReady() throws IOException {
        try {
            reply.await(reply.prepared);
        } catch (IOException e) {
            decided = true;
            giveUp();
            throw e;
        }
    }

    /// Lets it run; returns when execve(2) has succeeded.
    /// Throws [StageException] when the command could not be executed; then nothing is left.
    public synchronized Running go() throws IOException {
        undecided();
        reply.tell(word(Reply.GO), List.of());
        return awaitStart();
    }

    private void undecided() {
        if (decided) {
            throw new IllegalStateException("already started or given up");
        }
    }

    private static byte[] word(int kind) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(kind)
                .array();
    }

    /// For plans that do not wait.
    synchronized Running awaitStart() throws IOException {
        decided = true;
        try {
            reply.await(reply.started);
            reply.watchedBy(watcher);
        } catch (IOException | RuntimeException e) {
            giveUp();
            throw e;
        }
        return new Running(kernel, made.pid(), made.monitorPid(), made.pidfd(), reply.exited, reply.gone);
    }

    /// Ends it; returns when it is gone. No effect after [#go].
    public synchronized void abort() throws IOException {
        if (decided) {
            return;
        }
        decided = true;
        try {
            reply.tell(new byte[1], List.of());
            reply.await(reply.started);
        } catch (StageException e) {
            // this is the answer hoped for
        } finally {
            giveUp();
        }
    }

    /// The monitor has ended it by now. Where it could not, or nobody would hear of its end, we do.
    private void giveUp() {
        try {
            kernel.pidfdSignal(made.pidfd(), Linux.SIGKILL);
        } catch (ErrnoException e) {
            LOG.debug("process {} is gone", made.pid(), e);
        }
        made.pidfd().close();
        takeTerminal().ifPresent(Fd::close);
    }

    /// As [#abort], for try-with-resources around the wiring.
    @Override
    public void close() throws IOException {
        abort();
    }
}
