package org.darsena.app.cli;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The terminal of this process. What Java has no call for is done by stty(1), which inherits standard
/// input.
final class Tty implements Terminal {
    private static final Size USUAL = new Size(80, 24);

    private final Path descriptors;

    Tty() {
        this(Path.of("/proc/self/fd"));
    }

    /// @param descriptors a folder like `/proc/self/fd`, of links by number
    Tty(Path descriptors) {
        this.descriptors = descriptors;
    }

    @Override
    public boolean inputIsTerminal() {
        return isTerminal(0);
    }

    @Override
    public boolean inputIsNothing() {
        try {
            return Files.readSymbolicLink(descriptors.resolve("0")).toString().equals("/dev/null");
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public boolean outputIsTerminal() {
        return isTerminal(1);
    }

    @Override
    public boolean errorIsTerminal() {
        return isTerminal(2);
    }

    /// By its name: System.console() would load a line editor.
    private boolean isTerminal(int number) {
        try {
            String target = Files.readSymbolicLink(descriptors.resolve(Integer.toString(number)))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Size size() {
        String answer = stty("size");
        String[] words = answer == null ? new String[0] : answer.split(" ");
        try {
            var size = words.length == 2 ? new Size(Integer.parseInt(words[1]), Integer.parseInt(words[0])) : USUAL;
            // a terminal that was never told its size says 0 0
            return size.columns() > 0 && size.rows() > 0 ? size : USUAL;
        } catch (NumberFormatException e) {
            return USUAL;
        }
    }

    @Override
    public AutoCloseable raw() {
        String before = stty("-g");
        if (before == null) {
            return () -> {};
        }
        var restore = new Thread(() -> stty(before), "darsena-stty");
        Runtime.getRuntime().addShutdownHook(restore);
        stty("raw", "-echo");
        return () -> {
            stty(before);
            Runtime.getRuntime().removeShutdownHook(restore);
        };
    }

    /// What it answers, null where it fails.
    private static @Nullable String stty(String... args) {
        var command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(args));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(2, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? answer.strip() : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public FileDescriptor in() {
        return FileDescriptor.in;
    }

    @Override
    public FileDescriptor out() {
        return FileDescriptor.out;
    }

    @Override
    public FileDescriptor err() {
        return FileDescriptor.err;
    }
}
