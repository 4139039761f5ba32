package org.darsena.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShowTest {
    @Test
    void whatCannotBeSeenIsWrittenOut() {
        assertEquals("plain ñ 漢 😀", Show.value("plain ñ 漢 😀"));
        assertEquals("a\\nb\\tc\\r", Show.value("a\nb\tc\r"));
        assertEquals("\\u0000\\u001b[31m\\u007f", Show.value("\0\u001b[31m\u007f"));
        assertEquals("\\u202eevil", Show.value("\u202eevil"));
        assertEquals("\\ud800", Show.value("\ud800"));
    }

    @Test
    void longTextIsCutByCharactersNotHalves() {
        assertEquals("😀".repeat(60) + "…", Show.value("😀".repeat(100)));
        assertEquals("x".repeat(60), Show.value("x".repeat(60)));
    }
}
