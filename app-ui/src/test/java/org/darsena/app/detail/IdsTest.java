package org.darsena.app.detail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.darsena.app.detail.Ids.Row;
import org.darsena.app.detail.Inspection.IdRange;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final long LAST = 4_294_967_294L;

    @Test
    void whatIsBehindAUsualRangeIsNotMapped() {
        assertEquals(
                List.of(new Row(0, 65_535, 1_879_048_192L), new Row(65_536, LAST, -1)),
                Ids.rows(List.of(new IdRange(0, 1_879_048_192L, 65_536))));
    }

    @Test
    void gapsStandBetweenRangesInWhateverOrderTheyCome() {
        List<Row> rows = Ids.rows(List.of(new IdRange(2000, 500, 10), new IdRange(1, 100_000, 999)));
        assertEquals(
                List.of(
                        new Row(0, 0, -1),
                        new Row(1, 999, 100_000),
                        new Row(1000, 1999, -1),
                        new Row(2000, 2009, 500),
                        new Row(2010, LAST, -1)),
                rows);
        assertEquals(
                List.of(false, true, false, true, false),
                rows.stream().map(Row::mapped).toList());
    }

    /// As without a user namespace of its own.
    @Test
    void theMachinesOwnMapHasNoGap() {
        List<Row> rows = Ids.rows(List.of(new IdRange(0, 0, 4_294_967_295L)));
        assertEquals(List.of(new Row(0, LAST, 0)), rows);
        assertTrue(rows.getFirst().open());
    }

    @Test
    void nothingKnownIsNothingShown() {
        assertEquals(List.of(), Ids.rows(List.of()));
    }
}
