package org.darsena.runtime.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Paths of an image as they will be inside: its links stay below its root, and its /usr may be the machine's.
public final class Places {
    private final Path root;
    private final Path usr;

    public Places(HostImage.Root image) {
        this(image.path(), Path.of("/usr"));
    }

    /// @param usr what is bound at /usr
    Places(Path root, Path usr) {
        this.root = root;
        this.usr = usr;
    }

    /// The executable file that `path` leads to, on this machine; empty where there is none.
    public Optional<Path> program(String path) {
        try {
            return Optional.of(at(Links.follow(path, true, this::at)))
                    .filter(p -> Files.isRegularFile(p) && Files.isExecutable(p));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path at(List<String> names) {
        boolean bound = !names.isEmpty() && names.getFirst().equals("usr");
        Path at = bound ? usr : root;
        for (String name : bound ? names.subList(1, names.size()) : names) {
            at = at.resolve(name);
        }
        return at;
    }
}
