package org.darsena.app.theme;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The typefaces of the window, made from the desktop's Inter and JetBrains Mono (Debian: fonts-inter,
/// fonts-jetbrains-mono) as families of our own: digits are tabular, *bold* is the semibold weight, the
/// mono face has no ligatures. Where Inter is missing the desktop's sans takes its place by itself, as for
/// any unknown family.
///
/// The copies are kept under `$XDG_CACHE_HOME/darsena/fonts` and made anew when the original changes.
public final class Fonts {
    /// The text family; its bold style is Inter SemiBold.
    public static final String SANS = "Darsena Sans";
    /// The weight between the two of [#SANS], for buttons, tabs and other things to press.
    public static final String SANS_MEDIUM = "Darsena Sans Medium";
    /// The cut for titles, drawn tighter; its bold style is semibold too. Debian's Inter 4.0 beta has no
    /// tabular figures of one width in it: what ticks does not belong in a title.
    public static final String DISPLAY = "Darsena Display";
    /// For what one could type: addresses, paths, commands.
    public static final String MONO = "Darsena Mono";

    private static final Logger LOG = LoggerFactory.getLogger(Fonts.class);
    private static final int SEARCH_DEPTH = 4;

    private Fonts() {}

    /// Finds, adapts and registers the faces. Once, on the FX thread, before the first scene. What cannot be had is
    /// logged and replaced by the desktop's fonts.
    static void load() {
        List<Path> roots = FontFolders.roots();
        register(roots, SANS, false, "Inter-Regular.otf", "Inter-Regular.ttf");
        register(roots, SANS, true, "Inter-SemiBold.otf", "Inter-SemiBold.ttf");
        register(roots, SANS_MEDIUM, false, "Inter-Medium.otf", "Inter-Medium.ttf");
        register(roots, DISPLAY, true, "InterDisplay-SemiBold.otf", "InterDisplay-SemiBold.ttf", "Inter-SemiBold.otf");
        String[] mono = {"JetBrainsMono-Regular.ttf", "JetBrainsMono-Regular.otf", "DejaVuSansMono.ttf"};
        register(roots, MONO, false, mono);
        String[] bold = {"JetBrainsMono-SemiBold.ttf", "JetBrainsMono-Bold.ttf", "DejaVuSansMono-Bold.ttf"};
        register(roots, MONO, true, bold);
    }

    /// Text, in pixels.
    public static Font ui(double size) {
        return Font.font(SANS, size);
    }

    /// What one presses.
    public static Font medium(double size) {
        return Font.font(SANS_MEDIUM, size);
    }

    /// Names and heads.
    public static Font semibold(double size) {
        return Font.font(SANS, FontWeight.BOLD, size);
    }

    /// Titles.
    public static Font title(double size) {
        return Font.font(DISPLAY, FontWeight.BOLD, size);
    }

    /// What one could type.
    public static Font mono(double size) {
        return Font.font(MONO, size);
    }

    private static void register(List<Path> roots, String family, boolean bold, String... names) {
        Optional<Path> source = find(roots, names);
        if (source.isEmpty()) {
            LOG.info("no {} on this machine; the desktop's font is used instead", names[0]);
            return;
        }
        try {
            Path copy = copyOf(source.get(), family, bold);
            if (Font.loadFont(copy.toUri().toString(), 13) == null) {
                LOG.warn("JavaFX does not take the font {}", copy);
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            LOG.warn("cannot adapt the font {}", source.get(), e);
        }
    }

    private static Path copyOf(Path source, String family, boolean bold) throws IOException {
        long stamp = Files.getLastModifiedTime(source).toMillis() ^ Files.size(source) ^ source.hashCode();
        String name = family.replace(' ', '-') + (bold ? "-Bold-" : "-") + Long.toHexString(stamp) + ".otf";
        Path folder = FontFolders.cache();
        Path copy = folder.resolve(name);
        if (Files.isRegularFile(copy)) {
            return copy;
        }
        byte[] adapted = adapt(Files.readAllBytes(source), family, bold);
        Path part = Files.createTempFile(folder, name, ".part");
        try {
            Files.write(part, adapted);
            Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        if (FontFolders.isTemporary(folder)) {
            copy.toFile().deleteOnExit();
        }
        return copy;
    }

    static byte[] adapt(byte[] file, String family, boolean bold) {
        OpenType font = new OpenType(file);
        if (family.equals(MONO)) {
            font.dropSubstitutions();
        } else {
            font.useTabularFigures();
        }
        font.rename(family, bold);
        return font.toFile();
    }

    private static Optional<Path> find(List<Path> roots, String... names) {
        for (String name : names) {
            for (Path root : roots) {
                @Nullable Path found = findUnder(root, name);
                if (found != null) {
                    return Optional.of(found);
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable Path findUnder(Path root, String name) {
        try (Stream<Path> files = Files.find(
                root,
                SEARCH_DEPTH,
                (p, a) -> a.isRegularFile() && p.getFileName().toString().equals(name),
                FileVisitOption.FOLLOW_LINKS)) {
            return files.findFirst().orElse(null);
        } catch (IOException | java.io.UncheckedIOException e) {
            LOG.debug("cannot look for fonts under {}", root, e);
            return null;
        }
    }
}
