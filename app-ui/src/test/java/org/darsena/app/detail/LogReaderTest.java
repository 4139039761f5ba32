package org.darsena.app.detail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.darsena.app.client.ConsoleLog;
import org.darsena.app.client.FakeHelper;
import org.darsena.app.client.HelperException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
    private static final int LIMIT_SECONDS = 20;

    @TempDir
    private Path folder;

    private final BlockingQueue<String> read = new LinkedBlockingQueue<>();
    private final BlockingQueue<HelperException> failures = new LinkedBlockingQueue<>();

    private final FakeHelper helper = new FakeHelper().containers(1);

    @BeforeEach
    void files() {
        helper.logs((id, aside) -> new FileInputStream(aside ? "/dev/null" : log().toString()).getFD());
    }

    private Path log() {
        return folder.resolve("console.log");
    }

    private LogReader reader() {
        return new LogReader(
                () -> ConsoleLog.open(helper, helper.containers().getFirst().id()), read::add, failures::add);
    }

    private void add(byte... bytes) throws Exception {
        Files.write(log(), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void add(String text) throws Exception {
        add(text.getBytes(StandardCharsets.UTF_8));
    }

    /// What was read so far, once it ends so.
    private String untilEnds(String end) throws Exception {
        var all = new StringBuilder();
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!all.toString().endsWith(end)) {
            String more = read.poll(limit - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertTrue(more != null, () -> "read: " + all + ", failed: " + failures);
            all.append(more);
        }
        return all.toString();
    }

    @Test
    void readsWhatIsThereAndWhatComes() throws Exception {
        add("one\n");
        try (var _ = reader()) {
            assertEquals("one\n", untilEnds("one\n"));
            add("two\n");
            assertEquals("two\n", untilEnds("two\n"));
        }
    }

    @Test
    void aLetterThatComesInTwoPiecesIsWhole() throws Exception {
        byte[] letter = "ñ".getBytes(StandardCharsets.UTF_8);
        add("a");
        add(letter[0]);
        try (var _ = reader()) {
            assertEquals("a", untilEnds("a"));
            add(letter[1]);
            assertEquals("ñ", untilEnds("ñ"));
        }
    }

    @Test
    void ofALongOneTheLastPartIsRead() throws Exception {
        add("x".repeat(3 << 20) + "end\n");
        try (var _ = reader()) {
            assertEquals(512 << 10, untilEnds("end\n").length());
        }
    }

    @Test
    void aRefusalIsTold() throws Exception {
        try (var _ = new LogReader(
                () -> {
                    throw new HelperException(HelperException.ABSENT, Map.of());
                },
                read::add,
                failures::add)) {
            HelperException failure = failures.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            assertTrue(failure != null && failure.error().equals(HelperException.ABSENT), String.valueOf(failure));
        }
    }
}
