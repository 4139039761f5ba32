package org.darsena.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The calls an ordinary user may make too.
class LinuxKernelTest {
    private final Kernel kernel = LinuxKernel.get();

    @TempDir
    Path dir;

    @Test
    void errorsKeepCallErrnoAndSubject() {
        ErrnoException e = assertThrows(ErrnoException.class, () -> kernel.open("/no/such", Linux.O_RDONLY, 0));
        assertEquals("open", e.call());
        assertEquals(Errno.ENOENT, e.errno());
        assertEquals("/no/such", e.what());
        assertEquals("open /no/such: ENOENT", e.getMessage());
    }

    @Test
    void namesOfErrorNumbers() {
        assertEquals("EPERM", Errno.name(1));
        assertEquals("ENOSYS", Errno.name(38));
        assertEquals("EPROTO", Errno.name(Errno.EPROTO));
        assertEquals("ECONNRESET", Errno.name(Errno.ECONNRESET));
        assertEquals("ECANCELED", Errno.name(Errno.ECANCELED));
        assertEquals("EHWPOISON", Errno.name(133));
        assertEquals("errno 41", Errno.name(41));
        assertEquals("errno 4095", Errno.name(4095));
    }

    @Test
    void beneathStaysBeneath() throws Exception {
        Files.writeString(dir.resolve("in"), "x");
        Files.createSymbolicLink(dir.resolve("link"), Path.of("in"));
        Files.createSymbolicLink(dir.resolve("out"), Path.of("/etc/passwd"));
        try (Fd folder = kernel.open(dir.toString(), Linux.O_DIRECTORY, 0)) {
            kernel.openBeneath(folder, "in", Linux.O_RDONLY, 0).close();
            assertEquals(Errno.EXDEV, errno(() -> kernel.openBeneath(folder, "../x", Linux.O_RDONLY, 0)));
            assertEquals(Errno.EXDEV, errno(() -> kernel.openBeneath(folder, "/etc/passwd", Linux.O_RDONLY, 0)));
            assertEquals(Errno.ELOOP, errno(() -> kernel.openBeneath(folder, "link", Linux.O_RDONLY, 0)));
            assertEquals(Errno.ELOOP, errno(() -> kernel.openBeneath(folder, "out", Linux.O_RDONLY, 0)));
            kernel.openBeneath(folder, "new", Linux.O_CREAT | Linux.O_WRONLY, 0600)
                    .close();
            assertTrue(Files.exists(dir.resolve("new")));
        }
    }

    @Test
    void nulIsRefusedNotCut() {
        assertThrows(IllegalArgumentException.class, () -> kernel.open("/etc/passwd\0/x", Linux.O_RDONLY, 0));
    }

    @Test
    void closingTwiceClosesOnce() throws Exception {
        Fd first = kernel.open("/dev/null", Linux.O_RDONLY, 0);
        int number = first.number();
        first.close();
        try (Fd second = kernel.open("/dev/null", Linux.O_RDONLY, 0)) {
            assertEquals(number, second.number(), "the kernel gives the lowest number again");
            first.close();
            assertEquals(0, kernel.read(second, new byte[1]));
        }
        assertThrows(IllegalStateException.class, first::number);
        assertFalse(first.isOpen());
    }

    @Test
    void descriptorsTravelThroughSockets() throws Exception {
        Path file = Files.writeString(dir.resolve("f"), "content");
        try (Kernel.FdPair pair = kernel.socketPair(Linux.SOCK_SEQPACKET);
                Fd open = kernel.open(file.toString(), Linux.O_RDONLY, 0)) {
            kernel.sendMessage(pair.first(), new byte[] {1, 2, 3}, List.of(open, open));
            try (Message message = kernel.receiveMessage(pair.second(), 16, 4, 0)) {
                assertEquals(3, message.data().length);
                assertEquals(2, message.fds().size());
                assertFalse(message.truncated());
                byte[] buffer = new byte[16];
                assertEquals(4, kernel.pread(message.fds().get(1), buffer, 3));
                assertEquals("tent", new String(buffer, 0, 4, StandardCharsets.UTF_8));
            }
            kernel.sendMessage(pair.first(), new byte[20], List.of());
            try (Message cut = kernel.receiveMessage(pair.second(), 16, 0, 0)) {
                assertTrue(cut.truncated());
            }
            assertEquals(Errno.EAGAIN, errno(() -> kernel.receiveMessage(pair.second(), 1, 0, Linux.MSG_DONTWAIT)));
        }
    }

