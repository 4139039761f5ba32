package org.darsena.runtime.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.darsena.runtime.container.ContainerEngine;
import org.darsena.runtime.image.HostImage;
import org.darsena.runtime.image.Images;

/// The images there are, as a JSON document.
final class ImageList {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final ContainerEngine core;

    ImageList(ContainerEngine core) {
        this.core = core;
    }

    String json() {
        ObjectNode out = MAPPER.createObjectNode();
        long users = core.containers().all().stream()
                .filter(c -> c.spec().image().equals(Images.HOST))
                .count();
        ObjectNode host = out.putArray("images")
                .addObject()
                .put("id", Images.HOST)
                .put("title", Images.HOST)
                .put("architecture", architecture())
                .put("usedBy", users);
        try {
            HostImage.Root root = core.images().host().root();
            host.put("version", root.version());
            host.put("created", Files.getLastModifiedTime(root.path()).toMillis());
            host.put("size", size(root.path()));
        } catch (IOException e) {
            host.put("problem", String.valueOf(e.getMessage()));
        }
        return out.toPrettyString() + "\n";
    }

    private static String architecture() {
        String arch = System.getProperty("os.arch", "");
        return arch.equals("amd64") ? "x86_64" : arch;
    }

    /// Bytes of what is its own: /usr is the machine's.
    private static long size(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS))
                    .mapToLong(ImageList::length)
                    .sum();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // just pruned
        }
    }
}
