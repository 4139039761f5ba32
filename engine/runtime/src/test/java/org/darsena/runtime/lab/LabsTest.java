package org.darsena.runtime.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.darsena.model.json.ShippedLabs;
import org.darsena.model.lab.LabDocument;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.junit.jupiter.api.Test;

class LabsTest {
    private final LabDocument dmz = ShippedLabs.read("dmz");
    private final Labs labs = new Labs();

    @Test
    void oneUserHasSoManyAndNoMore() throws Exception {
        Lab first = labs.claim(dmz, "first", 1000);
        for (int i = 1; i < Labs.PER_USER; i++) {
            labs.claim(dmz, "lab" + i, 1000);
        }
        EngineException full = assertThrows(EngineException.class, () -> labs.claim(dmz, "more", 1000));
        assertEquals(Kind.EXHAUSTED, full.kind());
        assertEquals(Map.of("what", "labs", "limit", "64"), full.args());
        labs.claim(dmz, "others", 1001);
        labs.remove(first);
        labs.claim(dmz, "more", 1000);
        for (int i = 0; i < 2 * Labs.PER_USER; i++) {
            labs.claim(dmz, "root" + i, 0);
        }
    }
}
