package org.darsena.runtime.kernel;

import static org.darsena.runtime.kernel.Native.C;
import static org.darsena.runtime.kernel.Native.clean;
import static org.darsena.runtime.kernel.Native.retry;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// xattr(7) of open files, by way of /proc: f…xattr(2) takes no O_PATH descriptors.
final class Xattrs {
    private static final int MOST = 64 << 10;

    private Xattrs() {}

    private static String path(Fd file) {
        return "/proc/self/fd/" + file.number();
    }

    static byte @Nullable [] get(Fd file, String name) throws ErrnoException {
        byte[] value = new byte[MOST];
        try {
            long size = retry("getxattr", name, () -> C.getxattr(path(file), clean(name), value, value.length));
            return Arrays.copyOf(value, (int) size);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENODATA) {
                return null;
            }
            throw e;
        }
    }

    static void set(Fd file, String name, byte[] value) throws ErrnoException {
        retry("setxattr", name, () -> C.setxattr(path(file), clean(name), value, value.length, 0));
    }

    static void remove(Fd file, String name) throws ErrnoException {
        try {
            retry("removexattr", name, () -> C.removexattr(path(file), clean(name)));
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENODATA) {
                throw e;
            }
        }
    }
}
