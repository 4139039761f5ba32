package org.darsena.runtime.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Removes a folder with all that is in it, whatever a container has put there: links are removed, never
/// followed (each step is taken from an open folder), and a tree deeper than the stack or the longest path
/// is flattened first.
public final class TreeRemover {
    private static final int DEEPEST = 48;

    private TreeRemover() {}

    /// Removes `folder`; nothing there is fine.
    public static void remove(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(folder);
            return;
        }
        int seen;
        do { // what lay too deep was moved to the top meanwhile: until nothing is found
            try (SecureDirectoryStream<Path> top = open(folder)) {
                seen = empty(top, top, 0);
            }
        } while (seen > 0);
        Files.delete(folder);
    }

    @SuppressWarnings("StreamResourceLeak") // handed to the caller, who closes it
    private static SecureDirectoryStream<Path> open(Path folder) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new IOException("no openat on this file system: " + folder);
    }

    private static int empty(SecureDirectoryStream<Path> top, SecureDirectoryStream<Path> dir, int depth)
            throws IOException {
        int seen = 0;
        for (Path name : names(dir)) {
            seen++;
            if (!isDirectory(dir, name)) {
                delete(() -> dir.deleteFile(name));
            } else if (depth >= DEEPEST) {
                Path free = Path.of(".moved-" + UUID.randomUUID());
                delete(() -> dir.move(name, top, free));
            } else {
                try (SecureDirectoryStream<Path> below = dir.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                    empty(top, below, depth + 1);
                }
                delete(() -> dir.deleteDirectory(name));
            }
        }
        return seen;
    }

    /// All names first: deleting while reading may skip entries.
    private static List<Path> names(SecureDirectoryStream<Path> dir) throws IOException {
        List<Path> names = new ArrayList<>();
        try {
            dir.forEach(p -> names.add(p.getFileName()));
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    private static boolean isDirectory(SecureDirectoryStream<Path> dir, Path name) throws IOException {
        try {
            return dir.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes()
                    .isDirectory();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void delete(Step step) throws IOException {
        try {
            step.run();
        } catch (NoSuchFileException e) {
            // somebody was quicker
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
