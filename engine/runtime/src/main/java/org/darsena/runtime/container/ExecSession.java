package org.darsena.runtime.container;

import java.io.FileDescriptor;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.darsena.runtime.Engine.Session;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.stage.Running;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A process run in a container. Any thread.
final class ExecSession implements Session {
    private static final Logger LOG = LoggerFactory.getLogger(ExecSession.class);
    private static final int LOST = 255;

    private final Kernel kernel;
    private final Running running;

    // guarded by this
    private @Nullable Fd master;
    private @Nullable FileDescriptor handedOut;
    private boolean closed;

    ExecSession(Kernel kernel, Running running, @Nullable Fd master) {
        this.kernel = kernel;
        this.running = running;
        this.master = master;
    }

    @Override
    public synchronized @Nullable FileDescriptor terminal() {
        Fd own = master;
        if (own == null || handedOut != null) {
            return null;
        }
        try {
            handedOut = kernel.dup(own).releaseToJava();
            return handedOut;
        } catch (IOException e) {
            LOG.warn("cannot hand out a terminal", e);
            return null;
        }
    }

    @Override
    public synchronized void resize(int columns, int rows) {
        Fd own = master;
        if (own != null) {
            try {
                kernel.terminalSize(own, rows, columns);
            } catch (IOException e) {
                LOG.debug("cannot resize a terminal", e); // it has just ended
            }
        }
    }

    @Override
    public void signal(String signal) throws EngineException {
        int number = Signals.number(signal);
        try {
            running.signal(number);
        } catch (IOException e) {
            throw Failures.of(e);
        }
    }

    @Override
    public int await() throws InterruptedException {
        try {
            return running.exit().get().code();
        } catch (ExecutionException e) {
            LOG.warn("the status of an exec is lost", e.getCause());
            return LOST;
        }
    }

    /// Hangs its terminal up once the other copy of the master is closed too; a process without a terminal
    /// runs on.
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Fd own = master;
            master = null;
            if (own != null) {
                own.close();
            }
            var _ = running.exit().whenComplete((_, _) -> running.close());
        }
    }
}
