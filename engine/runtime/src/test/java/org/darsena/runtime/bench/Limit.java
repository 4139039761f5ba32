package org.darsena.runtime.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.darsena.model.container.Capability;
import org.darsena.runtime.seccomp.SeccompFilters;

/// The program `limit` of the test tree, which lies compiled in the bench's folder: a container like our default one
/// with no
/// network, made by the same system calls and nothing else. It waits between its starts, so that its own start is not
/// counted.
final class Limit implements AutoCloseable {
    private static final Path TREES = Path.of("/sys/fs/cgroup");

    private final Process program;
    private final OutputStream wishes;
    private final BufferedReader answers;

    /// `parent`: name of the engine's folder in each version 1 tree that it uses.
    Limit(Path folder, String parent) throws IOException {
        Path filter = folder.resolve("limit-filter");
        Files.write(filter, SeccompFilters.standard(Capability.DEFAULT));
        List<String> command = new ArrayList<>(List.of(
                folder + "/limit",
                "" + Files.createDirectories(folder.resolve("limit-work")),
                folder + "/rootfs",
                "" + filter));
        Stream.of("cpu", "cpuacct", "memory", "devices", "freezer", "pids")
                .filter(tree -> Files.isDirectory(TREES.resolve(tree).resolve(parent)))
                .map(tree -> tree + "=" + TREES.resolve(tree).resolve(parent))
                .forEach(command::add);
        program = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        wishes = program.getOutputStream();
        answers = program.inputReader();
    }

    /// One start, in milliseconds by its own clock.
    double millis() throws IOException {
        wishes.write('x');
        wishes.flush();
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("limit ended; its words are above");
        }
        return Double.parseDouble(line);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        wishes.close();
        program.waitFor();
    }
}
