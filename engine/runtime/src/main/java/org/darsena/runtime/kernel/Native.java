package org.darsena.runtime.kernel;

import java.time.Duration;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.jspecify.annotations.Nullable;

/// The one bound C library and the rule for its errors: errno is read on the same thread right after the call.
final class Native {
    static final Raw.LibC C = LibraryLoader.create(Raw.LibC.class).load("c");
    static final Runtime RUNTIME = Runtime.getRuntime(C);

    /// A call that may be interrupted.
    @FunctionalInterface
    interface Call {
        long run();
    }

    private Native() {}

    /// Runs `call`, again while it was interrupted; a negative result becomes an [ErrnoException].
    static long retry(String name, String what, Call call) throws ErrnoException {
        while (true) {
            long result = call.run();
            if (result >= 0) {
                return result;
            }
            int errno = LastError.getLastError(RUNTIME);
            if (errno != Errno.EINTR) {
                throw new ErrnoException(name, errno, what);
            }
        }
    }

    /// A call that waits at most so many milliseconds, -1 = for ever.
    @FunctionalInterface
    interface TimedCall {
        int run(int millis);
    }

    /// Runs a waiting `call`, again for the rest of the time while it was interrupted.
    static int within(String name, @Nullable Duration timeout, TimedCall call) throws ErrnoException {
        long end = timeout == null ? 0 : System.nanoTime() + timeout.toNanos();
        while (true) {
            long left = timeout == null ? -1 : Math.max(0, (end - System.nanoTime() + 999_999) / 1_000_000);
            int ready = call.run((int) Math.min(left, Integer.MAX_VALUE));
            if (ready >= 0) {
                return ready;
            }
            int errno = LastError.getLastError(RUNTIME);
            if (errno != Errno.EINTR) {
                throw new ErrnoException(name, errno, "");
            }
        }
    }

    /// Checks a result at once; for calls that must not be repeated.
    static int check(long result, String name, String what) throws ErrnoException {
        if (result < 0) {
            throw new ErrnoException(name, LastError.getLastError(RUNTIME), what);
        }
        return (int) result;
    }

    static String clean(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("NUL inside a string for the kernel");
        }
        return text;
    }

    /// Zeroed native memory, freed when unreachable.
    static Pointer zeroed(int bytes) {
        return Memory.allocateDirect(RUNTIME, bytes, true);
    }
}
