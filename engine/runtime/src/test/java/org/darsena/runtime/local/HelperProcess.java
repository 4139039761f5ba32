package org.darsena.runtime.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.darsena.model.container.ContainerSpec;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineConfig;
import org.darsena.runtime.EngineException;

/// A helper in a process of its own, to be killed at any moment.
final class HelperProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    /// @param work `run N`: start N containers, then wait; `create`: create containers for ever; `cycle`:
    ///     start, stop and delete for ever
    HelperProcess(EngineConfig config, String... work) throws IOException {
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
                HelperProcess.class.getName(),
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

    /// The next line it writes.
    String line() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the helper ended early");
        }
        return line;
    }

    /// kill -9, and its end.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    public static void main(String[] args) throws Exception {
        EngineConfig config = EngineConfig.of(Path.of(args[0]), Path.of(args[1]))
                .withCgroupParent(args[2])
                .withLinkPrefix(args[3])
                .withHostNamespace(Path.of(args[4]));
        LocalEngine engine = LocalEngine.open(config);
        switch (args[5]) {
            case "run" -> run(engine, Integer.parseInt(args[6]));
            case "create" -> create(engine);
            case "cycle" -> cycle(engine);
            default -> throw new IllegalArgumentException(args[5]);
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static void run(LocalEngine engine, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            ContainerSpec s = ContainerSpec.of("many-" + i, List.of("sh", "-c", "echo up; exec sleep 1000"));
            ContainerSpec spec = i % 5 == 0 ? s : TestEngine.with(s, List.of());
            String id = engine.create(spec, TestEngine.OWNER, Progress.NONE).id();
            engine.start(id, Progress.NONE);
            say(id + " " + engine.container(id).orElseThrow().pid());
        }
        say("ready");
        Thread.sleep(Long.MAX_VALUE);
    }

    private static void create(LocalEngine engine) throws EngineException {
        say("ready");
        for (int i = 0; ; i++) {
            ContainerSpec s = ContainerSpec.of("c" + System.nanoTime(), List.of("true"));
            ContainerSpec spec = i % 2 == 0 ? s : TestEngine.with(s, List.of());
            engine.create(spec, TestEngine.OWNER, Progress.NONE);
        }
    }

    private static void cycle(LocalEngine engine) throws EngineException {
        say("ready");
        while (true) {
            ContainerSpec s = ContainerSpec.of("x" + System.nanoTime(), List.of("sleep", "1000"));
            ContainerInfo c = engine.create(s, TestEngine.OWNER, Progress.NONE);
            engine.start(c.id(), Progress.NONE);
            engine.stop(c.id(), 0, Progress.NONE);
            engine.delete(c.id(), false, Progress.NONE);
        }
    }
}
