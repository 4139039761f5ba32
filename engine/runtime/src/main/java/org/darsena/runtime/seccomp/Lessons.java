package org.darsena.runtime.seccomp;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.darsena.model.seccomp.Abi;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notes what containers call under a learning filter. The kernel tells it by its audit's multicast group, which any
/// number of programs may read; whose call it was is told by the user id, of which each container has its own. A
/// container goes on as it does when nobody listens. Thread-safe.
public final class Lessons implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lessons.class);
    private static final int NETLINK_AUDIT = 9;
    private static final int GROUP_READLOG = 1;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int LARGEST = 16 << 10;
    private static final int ROOM = 32 << 20;

    /// Silence after which nothing more is on its way: the kernel tells within a millisecond.
    private static final Duration QUIET = Duration.ofMillis(50);

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Kernel kernel;
    private final Function<String, Path> file;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private final Map<String, Pupil> pupils = new HashMap<>();
    private @Nullable Thread reader;
    private long silences;
    private long saved; // the reader's
    private boolean closed;

    /// One that is listened to.
    private static final class Pupil {
        final long firstId;
        final long ids;
        final Map<Abi, Set<Integer>> calls = new EnumMap<>(Abi.class);
        boolean complete;
        boolean changed;
        boolean over;

        Pupil(long firstId, long ids, Lesson before) {
            this.firstId = firstId;
            this.ids = ids;
            this.complete = before.complete();
            before.calls().forEach((abi, numbers) -> calls.put(abi, new TreeSet<>(numbers)));
        }

        boolean owns(long uid) {
            return uid >= firstId && uid - firstId < ids;
        }

        Lesson lesson() {
            return new Lesson(calls, complete);
        }
    }

    /// @param file where a container's lesson is kept
    public Lessons(Kernel kernel, Function<String, Path> file) {
        this.kernel = kernel;
        this.file = file;
    }

    /// Listens to a container from now on, whose user ids are `ids` from `firstId` on. Fails where the kernel has no
    /// audit.
    ///
    /// @param running whether it runs already, so that something was missed
    public void begin(String id, long firstId, int ids, boolean running) throws IOException {
        Lesson before = Lesson.read(file.apply(id));
        lock.lock();
        try {
            Pupil pupil = new Pupil(firstId, ids, before);
            if (running) {
                pupil.complete = false;
                pupil.changed = true;
            }
            if (reader == null) {
                Fd socket = open();
                reader = Thread.ofPlatform().daemon().name("darsena-lessons").start(() -> read(socket));
            }
            pupils.put(id, pupil);
        } finally {
            lock.unlock();
        }
    }

    /// Its run is over; what is on its way is still noted.
    public void end(String id) {
        lock.lock();
        try {
            Pupil pupil = pupils.get(id);
            if (pupil != null) {
                pupil.over = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /// What was seen of it up to now.
    public Lesson of(String id) throws IOException {
        lock.lock();
        try {
            settle();
            Pupil pupil = pupils.get(id);
            return pupil == null ? Lesson.read(file.apply(id)) : pupil.lesson();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until what was called before has come; not for ever, since others may be calling all the time.
    private void settle() {
        long enough = silences + 2; // the one under way began before
        long left = LIMIT.toNanos();
        try {
            while (reader != null && silences < enough && left > 0) {
                left = quiet.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Fd open() throws ErrnoException {
        Fd socket = kernel.socket(Linux.AF_NETLINK, Linux.SOCK_RAW, NETLINK_AUDIT);
        try {
            kernel.setOption(socket, Linux.SOL_SOCKET, SO_RCVBUFFORCE, ROOM);
            kernel.receiveTimeout(socket, QUIET);
            kernel.bindNetlink(socket, 0, GROUP_READLOG);
            return socket;
        } catch (ErrnoException e) {
            socket.close();
            throw e;
        }
    }

    private void read(Fd socket) {
        byte[] message = new byte[LARGEST];
        try (socket) {
            boolean more = true;
            while (more) {
                more = receive(socket, message);
            }
        } catch (ErrnoException e) {
            LOG.error("the kernel's audit cannot be read any more", e);
            lock.lock();
            try {
                missed();
                silence();
                reader = null;
            } finally {
                lock.unlock();
            }
        }
    }

    /// False when nobody is listened to any more.
    private boolean receive(Fd socket, byte[] message) throws ErrnoException {
        try {
            int length = kernel.receive(socket, message, 0);
            saveNowAndThen();
            AuditRecord.parse(message, length).ifPresent(this::note);
            return true;
        } catch (ErrnoException e) {
            lock.lock();
            try {
                switch (e.errno()) {
                    case Errno.EAGAIN -> silence();
                    case Errno.ENOBUFS -> missed();
                    case Errno.EINTR -> {}
                    default -> throw e;
                }
                if (closed || pupils.isEmpty()) {
                    reader = null;
                    quiet.signalAll();
                }
                return reader != null;
            } finally {
                lock.unlock();
            }
        }
    }

    private void note(AuditRecord record) {
        lock.lock();
        try {
            for (Pupil pupil : pupils.values()) {
                if (pupil.owns(record.uid())) {
                    pupil.changed |= pupil.calls
                            .computeIfAbsent(record.abi(), _ -> new TreeSet<>())
                            .add(record.number());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// For others may be calling all the time, so that there is no silence.
    private void saveNowAndThen() {
        if (System.nanoTime() - saved > LIMIT.toNanos()) {
            lock.lock();
            try {
                saved = System.nanoTime();
                pupils.forEach(this::save);
            } finally {
                lock.unlock();
            }
        }
    }

    private void missed() {
        for (Pupil pupil : pupils.values()) {
            pupil.changed |= pupil.complete;
            pupil.complete = false;
        }
    }

    private void silence() {
        silences++;
        quiet.signalAll();
        pupils.forEach(this::save);
        pupils.values().removeIf(pupil -> pupil.over);
    }

    private void save(String id, Pupil pupil) {
        if (pupil.changed) {
            try {
                pupil.lesson().write(file.apply(id));
                pupil.changed = false;
            } catch (IOException e) {
                LOG.debug("what {} called is not kept", id, e); // it is being removed, or the disk is full: tried again
            }
        }
    }

    /// Keeps what is known.
    @Override
    public void close() {
        Thread last;
        lock.lock();
        try {
            settle();
            closed = true;
            last = reader;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            try {
                last.join(TimeUnit.SECONDS.toMillis(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
