package org.darsena.runtime.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.darsena.model.container.ContainerSpec;
import org.darsena.runtime.store.AtomicFile.Durability;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerStoreTest {
    private static final String ID = "0123456789ab";

    @TempDir
    Path temp;

    private StateDir state;
    private ContainerStore store;
    private final List<Damaged> reports = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        state = StateDir.open(temp.resolve("state"));
        store = new ContainerStore(state);
    }

    @AfterEach
    void close() {
        state.close();
    }

    private static ContainerRecord record(String id, int slot) {
        return new ContainerRecord(id, 1000, 42, slot, null, null, ContainerSpec.of("web", List.of("sleep", "9")));
    }

    private void make(String id) throws IOException {
        var creation = store.begin(record(id, 1));
        Files.createDirectory(creation.folder().resolve("upper"));
        creation.commit();
    }

    @Test
    void keepsWhatItWasGiven() throws IOException {
        make(ID);
        store.awaitDurable(ID);
        assertEquals(List.of(record(ID, 1)), store.load(reports::add));
        RunRecord run = new RunRecord("boot", 7, 8, 9, 10, 11);
        store.saveRun(ID, run);
        assertEquals(run, store.run(ID).orElseThrow());
        store.clearRun(ID);
        assertTrue(store.run(ID).isEmpty());
        store.markDeleted(ID);
        assertEquals(List.of(), new ContainerStore(state).load(reports::add));
        store.removeDeleted(ID);
        assertEquals(List.of(), store.load(reports::add));
        assertFalse(store.exists(ID));
        assertEquals(List.of(), reports);
    }

    @Test
    void whatWasInterruptedIsGoneAtTheNextStart() throws IOException {
        make(ID);
        var creation = store.begin(record("aaaaaaaaaaaa", 1));
        Files.createDirectories(creation.folder().resolve("upper/etc"));
        Files.createDirectories(state.path().resolve("containers/.deleting-bbbbbbbbbbbb/upper"));
        assertEquals(1, store.load(reports::add).size());
        try (var left = Files.list(state.path().resolve("containers"))) {
            assertEquals(List.of(ID), left.map(p -> p.getFileName().toString()).toList());
        }
    }

    @Test
    void aDamagedOneIsMovedAsideAndReported() throws IOException {
        make(ID);
        make("cccccccccccc");
        Path file = store.folder(ID).resolve("container.json");
        Files.writeString(file, Files.readString(file).substring(0, 40));
        assertEquals(1, store.load(reports::add).size(), "the other one is there");
        assertEquals(1, reports.size());
        assertEquals(ID, reports.getFirst().id());
        assertTrue(Files.isDirectory(reports.getFirst().movedTo().resolve("upper")), "its files are kept");
        assertFalse(store.exists(ID));
    }

    @Test
    void aRecordOfAnotherIsDamage() throws IOException {
        make(ID);
        Path elsewhere = state.path().resolve("containers/dddddddddddd");
        Files.move(store.folder(ID), elsewhere);
        assertEquals(List.of(), store.load(reports::add));
        assertEquals("it is of `" + ID + "`", reports.getFirst().why());
    }

    @Test
    void oneEngineAtATime() {
        assertThrows(StateDir.TakenException.class, () -> StateDir.open(temp.resolve("state")));
    }

    @Test
    void theFolderIsRootsOwn() throws IOException {
        Path path = temp.resolve("open");
        Files.createDirectory(path);
        Files.setAttribute(path, "unix:mode", 0777);
        StateDir.open(path).close();
        assertEquals(0700, (Integer) Files.getAttribute(path, "unix:mode") & 0777);
        if ((Integer) Files.getAttribute(path, "unix:uid") == 0) {
            Files.setAttribute(path, "unix:uid", 12345);
            assertThrows(FileSystemException.class, () -> StateDir.open(path));
        }
    }

    @Test
    void aFailedWriteLeavesTheOldFile() throws IOException {
        Path file = temp.resolve("f");
        AtomicFile.write(file, "old", Durability.SYNCED);
        Files.createDirectory(temp.resolve(".f.tmp")); // in the way of the temporary file
        Files.createFile(temp.resolve(".f.tmp/x"));
        assertThrows(IOException.class, () -> AtomicFile.write(file, "new", Durability.SYNCED));
        assertEquals("old", Files.readString(file));
    }
}
