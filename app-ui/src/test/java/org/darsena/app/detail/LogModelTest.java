package org.darsena.app.detail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("window")
class LogModelTest {
    private final LogModel model = new LogModel();

    @Test
    void aLineThatComesInPiecesStandsOnce() {
        model.append("one\ntw");
        assertEquals(List.of("one", "tw"), model.lines());
        model.append("o");
        assertEquals(List.of("one", "two"), model.lines());
        model.append("\n");
        assertEquals(List.of("one", "two"), model.lines());
        model.append("three\n\n");
        assertEquals(List.of("one", "two", "three", ""), model.lines());
    }

    @Test
    void coloursAndCursorMovesAreGoneAndACarriageReturnGoesOver() {
        model.append("\u001b[31;1mred\u001b[0m and \u001b]0;title\u0007plain\r\n");
        model.append(" 10 %\r 20 %\r100 %\r\n");
        model.append("tab\tstays, bell\u0007 and NUL\u0000 go\n");
        assertEquals(List.of("red and plain", "100 %", "tab\tstays, bell and NUL go"), model.lines());
    }

    @Test
    void onlyTheNewestLinesAreKept() {
        var text = new StringBuilder();
        for (int i = 0; i < LogModel.KEPT + 25; i++) {
            text.append("line ").append(i).append('\n');
        }
        model.append(text.toString());
        assertEquals(LogModel.KEPT, model.lines().size());
        assertEquals("line 25", model.lines().getFirst());
        assertEquals("line " + (LogModel.KEPT + 24), model.lines().getLast());
    }

    @Test
    void aLineWithoutEndIsBrokenAndLosesNothing() {
        model.append("x".repeat(5_000) + "y\n");
        assertTrue(model.lines().stream().allMatch(l -> l.length() <= 2_000));
        assertEquals("x".repeat(5_000) + "y", String.join("", model.lines()));
    }

    @Test
    void findingGoesRoundInBothDirectionsWhateverTheCase() {
        model.append("Error one\nfine\nanother ERROR\nfine\n");
        assertEquals(2, model.count("error"));
        assertEquals(0, model.find("error", -1, true));
        assertEquals(2, model.find("error", 0, true));
        assertEquals(0, model.find("error", 2, true));
        assertEquals(2, model.find("error", 0, false));
        assertEquals(-1, model.find("nowhere", 0, true));
        model.clear();
        assertEquals(-1, model.find("error", -1, false));
        assertEquals(List.of(), model.lines());
    }
}
