package org.darsena.app.theme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where fonts are looked for and where our copies of them are kept.
final class FontFolders {
    private static final String TEMPORARY = "darsena-fonts";

    private FontFolders() {}

    /// The folders that exist, the narrow ones first: they make the search short.
    static List<Path> roots() {
        Path home = Path.of(System.getProperty("user.home", "/"));
        return Stream.of(
                        home.resolve(".local/share/fonts"),
                        home.resolve(".fonts"),
                        Path.of("/usr/local/share/fonts"),
                        Path.of("/usr/share/fonts/opentype/inter"),
                        Path.of("/usr/share/fonts/truetype/jetbrains-mono"),
                        Path.of("/usr/share/fonts"))
                .filter(Files::isDirectory)
                .toList();
    }

    /// The folder of our copies, made if need be; a temporary one where the cache cannot be written.
    static Path cache() throws IOException {
        @Nullable String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg != null && xdg.startsWith("/")
                ? Path.of(xdg)
                : Path.of(System.getProperty("user.home", "/"), ".cache");
        try {
            return Files.createDirectories(base.resolve("darsena").resolve("fonts"));
        } catch (IOException e) {
            Path folder = Files.createTempDirectory(TEMPORARY);
            folder.toFile().deleteOnExit();
            return folder;
        }
    }

    /// Whether what lies in `folder` must go when the program ends.
    static boolean isTemporary(Path folder) {
        return folder.getFileName().toString().startsWith(TEMPORARY);
    }
}
