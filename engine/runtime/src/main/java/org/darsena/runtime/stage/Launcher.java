package org.darsena.runtime.stage;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running `stage` process: started from a sealed memory file, started again when it died. Thread-safe.
final class Launcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);
    private static final String RESOURCE = "/org/darsena/runtime/stage/stage";

    private final Kernel kernel;
    private final Fd program;
    private @Nullable Fd socket;
    private int pid;

    Launcher(Kernel kernel) throws IOException {
        this.kernel = kernel;
        program = sealedProgram(kernel);
    }

    /// A copy nobody can change: what a container could reach through /proc/PID/exe is this, not a file
    /// (CVE-2019-5736).
    private static Fd sealedProgram(Kernel kernel) throws IOException {
        try (InputStream in = Launcher.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("the launcher is missing from the build: " + RESOURCE);
            }
            Fd file = kernel.memFd("darsena-stage");
            kernel.write(file, in.readAllBytes());
            kernel.seal(file, Linux.F_SEAL_ALL);
            return file;
        }
    }

    /// Sends one request; `replyEnd` is its reply socket and stays the caller's.
    synchronized void send(StagePlan.Encoded plan, Fd replyEnd) throws IOException {
        List<Fd> fds = new ArrayList<>();
        fds.add(replyEnd);
        fds.addAll(plan.fds());
        try {
            kernel.sendMessage(running(), plan.bytes(), fds);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EPIPE && e.errno() != Errno.ECONNRESET) {
                throw e;
            }
            LOG.warn("stage (pid {}) died, starting it again", pid);
            reap();
            kernel.sendMessage(running(), plan.bytes(), fds); // it never saw the first one
        }
    }

    private Fd running() throws IOException {
        if (socket == null) {
            try (Kernel.FdPair pair = kernel.socketPair(Linux.SOCK_SEQPACKET)) {
                pid = kernel.spawn(program, List.of("darsena-stage"), List.of(), pair.second());
                socket = kernel.dup(pair.first());
            }
        }
        return socket;
    }

    private void reap() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
            kernel.waitPid(pid, true); // its socket is closed, so it ended or ends at once
        }
    }

    /// The pid of the process; starts it if there is none.
    synchronized int pid() throws IOException {
        running();
        return pid;
    }

    @Override
    public synchronized void close() {
        try {
            reap();
        } catch (IOException e) {
            LOG.warn("stage did not end", e);
        }
        program.close();
    }
}
