package org.darsena.runtime.kernel;

import java.io.IOException;

/// A system call that failed: which one, its errno, and what it was about (a path, a pid, an interface name).
public final class ErrnoException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String call;
    private final int errno;
    private final String what;

    /// `call` as in its man page (`openat2`), `errno` positive, `what` for people: path, id or number.
    public ErrnoException(String call, int errno, String what) {
        super(call + (what.isEmpty() ? "" : " " + what) + ": " + Errno.name(errno));
        this.call = call;
        this.errno = errno;
        this.what = what;
    }

    public String call() {
        return call;
    }

    /// The positive error number; compare with the constants of [Errno].
    public int errno() {
        return errno;
    }

    public String errnoName() {
        return Errno.name(errno);
    }

    public String what() {
        return what;
    }
}
