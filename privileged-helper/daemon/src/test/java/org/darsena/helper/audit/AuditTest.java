package org.darsena.helper.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.darsena.helper.bus.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The record is root's alone, bounded, and one act is one line.
class AuditTest {
    private static final Caller WHO = new Caller(":1.7", 1000, 42);

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("audit.log");
    }

    @Test
    void oneActIsOneLineWhateverItsTargetIsCalled() throws Exception {
        try (Audit audit = new Audit(folder)) {
            audit.write(WHO, "org.darsena.helper.container.start", "web\nuid=0 pid=1 \u001b[31m", "ok", 12);
            audit.write(WHO, "org.darsena.helper.container.start", "", "ok", 0);
        }
        var lines = Files.readAllLines(file());
        assertEquals(2, lines.size());
        assertTrue(
                lines.getFirst()
                        .endsWith(" uid=1000 pid=42 bus=:1.7 action=org.darsena.helper.container.start"
                                + " target=web?uid=0?pid=1??[31m outcome=ok ms=12"),
                lines.getFirst());
        assertTrue(lines.getLast().contains(" target=- "), lines.getLast());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    void itsSizeIsBounded() throws Exception {
        try (Audit audit = new Audit(folder)) {
            for (int i = 0; i < 12_000; i++) {
                audit.write(WHO, "org.darsena.helper.container.start", "x".repeat(500), "ok", i);
            }
        }
        Path older = folder.resolve("audit.log.1");
        assertTrue(Files.size(file()) <= Audit.MAX_BYTES);
        assertTrue(Files.size(older) <= Audit.MAX_BYTES && Files.size(older) > Audit.MAX_BYTES / 2);
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
        assertTrue(Files.readAllLines(file()).getLast().endsWith("ms=11999"));
    }

    @Test
    void itIsNotWrittenThroughALink() throws Exception {
        Path elsewhere = folder.resolve("elsewhere");
        Files.writeString(elsewhere, "");
        Files.createSymbolicLink(file(), elsewhere);
        assertThrows(IOException.class, () -> new Audit(folder));
        assertEquals(0, Files.size(elsewhere));
    }
}
