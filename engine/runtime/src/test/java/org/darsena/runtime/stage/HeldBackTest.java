package org.darsena.runtime.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Message;
import org.junit.jupiter.api.Test;

/// What the kernel refuses in the middle of a start: nothing runs then that nobody knows of, and no descriptor stays.
class HeldBackTest extends StageTest {
    private static final int CLONED = 10;
    private static final int PREPARED = 1;

    private volatile boolean full;
    private final ConcurrentLinkedQueue<Integer> made = new ConcurrentLinkedQueue<>();
    private volatile int losing;

    /// `epoll_ctl(2)` has a limit of its own, fs.epoll.max_user_watches.
    @Test
    void whoseEndCannotBeWatchedDoesNotRun() throws Exception {
        try (Stage held = new Stage(kernel())) {
            held.launcherPid();
            StagePlan plan = box.plan("sleep", "1000").build();
            long before = descriptors();
            full = true;
            ErrnoException e = assertThrows(ErrnoException.class, () -> held.start(plan));
            assertEquals(Errno.ENOSPC, e.errno());
            nothingIsLeft(before);
        }
    }

    /// With no number free the kernel takes a message and throws away the descriptors in it.
    @Test
    void aDescriptorThatGotLostIsSaid() throws Exception {
        try (Stage held = new Stage(kernel())) {
            held.launcherPid();
            for (int kind : new int[] {CLONED, PREPARED}) {
                StagePlan plan = box.plan("sleep", "1000")
                        .stdio(new StdioPlan.Terminal(24, 80))
                        .waitForGo(true)
                        .build();
                long before = descriptors();
                losing = kind;
                StageException e = assertThrows(StageException.class, () -> held.startWithTerminal(plan));
                assertEquals(Errno.EMFILE, e.errno());
                nothingIsLeft(before);
            }
        }
    }

    private void nothingIsLeft(long before) throws Exception {
        assertTrue(!made.isEmpty());
        for (int pid : made) {
            assertTrue(Box.within10s(() -> !Box.lives(pid)), () -> pid + " lives");
        }
        made.clear();
        assertTrue(Box.within10s(() -> descriptors() <= before), "descriptors leak");
    }

    private static long descriptors() throws IOException {
        try (var list = Files.list(Path.of("/proc/self/fd"))) {
            return list.count();
        }
    }

    /// This machine's, but for what is to fail.
    private Kernel kernel() {
        return (Kernel) Proxy.newProxyInstance(
                Kernel.class.getClassLoader(), new Class<?>[] {Kernel.class}, (_, method, arguments) -> {
                    if (full && method.getName().equals("epollAdd")) {
                        throw new ErrnoException("epoll_ctl", Errno.ENOSPC, "");
                    }
                    try {
                        Object result = method.invoke(kernel, arguments);
                        return result instanceof Message message ? lost(message) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Message lost(Message message) {
        if (message.data().length < 16) {
            return message;
        }
        ByteBuffer data = ByteBuffer.wrap(message.data()).order(ByteOrder.LITTLE_ENDIAN);
        if (data.getInt(0) == CLONED) {
            made.add(data.getInt(4));
            made.add(data.getInt(8));
        }
        if (data.getInt(0) != losing) {
            return message;
        }
        message.fds().forEach(Fd::close);
        return new Message(message.data(), List.of(), true);
    }
}
