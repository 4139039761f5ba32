package org.darsena.app.terminal;

import java.io.File;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A real program on a real pseudo-terminal, whose master side a test hands to the window in the helper's place.
public final class Shell implements AutoCloseable {
    private static final int TIOCSPTLCK = 0x40045431;
    private static final int TIOCGPTN = 0x80045430;
    private static final int TIOCSWINSZ = 0x5414;

    private final RandomAccessFile master;
    private final Process process;

    private Shell(RandomAccessFile master, Process process) {
        this.master = master;
        this.process = process;
    }

    public static Shell start(String... command) throws IOException {
        var master = new RandomAccessFile("/dev/ptmx", "rw");
        int number = number(master.getFD());
        ioctl(number, TIOCSPTLCK, 0);
        int pts = ioctl(number, TIOCGPTN, 0);
        var slave = new File("/dev/pts/" + pts);
        var argv = new java.util.ArrayList<>(List.of("setsid", "--ctty"));
        argv.addAll(List.of(command));
        var builder = new ProcessBuilder(argv)
                .redirectInput(slave)
                .redirectOutput(slave)
                .redirectError(slave);
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().put("PS1", "web:~# ");
        builder.directory(new File("/"));
        return new Shell(master, builder.start());
    }

    public FileDescriptor master() {
        try {
            return master.getFD();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public void resize(int columns, int rows) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(8);
            size.set(ValueLayout.JAVA_SHORT, 0, (short) rows);
            size.set(ValueLayout.JAVA_SHORT, 2, (short) columns);
            call(number(master()), TIOCSWINSZ, size);
        }
    }

    public boolean alive() {
        return process.isAlive();
    }

    /// How many bytes it and its children that have ended, and those that run, have written.
    public long written() throws IOException {
        long sum = own(process.pid());
        for (ProcessHandle child : process.descendants().toList()) {
            sum += own(child.pid());
        }
        return sum;
    }

    private static long own(long pid) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/io"))) {
            return lines.filter(l -> l.startsWith("wchar: "))
                    .mapToLong(l -> Long.parseLong(l.substring(7)))
                    .sum();
        }
    }

    /// Waits for its end; its exit status.
    public int await() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        master.close();
    }

    /// The descriptor's number, which java.io hides.
    private static int number(FileDescriptor fd) {
        try {
            var field = FileDescriptor.class.getDeclaredField("fd");
            field.setAccessible(true);
            return field.getInt(fd);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int ioctl(int fd, int request, int value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment place = arena.allocate(ValueLayout.JAVA_INT);
            place.set(ValueLayout.JAVA_INT, 0, value);
            call(fd, request, place);
            return place.get(ValueLayout.JAVA_INT, 0);
        }
    }

    @SuppressWarnings("restricted") // there is no other way to an ioctl
    private static void call(int fd, int request, MemorySegment argument) {
        Linker linker = Linker.nativeLinker();
        MethodHandle ioctl = linker.downcallHandle(
                linker.defaultLookup().find("ioctl").orElseThrow(),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
                Linker.Option.firstVariadicArg(2));
        try {
            if ((int) ioctl.invokeExact(fd, Integer.toUnsignedLong(request), argument) != 0) {
                throw new IllegalStateException("ioctl " + Integer.toHexString(request));
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
