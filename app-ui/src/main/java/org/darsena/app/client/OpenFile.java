package org.darsena.app.client;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.newsclub.net.unix.FileDescriptorCast;

/// A regular file or a folder, opened for reading with the rights of who runs this, to be lent to the helper. Java
/// opens
/// folders too, but does not tell their descriptors: it is found among this process's.
public final class OpenFile implements AutoCloseable {
    private static final Path OWN = Path.of("/proc/self/fd");

    private final FileChannel channel;
    private final FileDescriptor descriptor;

    private OpenFile(FileChannel channel, FileDescriptor descriptor) {
        this.channel = channel;
        this.descriptor = descriptor;
    }

    /// Of `path`, following links.
    @SuppressWarnings("PMD.CloseResource") // it is the result's
    public static synchronized OpenFile of(Path path) throws IOException {
        Path real = path.toRealPath();
        if (!Files.isDirectory(real) && !Files.isRegularFile(real)) { // opening another kind may wait, or do something
            throw new FileSystemException(path.toString(), null, "not a file or a folder");
        }
        Set<Integer> before = numbers(real);
        FileChannel channel = FileChannel.open(real, StandardOpenOption.READ);
        Set<Integer> fresh = numbers(real);
        fresh.removeAll(before);
        if (fresh.isEmpty()) {
            channel.close();
            throw new IOException("no descriptor of " + path);
        }
        int number = fresh.iterator().next();
        return new OpenFile(channel, FileDescriptorCast.unsafeUsing(number).getFileDescriptor());
    }

    /// Descriptors of `file` in this process.
    private static Set<Integer> numbers(Path file) throws IOException {
        Set<Integer> numbers = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(OWN)) {
            for (Path one : all) {
                if (is(one, file)) {
                    numbers.add(Integer.valueOf(one.getFileName().toString()));
                }
            }
        }
        return numbers;
    }

    private static boolean is(Path descriptor, Path file) {
        try {
            return Files.isSameFile(descriptor, file);
        } catch (IOException e) {
            return false; // another thread has closed it, or it is no file
        }
    }

    /// Good until this is closed.
    public FileDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
