package org.darsena.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.darsena.model.container.Bundle;
import org.darsena.model.json.OciBundle;
import org.jspecify.annotations.Nullable;

/// What a bundle names by path, opened by the person who runs this command: the helper sees descriptors only.
final class BundleFiles {
    private static final String CONFIG = "config.json";

    private BundleFiles() {}

    /// The configuration in the folder `dir`.
    static Path config(Path dir) {
        return dir.resolve(CONFIG);
    }

    /// All of it, or a [CommandException] that says what cannot be opened; null: nothing.
    static void open(LentFiles files, Run run, @Nullable Path dir, @Nullable OciBundle bundle) {
        if (dir == null || bundle == null) {
            return;
        }
        Path root = open(files, run, dir, Bundle.ROOT, bundle.root(), "/root/path");
        if (!Files.isDirectory(root)) {
            throw new CommandException(Exit.USAGE, run.text("cli.bundle-root", "path", root, "file", config(dir)));
        }
        for (Map.Entry<String, String> source : bundle.sources().entrySet()) {
            open(files, run, dir, source.getKey(), source.getValue(), place(source.getKey()));
        }
    }

    private static String place(String name) {
        return name.substring("/bundle".length());
    }

    private static Path open(LentFiles files, Run run, Path dir, String name, String path, String place) {
        Path at;
        try {
            at = dir.resolve(path);
        } catch (InvalidPathException e) {
            at = dir;
        }
        try {
            files.open(name, at);
            return at;
        } catch (IOException e) {
            String why = new Documents(run).unreadable(at, e);
            throw new CommandException(Exit.USAGE, config(dir) + ": " + place + ": " + why);
        }
    }
}
