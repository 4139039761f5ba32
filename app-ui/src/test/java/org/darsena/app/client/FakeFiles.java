package org.darsena.app.client;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Descriptors to files that are gone already.
final class FakeFiles {
    private FakeFiles() {}

    /// Opened for reading; the caller closes it.
    static FileDescriptor open(String text) {
        try {
            Path file = Files.createTempFile("darsena-fake", ".txt");
            Files.writeString(file, text);
            FileDescriptor descriptor = new RandomAccessFile(file.toFile(), "r").getFD();
            Files.delete(file);
            return descriptor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
