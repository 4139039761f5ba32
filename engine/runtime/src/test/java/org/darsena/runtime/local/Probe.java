package org.darsena.runtime.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;

/// A program of `src/test/c` in a container, as `/probe`; usually probe.c.
final class Probe {
    private static final Probe USUAL = compiled("src/test/c/probe.c");

    private final byte[] program;

    private Probe(byte[] program) {
        this.program = program;
    }

    /// Made with the probe laid into its root, which nobody has run in yet.
    private String create(TestEngine t, ContainerSpec spec) throws EngineException, IOException {
        String id = t.create(spec).id();
        Path file = t.folder.resolve("state/containers/" + id + "/upper/probe");
        Files.write(file, program);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return id;
    }

    static String startUsual(TestEngine t, ContainerSpec spec) throws EngineException, IOException {
        return USUAL.start(t, spec);
    }

    static ContainerInfo runUsual(TestEngine t, ContainerSpec spec) throws EngineException, IOException {
        return USUAL.run(t, spec);
    }

    String start(TestEngine t, ContainerSpec spec) throws EngineException, IOException {
        String id = create(t, spec);
        t.engine().start(id, Progress.NONE);
        return id;
    }

    /// Run to its end.
    ContainerInfo run(TestEngine t, ContainerSpec spec) throws EngineException, IOException {
        String id = start(t, spec);
        t.awaitState(id, ContainerState.STOPPED);
        return t.info(id);
    }

    /// A system call by the 64-bit entry: prints what it answers, an error as a negative number.
    static String call(long number, long... args) {
        return words("syscall", number, args);
    }

    /// By the 32-bit entry, with its numbers.
    static String int80(long number, long... args) {
        return words("int80", number, args);
    }

    private static String words(String entry, long number, long... args) {
        return "/probe " + entry + " "
                + LongStream.concat(LongStream.of(number), Arrays.stream(args))
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining(" "));
    }

    static Probe compiled(String source, String... options) {
        try {
            Path out = Files.createTempFile(Files.createDirectories(Path.of("target")), "probe", "");
            try {
                List<String> command = new ArrayList<>(List.of("cc", "-O1", "-s"));
                command.addAll(List.of(options));
                command.addAll(List.of("-o", "" + out, source));
                Process cc = new ProcessBuilder(command).inheritIO().start();
                if (!cc.waitFor(60, TimeUnit.SECONDS) || cc.exitValue() != 0) {
                    throw new IllegalStateException(source + " does not compile");
                }
                return new Probe(Files.readAllBytes(out));
            } finally {
                Files.delete(out);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
