package org.darsena.app.cli;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.darsena.app.client.OpenFile;
import org.darsena.model.container.Bundle;
import org.darsena.model.json.OciBundle;
import org.jspecify.annotations.Nullable;

/// What a bundle names by path, opened by the person who runs this command: the helper sees descriptors only.
final class BundleFiles implements AutoCloseable {
    private static final String CONFIG = "config.json";

    private final Map<String, FileDescriptor> descriptors = new LinkedHashMap<>();
    private final List<OpenFile> open = new ArrayList<>();

    private BundleFiles() {}

    /// The configuration in the folder `dir`.
    static Path config(Path dir) {
        return dir.resolve(CONFIG);
    }

    /// All of it, or a [CommandException] that says what cannot be opened; null: nothing.
    static BundleFiles open(Run run, @Nullable Path dir, @Nullable OciBundle bundle) {
        var files = new BundleFiles();
        if (dir == null || bundle == null) {
            return files;
        }
        try {
            Path root = files.open(run, dir, Bundle.ROOT, bundle.root(), "/root/path");
            if (!Files.isDirectory(root)) {
                throw new CommandException(Exit.USAGE, run.text("cli.bundle-root", "path", root, "file", config(dir)));
            }
            for (Map.Entry<String, String> source : bundle.sources().entrySet()) {
                files.open(run, dir, source.getKey(), source.getValue(), place(source.getKey()));
            }
            return files;
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private static String place(String name) {
        return name.substring("/bundle".length());
    }

    private Path open(Run run, Path dir, String name, String path, String place) {
        Path at;
        try {
            at = dir.resolve(path);
        } catch (InvalidPathException e) {
            at = dir;
        }
        try {
            OpenFile file = OpenFile.of(at);
            open.add(file);
            descriptors.put(name, file.descriptor());
            return at;
        } catch (IOException e) {
            String why = new Documents(run).unreadable(at, e);
            throw new CommandException(Exit.USAGE, config(dir) + ": " + place + ": " + why);
        }
    }

    Map<String, FileDescriptor> descriptors() {
        return descriptors;
    }

    @Override
    public void close() {
        for (OpenFile file : open) {
            try {
                file.close();
            } catch (IOException e) {
                // it was only read
            }
        }
    }
}
