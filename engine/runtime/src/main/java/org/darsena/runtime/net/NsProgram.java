package org.darsena.runtime.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs a short program within a network namespace and collects what it writes. A JVM cannot start a
/// program in another namespace than its own, so nsenter(1) is put before it, with our open descriptor as
/// the name of the namespace (no path that could be exchanged).
final class NsProgram {
    private static final List<String> FOLDERS = List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private NsProgram() {}

    /// What a program left.
    record Outcome(int status, String out, String err) {}

    /// Where the program lies; null: not installed. PATH is not asked: we run as root.
    static @Nullable Path find(String program) {
        for (String folder : FOLDERS) {
            Path path = Path.of(folder, program);
            if (Files.isExecutable(path)) {
                return path;
            }
        }
        return null;
    }

    /// Runs `program` with `arguments`, `input` on its standard input. Blocks, at most 20 s (then it is
    /// killed and [IOException] thrown).
    static Outcome run(NetNs where, Path program, List<String> arguments, String input) throws IOException {
        List<String> command = new ArrayList<>();
        if (!where.isOwn()) {
            Path nsenter = find("nsenter");
            if (nsenter == null) {
                throw new ProgramMissingException("nsenter", "util-linux");
            }
            long pid = ProcessHandle.current().pid();
            command.add(nsenter.toString());
            command.add("--net=/proc/" + pid + "/fd/" + where.fd().number());
        }
        command.add(program.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("LC_ALL", "C");
        environment.put("PATH", String.join(":", FOLDERS));
        return collect(builder.start(), program, input);
    }

    private static Outcome collect(Process process, Path program, String input) throws IOException {
        Thread guard = Thread.startVirtualThread(() -> killAfterLimit(process));
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // it ended without reading all: its status and words say why
        }
        try {
            // one after the other: such programs write either much output or a few lines of complaint
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status == 128 + 9) {
                throw new IOException(program + " did not end within " + LIMIT.toSeconds() + " s");
            }
            return new Outcome(status, out, err.strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + program);
        } finally {
            guard.interrupt();
            process.destroyForcibly();
        }
    }

    private static void killAfterLimit(Process process) {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the program has ended in time
        }
    }
}
