package org.darsena.app.shell;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.darsena.app.view.Memory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the window remembers, in one JSON file that is always whole: a temporary file beside it is written, made sure
/// of, and put in its place. A file that cannot be read is moved aside. JavaFX thread only, but for [#write].
final class Settings implements Memory {
    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SCHEMA = 1;

    private final @Nullable Path file;
    private final Map<String, String> values = new TreeMap<>();
    private boolean movedAside;
    private boolean changed;

    Settings(Path file) {
        this.file = file;
        read(file);
    }

    private Settings() {
        this.file = null;
    }

    /// Some that are never written down.
    static Settings passing() {
        return new Settings();
    }

    /// `window.json` in the user's folder of settings, XDG_CONFIG_HOME or ~/.config.
    static Path usual(Map<String, String> env) {
        String config = env.getOrDefault("XDG_CONFIG_HOME", "");
        Path folder = config.isEmpty() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(config);
        return folder.resolve("darsena").resolve("window.json");
    }

    /// Whether a file was found that could not be read; it bears `.bad` now.
    boolean movedAside() {
        return movedAside;
    }

    @Override
    public String get(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    @Override
    public void put(String key, String value) {
        if (!value.equals(values.put(key, value))) {
            changed = true;
        }
    }

    /// Writes it down if something changed since. A failure is logged: nobody loses work by it.
    void save() {
        Path to = file;
        if (!changed || to == null) {
            return;
        }
        changed = false;
        ObjectNode root = JSON.createObjectNode().put("schema", SCHEMA);
        values.forEach(root::put);
        try {
            write(to, root.toPrettyString() + "\n");
        } catch (IOException e) {
            LOG.warn("cannot write {}: {}", to, e.toString());
        }
    }

    private void read(Path from) {
        try {
            if (Files.exists(from)) {
                JSON.readTree(from.toFile())
                        .properties()
                        .forEach(e -> values.put(e.getKey(), e.getValue().asText()));
                values.remove("schema");
            }
        } catch (IOException e) {
            LOG.warn("cannot read {}: {}", from, e.toString());
            try {
                Files.move(from, from.resolveSibling("window.json.bad"), StandardCopyOption.REPLACE_EXISTING);
                movedAside = true;
            } catch (IOException again) {
                LOG.warn("cannot move {} aside: {}", from, again.toString());
            }
        }
    }

    static void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, ".window", ".tmp");
        try (var out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            out.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
