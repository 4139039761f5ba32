package org.darsena.app.cli;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.darsena.app.client.OpenFile;

/// Files opened with the rights of the person who runs this command, by the places in a document that they stand for,
/// until the helper has them.
final class LentFiles implements AutoCloseable {
    private final Map<String, FileDescriptor> byName = new LinkedHashMap<>();
    private final List<OpenFile> open = new ArrayList<>();

    void open(String name, Path path) throws IOException {
        OpenFile file = OpenFile.of(path);
        open.add(file);
        byName.put(name, file.descriptor());
    }

    Map<String, FileDescriptor> byName() {
        return byName;
    }

    @Override
    public void close() {
        for (OpenFile file : open) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
