package org.darsena.runtime.stage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/// A container (or exec) that waits for [#go] or [#abort]; if this program dies before, the monitor ends it and
/// nothing stays behind. Its namespaces exist: networks can be wired through `/proc/PID/ns/net`. From
/// [Stage#prepare] it stands ready; from [Stage#begin] the rest of it is still being made.
public final class Prepared implements AutoCloseable {
    private final Kernel kernel;
    private final Reply reply;
    private final Reply.Made made;
    private @Nullable Fd control;

    Prepared(Kernel kernel, Reply reply, Reply.Made made, Fd control) {
        this.kernel = kernel;
        this.reply = reply;
        this.made = made;
        this.control = control;
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

    /// Waits until all of it is made. Throws [StageException] with the operation that failed; then nothing is left.
    public synchronized void awaitReady() throws IOException {
        try {
            Waiting.on(reply.prepared);
        } catch (StageException e) {
            closeControl();
            made.pidfd().close();
            throw e;
        }
    }

    /// Lets it run; returns when execve(2) has succeeded. Blocks on the watcher's answer, not in native code.
    /// Throws [StageException] when the command could not be executed; then nothing is left.
    public synchronized Running go() throws IOException {
        Fd socket = control;
        if (socket == null) {
            throw new IllegalStateException("already started or given up");
        }
        tell(
                socket,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.nativeOrder())
                        .putInt(Reply.GO)
                        .array());
        return awaitStart();
    }

    /// To a monitor that may just have given up: what it said before counts.
    private void tell(Fd socket, byte[] message) throws IOException {
        try {
            kernel.send(socket, message);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EPIPE && e.errno() != Errno.ECONNRESET) {
                throw e;
            }
        }
    }

    /// For plans that do not wait.
    synchronized Running awaitStart() throws IOException {
        closeControl();
        try {
            Waiting.on(reply.started);
        } catch (IOException e) {
            made.pidfd().close();
            takeTerminal().ifPresent(Fd::close);
            throw e;
        }
        return new Running(kernel, made.pid(), made.monitorPid(), made.pidfd(), reply.exited, reply.gone);
    }

    /// Ends it; returns when it is gone. No effect after [#go].
    public synchronized void abort() throws IOException {
        if (control == null) {
            return;
        }
        tell(control, new byte[1]);
        closeControl();
        try {
            Waiting.on(reply.started);
        } catch (StageException e) {
            made.pidfd().close(); // this is the answer hoped for
            takeTerminal().ifPresent(Fd::close);
        }
    }

    private void closeControl() {
        if (control != null) {
            control.close();
            control = null;
        }
    }

    /// As [#abort], for try-with-resources around the wiring.
    @Override
    public void close() throws IOException {
        abort();
    }
}
