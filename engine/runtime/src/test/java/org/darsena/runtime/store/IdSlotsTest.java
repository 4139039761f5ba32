package org.darsena.runtime.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdSlotsTest {
    @Test
    void rangesDoNotOverlapAndStayPositive() {
        assertEquals(IdSlots.base(0) + 65536, IdSlots.base(1));
        assertTrue(IdSlots.base(IdSlots.COUNT - 1) + IdSlots.SIZE - 1 <= Integer.MAX_VALUE);
        assertEquals(5, IdSlots.slotOf(IdSlots.base(5) + 65535));
        assertEquals(-1, IdSlots.slotOf(0));
        assertEquals(-1, IdSlots.slotOf(0x7FFE0000L));
    }

    @Test
    void noneIsGivenTwice() {
        IdSlots slots = new IdSlots();
        assertTrue(slots.claim(3, 0));
        assertFalse(slots.claim(3, 0));
        assertFalse(slots.claim(-1, 0));
        assertFalse(slots.claim(IdSlots.COUNT, 0));
        Set<Integer> seen = new HashSet<>(Set.of(3));
        for (int i = 1; i < IdSlots.COUNT; i++) {
            assertTrue(seen.add(slots.take(0)));
        }
        assertEquals(-1, slots.take(0));
        slots.free(3);
        assertEquals(3, slots.take(0));
    }

    @Test
    void aFreedOneIsTakenLast() {
        IdSlots slots = new IdSlots();
        int first = slots.take(0);
        slots.free(first);
        assertFalse(first == slots.take(0));
    }

    @Test
    void nobodyTakesMoreThanHalfOfWhatOthersLeave() {
        IdSlots slots = new IdSlots();
        assertEquals(IdSlots.COUNT / 2, taken(slots, 1000));
        assertEquals(-1, slots.take(1000));
        int rest = IdSlots.COUNT - IdSlots.COUNT / 2;
        assertEquals(rest / 2, taken(slots, 1001));
        assertTrue(slots.take(1002) >= 0, "a third has room");
        assertEquals(IdSlots.COUNT - IdSlots.COUNT / 2 - rest / 2 - 1, taken(slots, 0), "root takes all");
        slots.free(0);
        assertEquals(-1, slots.take(1002));
        assertEquals(0, slots.take(0));
    }

    private static int taken(IdSlots slots, int owner) {
        int count = 0;
        while (slots.take(owner) >= 0) {
            count++;
        }
        return count;
    }
}
