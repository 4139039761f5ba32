package org.darsena.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.darsena.app.client.FakeHelper;
import org.darsena.app.client.HelperException;
import org.jspecify.annotations.Nullable;

/// Runs commands against a helper in memory and keeps what they say.
final class Bench {
    /// A minute after the made-up containers' clock begins.
    static final Instant NOW = Instant.ofEpochMilli(1_767_603_660_000L);

    final FakeHelper helper = new FakeHelper();
    final Map<String, String> env = new HashMap<>();
    final List<String> windows = new ArrayList<>();
    boolean terminal;

    /// Whether standard input is a pipe or a file, where there is no terminal.
    boolean piped;

    /// The file that is standard output of what writes to the descriptor itself.
    String screen = "/dev/null";

    Terminal.Size size = new Terminal.Size(80, 24);

    @Nullable
    HelperException absent;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, Runnable> handlers = new ConcurrentHashMap<>();

    /// On a thread of its own: one that hangs must not take the others' with it.
    static <T> CompletableFuture<T> aside(Callable<T> work) {
        var future = new CompletableFuture<T>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                future.complete(work.call());
            } catch (Throwable e) {
                future.completeExceptionally(e);
            }
        });
        return future;
    }

    /// Work without a result.
    interface Work {
        void run() throws Exception;
    }

    static CompletableFuture<Boolean> asideDo(Work work) {
        return aside(() -> {
            work.run();
            return true;
        });
    }

    /// Returns the status; what was said before is forgotten.
    int run(String... args) {
        out.reset();
        err.reset();
        return Cli.run(surroundings(), args);
    }

    Surroundings surroundings() {
        return new Surroundings(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                env,
                new Here(),
                this::on,
                Clock.fixed(NOW, ZoneOffset.UTC),
                bus -> {
                    if (absent != null) {
                        throw absent;
                    }
                    return helper;
                },
                (face, words) -> {
                    windows.add(face + " " + String.join(" ", words));
                    return 0;
                });
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /// As if this signal came.
    void signal(String name) {
        Runnable handler = handlers.get(name);
        if (handler == null) {
            throw new IllegalStateException("nobody handles " + name);
        }
        handler.run();
    }

    boolean handles(String name) {
        return handlers.containsKey(name);
    }

    private AutoCloseable on(String name, Runnable then) {
        Runnable before = handlers.put(name, then);
        return () -> {
            if (before == null) {
                handlers.remove(name);
            } else {
                handlers.put(name, before);
            }
        };
    }

    /// Never this JVM's own streams: the build speaks with it over them.
    private static FileDescriptor file(String path) {
        try {
            return new RandomAccessFile(path, "rw").getFD();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Here implements Terminal {
        @Override
        public boolean inputIsTerminal() {
            return terminal;
        }

        @Override
        public boolean inputIsNothing() {
            return !terminal && !piped;
        }

        @Override
        public boolean outputIsTerminal() {
            return terminal;
        }

        @Override
        public boolean errorIsTerminal() {
            return terminal;
        }

        @Override
        public Size size() {
            return size;
        }

        @Override
        public AutoCloseable raw() {
            helper.note("raw");
            return () -> helper.note("cooked");
        }

        @Override
        public FileDescriptor in() {
            return file("/dev/null");
        }

        @Override
        public FileDescriptor out() {
            return file(screen);
        }

        @Override
        public FileDescriptor err() {
            return file("/dev/null");
        }
    }
}
