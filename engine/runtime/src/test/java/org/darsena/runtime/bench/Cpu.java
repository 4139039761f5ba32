package org.darsena.runtime.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The time that all tasks of this machine have run, by the root cgroup's own count.
final class Cpu {
    private static final Path V1 = Path.of("/sys/fs/cgroup/cpuacct/cpuacct.usage");
    private static final Path V2 = Path.of("/sys/fs/cgroup/cpu.stat");

    private Cpu() {}

    /// In milliseconds, since the machine's start.
    static double millis() throws IOException {
        if (Files.exists(V1)) {
            return Long.parseLong(Files.readString(V1).strip()) / 1e6;
        }
        try (var lines = Files.lines(V2)) {
            return lines.filter(l -> l.startsWith("usage_usec "))
                            .mapToLong(l -> Long.parseLong(l.substring("usage_usec ".length())))
                            .findFirst()
                            .orElseThrow()
                    / 1e3;
        }
    }
}
