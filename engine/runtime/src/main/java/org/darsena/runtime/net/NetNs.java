package org.darsena.runtime.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.jspecify.annotations.Nullable;

/// A network namespace to act in, ours or another one held by a descriptor.
///
/// Work elsewhere is done on a platform thread made for it, which enters the namespace (setns(2)) and
/// ends afterwards; no thread of anybody else ever changes its namespace. (A thread begins in the
/// namespace of the one that starts it, so such work must start none.) Any thread may call; [#close()]
/// closes the descriptor.
public final class NetNs implements AutoCloseable {
    private static final String SYSCTL = "/proc/sys/net/";

    private final Kernel kernel;
    private final @Nullable Fd fd;

    private NetNs(Kernel kernel, @Nullable Fd fd) {
        this.kernel = kernel;
        this.fd = fd;
    }

    /// The namespace of this process.
    public static NetNs own(Kernel kernel) {
        return new NetNs(kernel, null);
    }

    /// Takes over `namespace`, a descriptor of an nsfs file.
    public static NetNs of(Kernel kernel, Fd namespace) {
        return new NetNs(kernel, namespace);
    }

    /// The namespace a process is in. ESRCH where it has gone: its number may be another's by now, whose namespace is
    /// none of ours.
    public static NetNs ofProcess(Kernel kernel, int pid, Fd pidfd) throws ErrnoException {
        NetNs found = at(kernel, "/proc/" + pid + "/ns/net");
        try {
            kernel.pidfdSignal(pidfd, 0);
            return found;
        } catch (ErrnoException e) {
            found.close();
            throw e;
        }
    }

    /// A pinned namespace (a bind-mounted nsfs file).
    public static NetNs at(Kernel kernel, String path) throws ErrnoException {
        return new NetNs(kernel, kernel.open(path, Linux.O_RDONLY, 0));
    }

    /// A new, empty namespace; it lasts as long as the descriptor, a pin, or a process in it.
    public static NetNs create(Kernel kernel) throws IOException {
        return new NetNs(kernel, onThread(() -> {
            kernel.unshare(Linux.CLONE_NEWNET);
            return kernel.open("/proc/thread-self/ns/net", Linux.O_RDONLY, 0);
        }));
    }

    /// A short piece of work; see the class about threads.
    @FunctionalInterface
    public interface Action<T> {
        T run() throws IOException;
    }

    /// Does `action` within the namespace and waits for it.
    public <T> T call(Action<T> action) throws IOException {
        Fd target = fd;
        if (target == null) {
            return action.run();
        }
        return onThread(() -> {
            kernel.setns(target, Linux.CLONE_NEWNET);
            return action.run();
        });
    }

    /// The descriptor. Throws [IllegalStateException] for [#own].
    public Fd fd() {
        if (fd == null) {
            throw new IllegalStateException("our own namespace has no descriptor here");
        }
        return fd;
    }

    boolean isOwn() {
        return fd == null;
    }

    Kernel kernel() {
        return kernel;
    }

    /// A netlink socket that lives in the namespace.
    public Netlink netlink() throws IOException {
        return netlink(List.of());
    }

    /// The same, after values were written, in one visit.
    Netlink netlink(Iterable<SetSysctl> settings) throws IOException {
        Fd socket = call(() -> {
            write(settings);
            return kernel.socket(Linux.AF_NETLINK, Linux.SOCK_RAW, Linux.NETLINK_ROUTE);
        });
        try {
            return new Netlink(kernel, socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// A value below /proc/sys/net, without its newline. `key` as in [SetSysctl].
    public String sysctl(String key) throws IOException {
        return call(() -> {
            try (Fd file = kernel.open(SYSCTL + key, Linux.O_RDONLY, 0)) {
                byte[] bytes = new byte[4096];
                int length = kernel.read(file, bytes);
                return new String(bytes, 0, length, StandardCharsets.UTF_8).strip();
            }
        });
    }

    /// Writes values below /proc/sys/net, in order.
    public void sysctl(Iterable<SetSysctl> settings) throws IOException {
        call(() -> {
            write(settings);
            return true;
        });
    }

    /// Writes while already in the namespace.
    private void write(Iterable<SetSysctl> settings) throws IOException {
        for (SetSysctl set : settings) {
            try (Fd file = kernel.open(SYSCTL + set.key(), Linux.O_WRONLY, 0)) {
                kernel.write(file, set.value().getBytes(StandardCharsets.UTF_8));
            } catch (ErrnoException e) {
                if (set.required() || e.errno() != Errno.ENOENT) {
                    throw new ErrnoException(e.call(), e.errno(), SYSCTL + set.key());
                }
            }
        }
    }

    private static <T> T onThread(Action<T> action) throws IOException {
        AtomicReference<@Nullable T> result = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().daemon().name("darsena-netns").start(() -> {
            try {
                result.set(action.run());
            } catch (Throwable e) { // handed to the caller below
                failure.set(e);
            }
        });
        join(thread);
        rethrow(failure.get());
        T value = result.get();
        if (value == null) {
            throw new IllegalStateException("an action gave nothing back");
        }
        return value;
    }

    /// Waits to the end even if interrupted: the thread may be about to make something that must not be
    /// lost.
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
        switch (failure) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        if (fd != null) {
            fd.close();
        }
    }
}
