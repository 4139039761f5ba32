package org.darsena.runtime.kernel;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// One open file descriptor, owned: [#close()] closes it once, later calls do nothing.
///
/// Threads: may be shared for use; the owner closes it when nobody uses it any more (a number that was closed may
/// at once name another file, so closing under a running call is a bug that no wrapper can cure).
public final class Fd implements AutoCloseable {
    private static final int CLOSED = -1;

    private final AtomicInteger number;
    private final IntConsumer closer;

    Fd(int number, IntConsumer closer) {
        this.number = new AtomicInteger(number);
        this.closer = closer;
    }

    /// Takes ownership of a number that came from elsewhere (a D-Bus message, say).
    public static Fd adopt(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("not a descriptor: " + number);
        }
        return new Fd(number, LinuxKernel.get()::closeNumber);
    }

    /// The raw number. Throws [IllegalStateException] if closed or given away.
    public int number() {
        int n = number.get();
        if (n == CLOSED) {
            throw new IllegalStateException("descriptor is closed");
        }
        return n;
    }

    public boolean isOpen() {
        return number.get() != CLOSED;
    }

    /// Gives the number away: this object is closed afterwards, the descriptor stays open and the caller owns it.
    public int release() {
        int n = number.getAndSet(CLOSED);
        if (n == CLOSED) {
            throw new IllegalStateException("descriptor is closed");
        }
        return n;
    }

    /// Gives the descriptor away as a [FileDescriptor] (for `new FileInputStream(fd)`, which then owns it).
    /// Needs `--add-opens java.base/java.io=ALL-UNNAMED`.
    public FileDescriptor releaseToJava() throws IOException {
        FileDescriptor target = new FileDescriptor();
        try {
            fdField().setInt(target, number());
        } catch (ReflectiveOperationException e) {
            throw new IOException("java.io is not opened to us (--add-opens java.base/java.io=ALL-UNNAMED)", e);
        }
        release();
        return target;
    }

    /// The number inside a [FileDescriptor]; that object stays the owner.
    public static int numberOf(FileDescriptor descriptor) throws IOException {
        try {
            return fdField().getInt(descriptor);
        } catch (ReflectiveOperationException e) {
            throw new IOException("java.io is not opened to us (--add-opens java.base/java.io=ALL-UNNAMED)", e);
        }
    }

    private static Field fdField() throws ReflectiveOperationException, IOException {
        Field field = FileDescriptor.class.getDeclaredField("fd");
        if (!field.trySetAccessible()) {
            throw new IOException("java.io is not opened to us (--add-opens java.base/java.io=ALL-UNNAMED)");
        }
        return field;
    }

    @Override
    public void close() {
        int n = number.getAndSet(CLOSED);
        if (n != CLOSED) {
            closer.accept(n);
        }
    }

    @Override
    public String toString() {
        return "fd " + number.get();
    }
}
