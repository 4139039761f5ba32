package org.darsena.runtime.image;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/// Paths of an image followed along its links as they will lead inside: none leads out of its root.
public final class Links {
    private static final int MAX_LINKS = 40;

    private Links() {}

    /// The names of a path, without those that change nothing.
    public static List<String> names(String path) {
        return Arrays.stream(path.split("/"))
                .filter(p -> !p.isEmpty() && !p.equals("."))
                .toList();
    }

    /// The names from the root on that `path` leads to.
    ///
    /// @param last whether it is followed where it is a link itself
    /// @param at where names from the root on are on this machine
    public static List<String> follow(String path, boolean last, Function<List<String>, Path> at) throws IOException {
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
            Path seen = at.apply(done);
            if ((ahead.isEmpty() && !last) || !Files.isSymbolicLink(seen)) {
                continue;
            }
            if (++links > MAX_LINKS) {
                throw new FileSystemLoopException(path);
            }
            String target = Files.readSymbolicLink(seen).toString();
            done.removeLast();
            if (target.startsWith("/")) {
                done.clear();
            }
            names(target).reversed().forEach(ahead::push);
        }
        return done;
    }
}
