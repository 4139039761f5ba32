package org.darsena.runtime.stage;

import java.util.List;
import org.darsena.model.container.Propagation;
import org.darsena.runtime.kernel.Fd;

/// What a spec has mounted into the root. Its target is never looked for along links: one in the way is an error.
public sealed interface Mounted {
    /// Absolute path inside; missing folders of it are made.
    String target();

    long attributes();

    /// A tree that is kept for the container, with all that is mounted below it; opened with O_PATH.
    record Tree(Fd source, String target, boolean file, long attributes, Propagation propagation) implements Mounted {}

    /// A file system in memory.
    record Memory(String target, long attributes, List<String> options, Propagation propagation) implements Mounted {
        public Memory {
            options = List.copyOf(options);
        }
    }
}