    @Test
    void pollAndEpollTellWhoIsReady() throws Exception {
        try (Fd quiet = kernel.eventFd();
                Fd loud = kernel.eventFd();
                Fd epoll = kernel.epoll()) {
            List<Kernel.Interest> both =
                    List.of(new Kernel.Interest(quiet, Linux.POLLIN), new Kernel.Interest(loud, Linux.POLLIN));
            kernel.epollAdd(epoll, quiet, Linux.POLLIN, 7);
            kernel.epollAdd(epoll, loud, Linux.POLLIN, Long.MAX_VALUE - 8);
            assertEquals(List.of(), kernel.poll(both, Duration.ofMillis(1)));
            assertEquals(0, kernel.epollWait(epoll, Duration.ofMillis(1)).length);
            kernel.signal(loud);
            List<Kernel.Ready> ready = kernel.poll(both, null);
            assertEquals(
                    List.of(0, Linux.POLLIN),
                    ready.stream().map(Kernel.Ready::events).toList());
            long[] keys = kernel.epollWait(epoll, null);
            assertEquals(1, keys.length);
            assertEquals(Long.MAX_VALUE - 8, keys[0]);
            kernel.drain(loud);
            assertEquals(List.of(), kernel.poll(both, Duration.ZERO));
            kernel.epollRemove(epoll, loud);
        }
    }

    @Test
    void spawnedProgramsHaveExactlyTheirDescriptors() throws Exception {
        try (Fd shell = kernel.open("/bin/sh", Linux.O_RDONLY, 0);
                Fd ignored = kernel.open("/", Linux.O_PATH, 0);
                Kernel.FdPair pair = kernel.socketPair(Linux.SOCK_STREAM)) {
            assertTrue(ignored.isOpen());
            String script = "ls /proc/self/fd >&3; echo $A >&3; exit 5";
            int pid = kernel.spawn(
                    shell, List.of("sh", "-c", script), List.of("A=b", "PATH=/usr/bin:/bin"), pair.second());
            pair.second().close();
            assertEquals(5 << 8, kernel.waitPid(pid, true));
            StringBuilder said = new StringBuilder();
            byte[] buffer = new byte[256];
            for (int n = kernel.read(pair.first(), buffer); n > 0; n = kernel.read(pair.first(), buffer)) {
                said.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
            }
            assertEquals("0\n1\n2\n3\n4\n5\nb\n", said.toString()); // 4 the program itself, 5 what ls reads
        }
    }

    @Test
    void pidfdsOutliveTheirNumbers() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "100").start();
        try (Fd pidfd = kernel.pidfdOpen((int) sleep.pid())) {
            kernel.pidfdSignal(pidfd, 0);
            kernel.pidfdSignal(pidfd, Linux.SIGKILL);
            sleep.waitFor();
            kernel.poll(List.of(new Kernel.Interest(pidfd, Linux.POLLIN)), Duration.ofSeconds(10));
            assertEquals(Errno.ESRCH, errno(() -> kernel.pidfdSignal(pidfd, 0)));
        }
    }

    @Test
    void locksExcludeEachOther() throws Exception {
        String file = Files.createFile(dir.resolve("lock")).toString();
        try (Fd one = kernel.open(file, Linux.O_RDWR, 0);
                Fd two = kernel.open(file, Linux.O_RDWR, 0)) {
            assertTrue(kernel.flock(one, Linux.LOCK_EX | Linux.LOCK_NB));
            assertFalse(kernel.flock(two, Linux.LOCK_EX | Linux.LOCK_NB));
            assertTrue(kernel.flock(one, Linux.LOCK_UN));
            assertTrue(kernel.flock(two, Linux.LOCK_EX | Linux.LOCK_NB));
        }
    }

    @Test
    void sealedMemoryCannotBeWritten() throws Exception {
        try (Fd memory = kernel.memFd("test")) {
            kernel.write(memory, new byte[] {1});
            kernel.seal(memory, Linux.F_SEAL_WRITE | Linux.F_SEAL_SEAL | Linux.F_SEAL_GROW | Linux.F_SEAL_SHRINK);
            assertEquals(Errno.EPERM, errno(() -> kernel.write(memory, new byte[] {2})));
        }
    }

    @Test
    void statfsOfTheRoot() throws Exception {
        Kernel.FsInfo info = kernel.statfs("/");
        assertTrue(info.totalBytes() > 0 && info.availableBytes() <= info.totalBytes(), info.toString());
        assertEquals(Files.getFileStore(Path.of("/")).getTotalSpace(), info.totalBytes());
        assertEquals(0x9fa0, kernel.statfs("/proc").type());
    }

    @Test
    void becomesAndComesFromAJavaDescriptor() throws Exception {
        Path file = Files.writeString(dir.resolve("j"), "java");
        Fd fd = kernel.open(file.toString(), Linux.O_RDONLY, 0);
        try (FileInputStream in = new FileInputStream(fd.releaseToJava())) {
            assertFalse(fd.isOpen());
            assertTrue(Fd.numberOf(in.getFD()) > 2);
            assertEquals("java", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void receiveGivesUpInTime() throws Exception {
        try (Kernel.FdPair pair = kernel.socketPair(Linux.SOCK_DGRAM)) {
            kernel.receiveTimeout(pair.first(), Duration.ofMillis(20));
            assertEquals(Errno.EAGAIN, errno(() -> kernel.receive(pair.first(), new byte[8], 0)));
        }
    }

    private interface Call {
        Object run() throws IOException;
    }

    private interface VoidCall {
        void run() throws IOException;
    }

    private static int errno(Call call) {
        return assertThrows(ErrnoException.class, call::run).errno();
    }

    private static int errno(VoidCall call) {
        return assertThrows(ErrnoException.class, call::run).errno();
    }
}
