package org.darsena.runtime.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.LabInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A state folder on a small disk of its own.
@Tag("kernel")
class LabDiskKernelTest {
    private final LabBox box = new LabBox(8);

    LabDiskKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        box.close();
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("No space"), e.toString());
        }
    }

    @Test
    void aFullDiskLeavesNothingHalfMadeAndKeepsNothingUp() throws Exception {
        Map<String, List<String>> before = box.left();
        LabInfo first = box.up(Small.routed("first"));
        Map<String, List<String>> one = box.left();
        Path filler = box.folder.resolve("state/filler");
        List<EngineException> thrown = new ArrayList<>();
        for (int free : List.of(0, 8 << 10, 40 << 10, 80 << 10)) { // so that it ends here and there
            byte[] room = new byte[free];
            Path spare = Files.write(box.folder.resolve("state/spare"), room);
            fill(filler);
            Files.delete(spare);
            try {
                LabInfo second = box.up(Small.routed("second"));
                box.engine().down(second.id(), Progress.NONE);
            } catch (EngineException e) {
                thrown.add(e);
            }
            box.assertLeft(one);
            Files.delete(filler);
        }
        assertTrue(thrown.size() >= 2, thrown.toString());
        for (EngineException e : thrown) {
            assertEquals(Kind.EXHAUSTED, e.kind(), e.toString());
            assertEquals("disk", e.args().get("what"));
        }
        fill(filler);
        box.engine().down(first.id(), Progress.NONE);
        box.assertLeft(before);
        assertThrows(EngineException.class, () -> box.engine().down(first.id(), Progress.NONE));
    }
}
