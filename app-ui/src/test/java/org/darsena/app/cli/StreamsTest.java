package org.darsena.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.darsena.app.client.Descriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a process in a container gets for its streams.
class StreamsTest {
    @TempDir
    Path folder;

    @Test
    void aTerminalIsNeverHandedOver() throws Exception {
        Path keys = Files.writeString(folder.resolve("keys"), "typed\n");
        Path screen = folder.resolve("screen");
        try (var in = new FileInputStream(keys.toFile());
                var out = new FileOutputStream(screen.toFile());
                var streams = new Streams(new Here(true, in.getFD(), out.getFD()))) {
            for (FileDescriptor lent : new FileDescriptor[] {
                streams.stdio().in(), streams.stdio().out(), streams.stdio().err()
            }) {
                Path link = Path.of("/proc/self/fd/" + Descriptors.number(lent));
                assertTrue(Files.readSymbolicLink(link).toString().startsWith("pipe:"), link.toString());
            }
            // as a process would, though with the same descriptors
            byte[] typed = new byte[64];
            int n = new FileInputStream(streams.stdio().in()).read(typed);
            assertEquals("typed\n", new String(typed, 0, n, StandardCharsets.UTF_8));
            assertEquals(-1, new FileInputStream(streams.stdio().in()).read());
            new FileOutputStream(streams.stdio().out()).write("shown\n".getBytes(StandardCharsets.UTF_8));
            streams.passed();
            streams.shown();
            assertEquals("shown\n", Files.readString(screen));
        }
    }

    @Test
    void filesAndPipesAreLentAsTheyAre() throws Exception {
        try (var file = new FileOutputStream(folder.resolve("f").toFile());
                var streams = new Streams(new Here(false, file.getFD(), file.getFD()))) {
            assertSame(file.getFD(), streams.stdio().in());
            assertSame(file.getFD(), streams.stdio().out());
            assertSame(file.getFD(), streams.stdio().err());
            streams.passed();
            streams.shown();
            assertTrue(file.getFD().valid());
        }
    }

    private record Here(boolean terminal, FileDescriptor in, FileDescriptor out) implements Terminal {
        @Override
        public boolean inputIsTerminal() {
            return terminal;
        }

        @Override
        public boolean inputIsNothing() {
            return false;
        }

        @Override
        public boolean outputIsTerminal() {
            return terminal;
        }

        @Override
        public boolean errorIsTerminal() {
            return terminal;
        }

        @Override
        public Size size() {
            return new Size(80, 24);
        }

        @Override
        public AutoCloseable raw() {
            return () -> {};
        }

        @Override
        public FileDescriptor err() {
            return out;
        }
    }
}
