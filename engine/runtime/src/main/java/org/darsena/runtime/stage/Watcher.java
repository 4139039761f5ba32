package org.darsena.runtime.stage;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One daemon thread in epoll_wait(2) for all descriptors: thousands of containers cost no thread each.
///
/// A handler runs on that thread, must be short and must not block. It owns its descriptor: returning false
/// ends the watch and closes it.
final class Watcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);
    private static final long WAKE = 0;

    /// Called when its descriptor is readable or hung up.
    @FunctionalInterface
    interface Handler {
        /// False when done with.
        boolean ready() throws IOException;
    }

    private record Watch(Fd fd, Handler handler) {}

    private final Kernel kernel;
    private final Fd epoll;
    private final Fd wake;
    private final AtomicLong keys = new AtomicLong(WAKE);
    private final Map<Long, Watch> watches = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closing;

    Watcher(Kernel kernel) throws ErrnoException {
        this.kernel = kernel;
        epoll = kernel.epoll();
        wake = kernel.eventFd();
        kernel.epollAdd(epoll, wake, Linux.POLLIN, WAKE);
        thread = Thread.ofPlatform().daemon().name("stage-watcher").unstarted(this::loop);
    }

    void start() {
        thread.start();
    }

    /// Takes `fd` and watches it for input and hang-up until its handler says false. What cannot be watched is closed.
    void watch(Fd fd, Handler handler) throws ErrnoException {
        long key = keys.incrementAndGet();
        watches.put(key, new Watch(fd, handler));
        try {
            kernel.epollAdd(epoll, fd, Linux.POLLIN, key);
        } catch (ErrnoException | RuntimeException e) {
            watches.remove(key);
            fd.close();
            throw e;
        }
    }

    private void loop() {
        while (!closing) {
            try {
                for (long key : kernel.epollWait(epoll, null)) {
                    if (key != WAKE) {
                        serve(key);
                    }
                }
            } catch (IOException e) {
                LOG.error("waiting for containers failed", e);
                return;
            }
        }
        watches.values().forEach(watch -> watch.fd().close());
        epoll.close();
        wake.close();
    }

    private void serve(long key) {
        Watch watch = watches.get(key);
        if (watch == null) {
            return;
        }
        boolean more = false;
        try {
            more = watch.handler().ready();
        } catch (IOException | RuntimeException e) {
            LOG.warn("a watched descriptor failed", e);
        }
        if (!more) {
            watches.remove(key);
            watch.fd().close(); // leaves the epoll set by itself: no other descriptor of ours is the same open file
        }
    }

    @Override
    public void close() {
        try {
            kernel.signal(wake); // never drained: the thread comes round until it sees that we close
        } catch (IOException e) {
            LOG.warn("cannot wake the watcher", e);
        }
        closing = true;
    }
}
