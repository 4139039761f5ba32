package org.darsena.runtime.lab;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.proc.Proc;
import org.darsena.runtime.proc.ProcStat;
import org.jspecify.annotations.Nullable;

/// The console of a node: the pipe its first command writes to, which the monitor keeps in the node's log. Start
/// commands write to it too, so their words are kept with the rest, and what they leave in the background has somewhere
/// to write for as long as the node lives, whatever becomes of the helper.
final class Console implements AutoCloseable {
    private static final long DRAIN_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int TAIL = 16 << 10;

    private final Parts parts;
    private final ContainerInfo node;
    private final @Nullable Path pipe;
    private final @Nullable Fd own;

    private Console(Parts parts, ContainerInfo node, @Nullable Path pipe, @Nullable Fd own) {
        this.parts = parts;
        this.node = node;
        this.pipe = pipe;
        this.own = own;
    }

    /// Without a console (its monitor was killed) words are lost, and all else is the same.
    static Console of(Parts parts, ContainerInfo node) {
        Path pipe = pipe(parts, node);
        Fd own = null;
        try {
            own = pipe == null
                    ? null
                    : parts.kernel().open(pipe.toString(), Linux.O_WRONLY | Linux.O_NONBLOCK | Linux.O_NOCTTY, 0);
        } catch (IOException e) {
            pipe = null; // ENXIO: nobody reads
        }
        return new Console(parts, node, pipe, own);
    }

    /// Standard output of the first process below the node's init; null if that is no pipe.
    private static @Nullable Path pipe(Parts parts, ContainerInfo node) {
        Proc proc = Proc.system();
        Optional<Path> found = parts.core().cgroups().of(node.id()).pids().stream()
                .map(proc::stat)
                .flatMap(Optional::stream)
                .filter(s -> s.parent() == node.pid())
                .min(Comparator.comparingLong(ProcStat::startTicks).thenComparingInt(ProcStat::pid))
                .map(s -> proc.path(s.pid(), "fd/1"));
        try {
            return found.isPresent()
                            && Files.readSymbolicLink(found.get()).toString().startsWith("pipe:[")
                    ? found.get()
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    /// A descriptor for a command's output; the caller's.
    FileDescriptor output() throws IOException {
        Kernel kernel = parts.kernel();
        // opened anew: a copy of ours would not block when the pipe is full
        String path = pipe == null ? "/dev/null" : pipe.toString();
        return kernel.open(path, Linux.O_WRONLY | Linux.O_NOCTTY, 0).releaseToJava();
    }

    /// Puts a line of ours into the log.
    void line(String text) {
        if (own != null) {
            try {
                parts.kernel().write(own, (text + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // full or gone: it is only for people
            }
        }
    }

    /// The [LastWords] between `begin` and `end`, two lines written by [#line]; empty if there are none. What
    /// was written before `end` is in the log once `end` is, which takes a moment.
    String lastBetween(String begin, String end) throws EngineException {
        if (own == null) {
            return "";
        }
        long limit = System.nanoTime() + DRAIN_LIMIT_NANOS;
        String tail = tail();
        while (!tail.contains(end + "\n") && System.nanoTime() < limit) {
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            tail = tail();
        }
        int to = tail.lastIndexOf(end + "\n");
        String before = to < 0 ? tail : tail.substring(0, to);
        int from = before.lastIndexOf(begin + "\n");
        return LastWords.of(before.substring(from < 0 ? 0 : from + begin.length() + 1));
    }

    private String tail() throws EngineException {
        try (FileInputStream in = new FileInputStream(parts.containers().log(node.id(), false));
                FileChannel log = in.getChannel()) {
            long from = Math.max(0, log.size() - TAIL);
            ByteBuffer bytes = ByteBuffer.allocate(TAIL);
            while (bytes.hasRemaining() && log.read(bytes, from + bytes.position()) > 0) {
                // to the end, or as much as is looked at
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
