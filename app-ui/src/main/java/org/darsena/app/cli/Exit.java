package org.darsena.app.cli;

import org.darsena.api.Errors;
import org.darsena.app.client.HelperException;

/// What the command ends with.
final class Exit {
    static final int OK = 0;
    static final int FAILED = 1;

    /// Wrong use, or a document that was refused.
    static final int USAGE = 2;

    /// There is no helper.
    static final int ABSENT = 3;

    /// polkit said no.
    static final int REFUSED = 4;

    /// As shells and docker do: the program of an exec cannot be run, or is not there.
    static final int NOT_RUNNABLE = 126;

    static final int NOT_FOUND = 127;

    /// Ctrl-C.
    static final int INTERRUPTED = 130;

    private Exit() {}

    static int of(HelperException failure) {
        return switch (failure.error()) {
            case HelperException.ABSENT -> ABSENT;
            case Errors.DENIED, Errors.NEEDS_AUTHENTICATION, Errors.DISMISSED, Errors.NO_AUTHORITY -> REFUSED;
            case Errors.INVALID -> USAGE;
            default -> FAILED;
        };
    }

    /// Whether what failed is that the program asked for cannot be run.
    static boolean isProgram(HelperException failure) {
        return (Errors.KERNEL.equals(failure.error())
                        && failure.args().getOrDefault("call", "").startsWith("exec"))
                || (Errors.MISSING.equals(failure.error())
                        && "command".equals(failure.args().get("what")));
    }

    /// Of an exec whose program did not come to run.
    static int ofExec(HelperException failure) {
        String errno = failure.args().getOrDefault("errno", "");
        boolean program = Errors.KERNEL.equals(failure.error())
                || (Errors.MISSING.equals(failure.error())
                        && "command".equals(failure.args().get("what")));
        if (!program) {
            return of(failure);
        }
        return switch (errno) {
            case "ENOENT", "" -> NOT_FOUND;
            case "EACCES", "ENOEXEC", "EPERM", "EISDIR" -> NOT_RUNNABLE;
            default -> FAILED;
        };
    }
}
