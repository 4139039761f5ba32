package org.darsena.runtime.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.darsena.model.json.ShippedLabs;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineConfig;
import org.darsena.runtime.LabInfo;
import org.darsena.runtime.local.LocalEngine;

/// A helper in a process of its own that works on labs until it is killed; it writes a line for each step.
final class LabProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    /// @param work `up LAB`: the shipped lab; `down`: all labs; `restart NODE`: of the only lab
    LabProcess(EngineConfig config, String... work) throws IOException {
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
                LabProcess.class.getName(),
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

    /// Reads until the `count`th line that begins so; gives that one.
    String await(String begin, int count) throws IOException {
        int seen = 0;
        while (true) {
            String line = out.readLine();
            if (line == null) {
                throw new IOException("the helper ended early");
            }
            if (line.startsWith(begin) && ++seen == count) {
                return line;
            }
        }
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
        Progress told = new Progress() {
            @Override
            public void step(double fraction, String step, Map<String, String> stepArgs) {
                System.out.println(step + " " + stepArgs);
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
        switch (args[5]) {
            case "up" -> engine.up(ShippedLabs.read(args[6]), null, LabBox.OWNER, told);
            case "down" -> {
                for (LabInfo lab : engine.labs()) {
                    engine.down(lab.id(), told);
                }
            }
            case "restart" -> {
                LabInfo lab = engine.labs().getFirst();
                engine.restart(lab.nodes().getOrDefault(args[6], ""), told);
            }
            default -> throw new IllegalArgumentException(args[5]);
        }
        System.out.println("done");
        Thread.sleep(Long.MAX_VALUE);
    }
}
