package org.darsena.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.kernel.LinuxKernel;
import org.jspecify.annotations.Nullable;

/// A container's figures read again and again by kept descriptors, without making garbage. One thread; a
/// figure that can't be had is -1.
public final class CgroupProbe implements AutoCloseable {
    private static final int ROOM = 64;

    private final @Nullable Fd cpu;
    private final boolean cpuStat;
    private final @Nullable Fd memory;
    private final @Nullable Fd pids;
    private final byte[] buffer = new byte[ROOM];

    /// Opens what there is; fails only when the process has no descriptors left.
    CgroupProbe(ContainerCgroup cgroup) throws IOException {
        Path usage = file(cgroup, "cpuacct", "cpuacct.usage");
        cpuStat = usage == null;
        cpu = open(cpuStat ? file(cgroup, "cpuacct", "cpu.stat") : usage);
        Path bytes = file(cgroup, "memory", "memory.usage_in_bytes");
        memory = open(bytes == null ? file(cgroup, "memory", "memory.current") : bytes);
        pids = open(file(cgroup, "pids", "pids.current"));
    }

    private static @Nullable Path file(ContainerCgroup cgroup, String controller, String name) {
        return cgroup.path(controller)
                .map(d -> d.resolve(name))
                .filter(Files::exists)
                .orElse(null);
    }

    private static @Nullable Fd open(@Nullable Path file) throws IOException {
        return file == null ? null : LinuxKernel.get().open(file.toString(), Linux.O_RDONLY, 0);
    }

    /// Processor time since the cgroup was made, in nanoseconds.
    public long cpuNanos() {
        long value = first(cpu);
        return cpuStat && value > 0 ? value * 1000 : value;
    }

    /// Bytes charged now.
    public long memoryBytes() {
        return first(memory);
    }

    public long pids() {
        return first(pids);
    }

    private long first(@Nullable Fd fd) {
        if (fd == null) {
            return -1;
        }
        try {
            return firstNumber(buffer, LinuxKernel.get().pread(fd, buffer, 0));
        } catch (ErrnoException e) {
            return -1; // ENODEV: the cgroup was removed
        }
    }

    /// The first run of digits (in v2's cpu.stat that is `usage_usec`'s value); -1 if there is none.
    static long firstNumber(byte[] text, int length) {
        long value = -1;
        for (int i = 0; i < length; i++) {
            int digit = text[i] - '0';
            if (digit >= 0 && digit <= 9) {
                value = Math.max(value, 0) * 10 + digit;
            } else if (value >= 0) {
                break;
            }
        }
        return value;
    }

    @Override
    public void close() {
        closeIfAny(cpu);
        closeIfAny(memory);
        closeIfAny(pids);
    }

    private static void closeIfAny(@Nullable Fd fd) {
        if (fd != null) {
            fd.close();
        }
    }
}
