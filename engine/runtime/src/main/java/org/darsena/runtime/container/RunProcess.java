package org.darsena.runtime.container;

import java.io.IOException;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.net.NetNs;
import org.darsena.runtime.store.RunRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The first process of a run that is on record, by number and start time: numbers are reused.
final class RunProcess {
    private static final Logger LOG = LoggerFactory.getLogger(RunProcess.class);

    private RunProcess() {}

    /// Its pidfd if it is still there, the caller's to close; null otherwise.
    static @Nullable Fd hold(Parts parts, RunRecord run) {
        if (!run.bootId().equals(parts.machine().bootId())) {
            return null;
        }
        try {
            Fd fd = parts.kernel().pidfdOpen(run.pid());
            if (parts.proc().lives(run.pid(), run.startTicks())) { // looked at while the descriptor holds it
                return fd;
            }
            fd.close();
        } catch (IOException e) {
            LOG.debug("process {} is gone", run.pid(), e);
        }
        return null;
    }

    /// Its network namespace. ESRCH if it is gone.
    static NetNs network(Parts parts, RunRecord run) throws ErrnoException {
        try (Fd process = hold(parts, run)) {
            if (process == null) {
                throw new ErrnoException("pidfd_open", Errno.ESRCH, "pid " + run.pid());
            }
            return NetNs.ofProcess(parts.kernel(), run.pid(), process);
        }
    }
}
