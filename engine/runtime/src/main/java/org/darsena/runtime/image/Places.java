package org.darsena.runtime.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Paths of an image as they will be inside: its links stay below its root, and its /usr may be the machine's.
public final class Places {
    private static final int MAX_LINKS = 40;

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
            return resolved(path).filter(p -> Files.isRegularFile(p) && Files.isExecutable(p));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Path> resolved(String path) throws IOException {
        Deque<String> ahead = new ArrayDeque<>(names(path));
        List<String> done = new ArrayList<>();
        for (int links = 0; !ahead.isEmpty(); ) {
            String name = ahead.pop();
            if (name.equals("..")) {
                if (!done.isEmpty()) {
                    done.removeLast();
                }
                continue;
            }
            done.add(name);
            if (Files.isSymbolicLink(at(done))) {
                String target = Files.readSymbolicLink(at(done)).toString();
                done.removeLast();
                if (target.startsWith("/")) {
                    done.clear();
                }
                names(target).reversed().forEach(ahead::push);
                if (++links > MAX_LINKS) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(at(done));
    }

    private Path at(List<String> names) {
        boolean bound = !names.isEmpty() && names.getFirst().equals("usr");
        Path at = bound ? usr : root;
        for (String name : bound ? names.subList(1, names.size()) : names) {
            at = at.resolve(name);
        }
        return at;
    }

    private static List<String> names(String path) {
        return Arrays.stream(path.split("/"))
                .filter(p -> !p.isEmpty() && !p.equals("."))
                .toList();
    }
}
