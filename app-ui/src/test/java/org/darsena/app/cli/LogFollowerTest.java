package org.darsena.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.darsena.app.client.ConsoleLog;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Eventually;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The console log as it grows and is moved aside.
class LogFollowerTest {
    private final Bench bench = new Bench();
    private final AtomicBoolean over = new AtomicBoolean();
    private ContainerView web = new Bench().helper.containers(1).containers().getFirst();

    @TempDir
    Path folder;

    @BeforeEach
    void container() {
        bench.helper.containers(1);
        web = bench.helper.containers().getFirst();
    }

    private Path log() {
        return folder.resolve("console.log");
    }

    private void write(String text) throws IOException {
        Files.writeString(log(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void rotate() throws IOException {
        Files.move(log(), folder.resolve("console.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }

    /// As the helper does: where there is no log yet, there is nothing to read.
    private void logsAreFiles() {
        logsAreFiles(() -> {});
    }

    /// @param between happens once, after the first file was opened
    private void logsAreFiles(Between between) {
        var done = new AtomicBoolean();
        bench.helper.logs((id, rotated) -> {
            if (rotated && !done.getAndSet(true)) {
                between.happens();
            }
            Path file = rotated ? folder.resolve("console.log.1") : log();
            return new RandomAccessFile((Files.exists(file) ? file : Path.of("/dev/null")).toFile(), "r").getFD();
        });
    }

    private interface Between {
        void happens() throws IOException;
    }

    private CompletableFuture<Integer> follow(String... more) {
        logsAreFiles();
        var args = new java.util.ArrayList<>(java.util.List.of("logs", "-f", "web"));
        args.addAll(java.util.List.of(more));
        return Bench.aside(() -> bench.run(args.toArray(String[]::new)));
    }

    @Test
    void lastLines() throws Exception {
        bench.helper.log(web.id(), "one\ntwo\nthree\nfour");
        assertEquals(0, bench.run("logs", "web"));
        assertEquals("one\ntwo\nthree\nfour", bench.out());
        assertEquals(0, bench.run("logs", "-n", "2", "web"));
        assertEquals("three\nfour", bench.out());
        assertEquals(0, bench.run("logs", "-n", "9", "web"));
        assertEquals("one\ntwo\nthree\nfour", bench.out());
        assertEquals(0, bench.run("logs", "-n", "0", "web"));
        assertEquals("", bench.out());
        bench.helper.log(web.id(), "x".repeat(40_000) + "\nlast\n");
        assertEquals(0, bench.run("logs", "-n", "1", "web"));
        assertEquals("last\n", bench.out());
        assertEquals(0, bench.run("logs", "-n", "2", "web"));
        assertEquals(40_006, bench.out().length());
    }

    @Test
    void bytesAreNotChanged() {
        bench.helper.log(web.id(), "ñ \u001b[1mbold\u001b[0m 日本\r\n");
        assertEquals(0, bench.run("logs", "web"));
        assertEquals("ñ \u001b[1mbold\u001b[0m 日本\r\n", bench.out());
    }

    @Test
    void beginsBeforeTheFirstByteAndFollowsRotations() throws Exception {
        var status = follow();
        Eventually.true_("it looked for the log", () -> bench.helper.logsOpened() > 0);
        write("one\n");
        Eventually.true_("the first", () -> bench.out().equals("one\n"));
        write("two\n");
        rotate();
        write("three\n");
        Eventually.true_(
                () -> "over a rotation: " + bench.out(), () -> bench.out().equals("one\ntwo\nthree\n"));
        rotate();
        write("four\n");
        bench.helper.ended(web.id(), 0, "");
        assertEquals(0, status.get(10, TimeUnit.SECONDS));
        assertEquals("one\ntwo\nthree\nfour\n", bench.out());
    }

    @Test
    void whatWasMovedAsideStandsBefore() throws Exception {
        logsAreFiles();
        write("one\ntwo\n");
        rotate();
        assertEquals(0, bench.run("logs", "web"));
        assertEquals("one\ntwo\n", bench.out());
        write("three\nfour\n");
        assertEquals(0, bench.run("logs", "web"));
        assertEquals("one\ntwo\nthree\nfour\n", bench.out());
        assertEquals(0, bench.run("logs", "-n", "3", "web"));
        assertEquals("two\nthree\nfour\n", bench.out());
        assertEquals(0, bench.run("logs", "-n", "1", "web"));
        assertEquals("four\n", bench.out());
    }

    /// Two rotations between two looks: what lies between them is the file that was moved aside.
    @Test
    void aFileThatCameAndWentBetweenTwoLooksIsRead() throws Exception {
        logsAreFiles();
        write("one\n");
        try (ConsoleLog log = ConsoleLog.open(bench.helper, web.id())) {
            assertEquals("one\n", all(log));
            write("two\n");
            rotate();
            write("three\n");
            rotate();
            write("four\n");
            assertEquals("two\nthree\nfour\n", all(log));
            assertEquals("", all(log));
        }
    }

    /// The log is rotated just between the opening of its two files.
    @Test
    void aRotationWhileItIsOpenedLosesAndDoublesNothing() throws Exception {
        write("one\n");
        rotate();
        write("two\n");
        logsAreFiles(() -> {
            rotate();
            write("three\n");
        });
        try (ConsoleLog log = ConsoleLog.open(bench.helper, web.id())) {
            assertEquals("two\nthree\n", all(log)); // the first was thrown away by then
        }
    }

    private static String all(ConsoleLog log) throws Exception {
        var seen = new StringBuilder();
        byte[] chunk = new byte[3];
        for (int n = log.read(chunk); n > 0; n = log.read(chunk)) {
            seen.append(new String(chunk, 0, n, StandardCharsets.UTF_8));
        }
        return seen.toString();
    }

    @Test
    void whatIsWrittenLastIsRead() throws Exception {
        for (int i = 0; i < 20; i++) {
            Files.deleteIfExists(log());
            write("begin\n");
            logsAreFiles();
            over.set(false);
            var seen = new java.io.ByteArrayOutputStream();
            try (var run = new Run(surroundings(), org.darsena.app.text.Texts.of(java.util.Locale.ENGLISH))) {
                var done = Bench.asideDo(() -> new LogFollower(run, web.id(), seen::write).follow(over::get));
                write("end\n");
                over.set(true);
                done.get(10, TimeUnit.SECONDS);
            }
            assertEquals("begin\nend\n", seen.toString(StandardCharsets.UTF_8));
        }
    }

    private Surroundings surroundings() {
        return bench.surroundings();
    }
}
