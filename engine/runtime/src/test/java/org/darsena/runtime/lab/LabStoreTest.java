package org.darsena.runtime.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.darsena.model.json.ShippedLabs;
import org.darsena.runtime.lab.LabRecord.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabStoreTest {
    private static final LabRecord DMZ =
            new LabRecord("0123456789ab", "dmz-2", 1000, 1_700_000_000_123L, Phase.STARTING, ShippedLabs.read("dmz"));

    @TempDir
    Path folder;

    @Test
    void whatIsSavedIsReadAgain() throws Exception {
        LabStore store = new LabStore(folder.resolve("labs"));
        store.save(DMZ);
        store.save(DMZ.in(Phase.UP));
        assertEquals(List.of(DMZ.in(Phase.UP)), new LabStore(folder.resolve("labs")).load());
        store.remove(DMZ.id());
        assertEquals(List.of(), store.load());
        assertFalse(Files.exists(folder.resolve("labs").resolve(DMZ.id())));
        store.remove(DMZ.id());
    }

    @Test
    void readinessIsOfOneRun() throws Exception {
        LabStore store = new LabStore(folder);
        store.save(DMZ);
        assertFalse(store.isReady(DMZ.id(), "web", 7));
        store.ready(DMZ.id(), "web", 7);
        assertTrue(store.isReady(DMZ.id(), "web", 7));
        assertFalse(store.isReady(DMZ.id(), "web", 8));
        assertFalse(store.isReady(DMZ.id(), "fw", 7));
    }

    @Test
    void foldersWithoutARecordAreRemovedAndDamagedOnesKept() throws Exception {
        LabStore store = new LabStore(folder);
        Files.createDirectory(folder.resolve("aaaaaaaaaaaa"));
        Files.createDirectory(folder.resolve("bbbbbbbbbbbb"));
        Files.writeString(folder.resolve("bbbbbbbbbbbb/lab.json"), "{\"schema\": 1, \"phase\": \"WHAT\"}");
        store.save(DMZ);
        assertEquals(List.of(DMZ), store.load());
        assertFalse(Files.exists(folder.resolve("aaaaaaaaaaaa")));
        assertTrue(Files.exists(folder.resolve("bbbbbbbbbbbb/lab.json")));
    }
}
