package org.darsena.app.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.darsena.model.container.ProcessSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Descriptors that cross the bus belong to who took them, and to nobody else.
@Tag("bus")
class DescriptorsTest {
    private static final String WEB = "0a0000000001";

    @TempDir
    Path folder;

    private PrivateBus bus;
    private HelperDouble there;
    private DBusHelper helper;

    @BeforeEach
    void connect() throws Exception {
        bus = new PrivateBus(folder);
        there = new HelperDouble(bus.address());
        there.put(WEB, "web", "RUNNING");
        helper = DBusHelper.open(bus.address()).awaitConnected();
    }

    @AfterEach
    void end() {
        helper.close();
        there.close();
        bus.close();
    }

    @Test
    void survivesTheBus() throws Exception {
        try (var file = file("log", "one\ntwo\n")) {
            there.log = Descriptors.number(file.getFD());
            try (var in = new FileInputStream(helper.log(WEB, false))) {
                breakTheBus();
                assertEquals("one\ntwo\n", new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    /// The number of a descriptor that was closed is given out anew; the bus's end must not close it under
    /// its new owner.
    @Test
    void leavesStrangersAlone() throws Exception {
        try (var file = file("log", "one\n")) {
            there.log = Descriptors.number(file.getFD());
            int number;
            try (var in = new FileInputStream(helper.log(WEB, false))) {
                number = Descriptors.number(in.getFD());
            }
            var strangers = new CopyOnWriteArrayList<RandomAccessFile>();
            while (strangers.isEmpty() || Descriptors.number(strangers.getLast().getFD()) < number) {
                strangers.add(file("stranger" + strangers.size(), "mine"));
            }
            assertTrue(strangers.stream().anyMatch(s -> number(s) == number), "the number was not given out anew");
            breakTheBus();
            for (RandomAccessFile stranger : strangers) {
                assertEquals("mine", stranger.readLine());
                stranger.close();
            }
        }
    }

    @Test
    void execLendsItsStreams() throws Exception {
        var written = new CopyOnWriteArrayList<Integer>();
        there.streams = received -> written.add(received.getIntFileDescriptor());
        Path out = folder.resolve("out");
        try (var in = new FileInputStream("/dev/null");
                var to = new FileOutputStream(out.toFile())) {
            var stdio = new Helper.Stdio(in.getFD(), to.getFD(), to.getFD());
            helper.exec(WEB, ProcessSpec.of(List.of("true")), stdio).done().get(10, TimeUnit.SECONDS);
            // the double's own copy, another number of the same open file
            HelperDouble.write(descriptor(written.getFirst()), "hello");
            assertEquals("hello", Files.readString(out));
            to.write(" again".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals("hello again", Files.readString(out));
    }

    @Test
    void terminalIsTakenOnce() throws Exception {
        try (var file = file("pty", "$ ")) {
            there.terminal = Descriptors.number(file.getFD());
            var begun = new CopyOnWriteArrayList<String>();
            there.inCall = begun::add;
            var process = new ProcessSpec(List.of("sh"), Map.of(), "/", 0, 0, true, true, "TERM", 10);
            Job job = helper.exec(WEB, process, null);
            Eventually.true_("begun", () -> !begun.isEmpty());
            there.started(begun.getFirst());
            job.started().get(10, TimeUnit.SECONDS);
            try (var in = new FileInputStream(job.terminal())) {
                breakTheBus();
                assertEquals("$ ", new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    private void breakTheBus() {
        bus.stop();
        Eventually.true_("seen", () -> !helper.connection().connected());
        // the old line is closed by a thread of its own
        Eventually.true_(
                "closed",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(t -> t.getName().equals("darsena-close")));
    }

    private RandomAccessFile file(String name, String text) throws Exception {
        Path path = folder.resolve(name);
        Files.writeString(path, text);
        return new RandomAccessFile(path.toFile(), "r");
    }

    private static int number(RandomAccessFile file) {
        try {
            return Descriptors.number(file.getFD());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static java.io.FileDescriptor descriptor(int number) throws Exception {
        return org.newsclub.net.unix.FileDescriptorCast.unsafeUsing(number).getFileDescriptor();
    }
}
