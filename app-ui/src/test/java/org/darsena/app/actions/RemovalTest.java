package org.darsena.app.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RemovalTest {
    private final Desk desk = new Desk(5);
    private final Removal removal = new Removal(desk, new Verbs(desk));

    private Removal.Leaving leaving() {
        return Objects.requireNonNull(removal.leaving().get());
    }

    private void begin(String name) {
        removal.begin(List.of(desk.container(name)));
    }

    @Test
    void nothingIsAskedBeforeItsSecondsAreOver() {
        begin("web");
        assertEquals(List.of("web"), leaving().names());
        assertTrue(leaving().running());
        assertTrue(removal.leaves(desk.container("web").id()));
        for (int left = Removal.SECONDS; left > 1; left--) {
            assertEquals(left, leaving().seconds());
            desk.turn();
        }
        assertEquals(List.of(), desk.helper.asked());
        desk.turn();
        assertEquals(List.of("delete web"), desk.helper.asked());
        assertNull(removal.leaving().get());
    }

    @Test
    void undoneItNeverGoes() {
        begin("web");
        removal.undo();
        assertNull(removal.leaving().get());
        for (int i = 0; i <= Removal.SECONDS; i++) {
            desk.turn();
        }
        assertEquals(List.of(), desk.helper.asked());
    }

    @Test
    void aSecondRemovalLetsTheFirstGoAtOnce() {
        begin("web");
        begin("postgres");
        assertEquals(List.of("delete web"), desk.helper.asked());
        assertEquals(List.of("postgres"), leaving().names());
        assertEquals(Removal.SECONDS, leaving().seconds());
    }

    @Test
    void whatLeavesAlreadyDoesNotBeginAnew() {
        begin("web");
        desk.turn();
        begin("web");
        assertEquals(Removal.SECONDS - 1, leaving().seconds());
        assertEquals(List.of(), desk.helper.asked());
    }

    @Test
    void whatDoesNotRunIsNotSaidToBeStopped() {
        begin("backend-b");
        assertFalse(leaving().running());
        removal.now();
        assertEquals(List.of("delete backend-b"), desk.helper.asked());
    }
}
