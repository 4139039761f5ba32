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
        assertTrue(slots.claim(3));
        assertFalse(slots.claim(3));
        assertFalse(slots.claim(-1));
        assertFalse(slots.claim(IdSlots.COUNT));
        Set<Integer> seen = new HashSet<>(Set.of(3));
        for (int i = 1; i < IdSlots.COUNT; i++) {
            assertTrue(seen.add(slots.take()));
        }
        assertEquals(-1, slots.take());
        slots.free(3);
        assertEquals(3, slots.take());
    }

    @Test
    void aFreedOneIsTakenLast() {
        IdSlots slots = new IdSlots();
        int first = slots.take();
        slots.free(first);
        assertFalse(first == slots.take());
    }
}
