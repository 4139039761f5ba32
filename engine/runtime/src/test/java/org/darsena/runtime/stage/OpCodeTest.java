package org.darsena.runtime.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpCodeTest {
    @TempDir
    Path dir;

    @Test
    void javaAndCAgreeOnEveryNumber() throws Exception {
        Path program = dir.resolve("stage");
        try (InputStream in = Stage.class.getResourceAsStream("stage")) {
            Files.write(program, java.util.Objects.requireNonNull(in).readAllBytes());
        }
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Process process = new ProcessBuilder(program.toString(), "--ops").start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        String ours = Arrays.stream(OpCode.values())
                .map(code -> code.number() + " " + code + "\n")
                .collect(Collectors.joining());
        assertEquals(ours, printed);
    }
}
