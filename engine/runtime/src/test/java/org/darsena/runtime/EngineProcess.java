package org.darsena.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An engine in a process of its own, to be killed at any moment. It writes a line for each step.
public class EngineProcess implements AutoCloseable {
    private static final int CONFIG = 5;

    private final Process process;
    private final BufferedReader out;

    /// @param main gets the engine's configuration, see [#config], and `work`, see [#work]
    protected EngineProcess(Class<?> main, EngineConfig config, String... work) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djffi.extract.dir=" + System.getProperty("jffi.extract.dir", System.getProperty("java.io.tmpdir")),
                "-cp",
                classes,
                main.getName(),
                config.state().toString(),
                config.run().toString(),
                config.cgroupParent(),
                config.linkPrefix(),
                String.valueOf(config.hostNamespace())));
        command.addAll(List.of(work));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /// What the constructor passed on of the configuration.
    protected static EngineConfig config(String[] args) {
        return EngineConfig.of(Path.of(args[0]), Path.of(args[1]))
                .withCgroupParent(args[2])
                .withLinkPrefix(args[3])
                .withHostNamespace(Path.of(args[4]));
    }

    /// What the constructor passed on to do.
    protected static List<String> work(String[] args) {
        return Arrays.asList(args).subList(CONFIG, args.length);
    }

    /// The next line it writes.
    public String line() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the helper ended early");
        }
        return line;
    }

    /// Reads until the `count`th line that begins so; gives that one.
    public String await(String begin, int count) throws IOException {
        String line = "";
        for (int seen = 0; seen < count; ) {
            line = line();
            seen += line.startsWith(begin) ? 1 : 0;
        }
        return line;
    }

    /// kill -9, and its end.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
