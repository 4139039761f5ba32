package org.darsena.helper.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.darsena.helper.Main;

/// The helper as it is run: a process of its own, on the kernel, with things of its own.
public final class HelperProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Path errors;

    private HelperProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /// The JVM's options for the helper and for programs like it.
    public static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx112m",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath());
    }

    /// surefire hands the class path over in a jar's manifest
    private static String classPath() {
        String real = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return real.contains(File.pathSeparator) ? real : System.getProperty("java.class.path");
    }

    /// Starts it and does not wait.
    public static HelperProcess launch(Path folder, String... options) throws IOException {
        return launch("dtesthelper", "dth", folder, options);
    }

    /// As [#launch], under marks of its own in the kernel.
    public static HelperProcess launch(String cgroups, String links, Path folder, String... options)
            throws IOException {
        return launch(List.of(), cgroups, links, folder, options);
    }

    /// By another program, `prefix`.
    public static HelperProcess launch(
            List<String> prefix, String cgroups, String links, Path folder, String... options) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(java());
        command.add(Main.class.getName());
        command.addAll(List.of(
                "--state",
                folder.resolve("helper-state").toString(),
                "--run",
                folder.resolve("helper-run").toString(),
                "--cgroup-parent",
                cgroups,
                "--link-prefix",
                links));
        command.addAll(List.of(options));
        Path errors = Files.createTempFile(folder, "helper", ".log");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        return new HelperProcess(process, errors);
    }

    /// Waits for its word that it can be found on the bus.
    public HelperProcess ready() throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null || !line.startsWith("darsena-helper ready on ")) {
            throw new AssertionError("said " + line + ", and " + errors());
        }
        return this;
    }

    public String errors() throws IOException {
        return Files.readString(errors);
    }

    public long pid() {
        return process.pid();
    }

    /// SIGTERM.
    public void terminate() {
        process.destroy();
    }

    /// SIGKILL.
    public void kill() {
        process.destroyForcibly();
    }

    /// Waits for its end: the exit code.
    public int exit() throws InterruptedException {
        if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the helper did not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
