package org.darsena.helper.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.darsena.api.Errors;
import org.darsena.helper.auth.Action;
import org.darsena.helper.bus.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The record is root's alone, bounded, and one act is one line.
class AuditTest {
    private static final Caller WHO = new Caller(":1.7", 1000, 42);

    @TempDir
    Path folder;

    private long nanos;

    private Audit audit() throws Exception {
        return new Audit(folder, () -> nanos);
    }

    private Path file() {
        return folder.resolve("audit/1000.log");
    }

    @Test
    void oneActIsOneLineWhateverItsTargetIsCalled() throws Exception {
        Audit audit = audit();
        audit.write(WHO, Action.START, "web\nuid=0 pid=1 \u001b[31m", "ok", 12);
        audit.write(WHO, "job.Signal", "", "ok");
        var lines = Files.readAllLines(file());
        assertEquals(2, lines.size());
        assertTrue(
                lines.getFirst()
                        .endsWith(" uid=1000 pid=42 bus=:1.7 action=org.darsena.helper.container.start"
                                + " target=web?uid=0?pid=1??[31m outcome=ok ms=12"),
                lines.getFirst());
        assertTrue(lines.getLast().contains(" action=job.Signal target=- "), lines.getLast());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("audit"))));
    }

    @Test
    void itsSizeIsBounded() throws Exception {
        Audit audit = audit();
        for (int i = 0; i < 12_000; i++) {
            nanos += 1_000_000_000L;
            audit.write(WHO, Action.START, "x".repeat(500), "ok", i);
        }
        Path older = folder.resolve("audit/1000.log.1");
        assertTrue(Files.size(file()) <= Audit.MAX_BYTES);
        assertTrue(Files.size(older) <= Audit.MAX_BYTES && Files.size(older) > Audit.MAX_BYTES / 2);
        try (var files = Files.list(folder.resolve("audit"))) {
            assertEquals(2, files.count());
        }
        assertTrue(Files.readAllLines(file()).getLast().endsWith("ms=11999"));
    }

    /// Neither others' lines nor one's own can be pushed out by many, and what is left out is counted.
    @Test
    void aFloodIsCountedAndHidesNothing() throws Exception {
        Audit audit = audit();
        Caller other = new Caller(":1.8", 1001, 43);
        audit.write(other, Action.KILL, "first", "ok", 0);
        for (int i = 0; i < 100_000; i++) {
            audit.write(WHO, "job.Signal", "exec/web", "ok");
        }
        audit.write(other, Action.KILL, "second", "ok", 0);
        assertEquals(Allowance.AT_ONCE, Files.readAllLines(file()).size());
        assertEquals(2, Files.readAllLines(folder.resolve("audit/1001.log")).size());
        audit.write(WHO, Action.PRIVILEGED, "strong", Errors.DENIED, 0);
        assertEquals(Allowance.AT_ONCE, Files.readAllLines(file()).size(), "asking is no way round");
        audit.write(WHO, Action.PRIVILEGED, "strong", "ok", 0);
        String last = Files.readAllLines(file()).getLast();
        assertTrue(last.contains("container.privileged target=strong") && last.endsWith(" missed=99401"), last);
        nanos += 2_000_000_000L;
        for (int i = 0; i < 5; i++) {
            audit.write(WHO, Action.START, "later", "ok", i);
        }
        var lines = Files.readAllLines(file());
        assertEquals(Allowance.AT_ONCE + 3, lines.size());
        assertTrue(lines.getLast().endsWith("ms=1"), lines.getLast());
    }

    @Test
    void itIsNotWrittenThroughALink() throws Exception {
        Path elsewhere = folder.resolve("elsewhere");
        Files.writeString(elsewhere, "");
        Audit audit = audit();
        Files.createSymbolicLink(file(), elsewhere);
        audit.write(WHO, Action.START, "web", "ok", 0);
        assertEquals(0, Files.size(elsewhere));
        Files.delete(file());
        Files.delete(folder.resolve("audit"));
        Files.createSymbolicLink(folder.resolve("audit"), folder);
        assertThrows(IOException.class, this::audit);
    }
}
