package org.darsena.app.client;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.FileDescriptorCast;
import org.slf4j.LoggerFactory;

/// Descriptors between Java and the bus.
///
/// junixsocket keeps every descriptor it received and closes it, by number, when its socket closes; a
/// terminal would die with the bus, and a number that was closed and given out anew would be closed under a
/// stranger. So a received one is taken out of its books, which are private: a test holds that this works
/// with the version in use.
public final class Descriptors {
    private final @Nullable Map<FileDescriptor, Integer> books;

    private Descriptors(@Nullable Map<FileDescriptor, Integer> books) {
        this.books = books;
    }

    /// Those that arrive by `channel`.
    static Descriptors of(SocketChannel channel) {
        try {
            Object socket = invoke(channel, "getAFSocket");
            Object impl = invoke(socket, "getAFImpl");
            Object support = field(impl, "ancillaryDataSupport");
            @SuppressWarnings("unchecked") // its type is held by the test
            var books = (Map<FileDescriptor, Integer>) field(support, "openReceivedFileDescriptors");
            return new Descriptors(books);
        } catch (ReflectiveOperationException e) {
            LoggerFactory.getLogger(Descriptors.class).warn("received descriptors are closed with the bus", e);
            return new Descriptors(null);
        }
    }

    /// The received descriptor of this number, the caller's from now on.
    FileDescriptor take(int number) throws IOException {
        if (books != null) {
            synchronized (books) {
                for (FileDescriptor received : books.keySet()) {
                    if (received.valid() && number(received) == number) {
                        books.remove(received);
                        return received;
                    }
                }
            }
        }
        return FileDescriptorCast.unsafeUsing(number).getFileDescriptor();
    }

    /// How many wait to be taken.
    int waiting() {
        return books == null ? 0 : books.size();
    }

    /// Its number in this process.
    public static int number(FileDescriptor descriptor) throws IOException {
        return FileDescriptorCast.using(descriptor).as(Integer.class);
    }

    /// Lets a process of other ids open our pipe again, as `> /dev/stdout` does. The helper changes nothing of what it
    /// is lent, and nobody else comes near a pipe without a descriptor of it.
    static void share(int number) {
        Path file = Path.of("/proc/self/fd/" + number);
        try {
            if (Files.readSymbolicLink(file).toString().startsWith("pipe:")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            }
        } catch (IOException e) {
            // it is another's, who may not want that; reading and writing it goes all the same
        }
    }

    private static Object invoke(Object of, String name) throws ReflectiveOperationException {
        for (Class<?> c = of.getClass(); c != null; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == 0) {
                    method.setAccessible(true);
                    return method.invoke(of);
                }
            }
        }
        throw new NoSuchMethodException(of.getClass() + "." + name);
    }

    private static Object field(Object of, String name) throws ReflectiveOperationException {
        for (Class<?> c = of.getClass(); c != null; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field.get(of);
                }
            }
        }
        throw new NoSuchFieldException(of.getClass() + "." + name);
    }
}
