package org.darsena.helper;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where native libraries are unpacked before they are loaded: by default into /tmp, where all users write, and never
/// taken away.
final class NativeLibraries {
    private NativeLibraries() {}

    /// Has them unpacked into `folder`, which belongs to root alone, and takes away what earlier helpers unpacked
    /// there. To be called before the first of them is loaded; what the command line says stands.
    static void into(Path folder) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        for (String property : new String[] {"jffi.extract.dir", "org.newsclub.net.unix.library.tmpdir"}) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, folder.toString());
            }
        }
    }
}
