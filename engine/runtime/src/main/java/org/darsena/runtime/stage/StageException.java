package org.darsena.runtime.stage;

import java.io.IOException;
import org.darsena.runtime.kernel.Errno;

/// The launcher could not carry out a plan. Nothing of it is left running.
public final class StageException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String operation;
    private final int index;
    private final int errno;
    private final String detail;

    StageException(String operation, int index, int errno, String detail) {
        super(operation.toLowerCase(java.util.Locale.ROOT) + " (operation " + index + ") " + detail + ": "
                + Errno.name(errno));
        this.operation = operation;
        this.index = index;
        this.errno = errno;
        this.detail = detail;
    }

    /// The name of the failed [StageOp], upper case, `RUN` for the last steps; `start` before any.
    public String operation() {
        return operation;
    }

    /// Its place in [StagePlan#ops], -1 before any.
    public int index() {
        return index;
    }

    /// The positive error number; ECANCELED (125) after [Prepared#abort], ECHILD when the launcher itself died.
    public int errno() {
        return errno;
    }

    /// What it was about: a path, a file system's own words, the program's name.
    public String detail() {
        return detail;
    }
}
