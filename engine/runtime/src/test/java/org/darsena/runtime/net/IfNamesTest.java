package org.darsena.runtime.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.darsena.runtime.net.IfNames.Mark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfNamesTest {
    private static final IfNames NAMES = IfNames.DEFAULT;

    @Test
    void namesFitAndAreReadBack() {
        String end = NAMES.hostEnd("b123456789ab", 35);
        assertEquals("darvb1234567800".length(), end.length());
        assertEquals("darvb123456780z", end);
        assertEquals(new Mark.HostEnd("b12345678"), NAMES.parse(end, "veth"));
        String bridge = NAMES.bridge("b123456789ab", 36);
        assertEquals(new Mark.LabBridge("b12345678"), NAMES.parse(bridge, "bridge"));
        for (int uid : new int[] {0, 1000, 65534, -2}) {
            for (int segment : new int[] {0, 1, 35}) {
                String nat = NAMES.natBridge(uid, segment);
                assertTrue(nat.length() <= 15, nat);
                assertEquals(new Mark.NatBridge(uid), NAMES.parse(nat, "bridge"));
            }
        }
    }

    @Test
    void strangersAreNotOurs() {
        String end = NAMES.hostEnd("b123456789ab", 0);
        assertNull(NAMES.parse(end, "dummy"));
        assertNull(NAMES.parse(NAMES.natBridge(1000, 0), "veth"));
        assertNull(NAMES.parse("darth0", "bridge"));
        assertNull(NAMES.parse("darv0", "veth"));
        assertNull(NAMES.parse("docker0", "bridge"));
        assertNull(new IfNames("dax", "t").parse(end, "veth"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a b", "sixteencharacter", "eth0\n", "a\0b", "ethé"})
    void refusesNamesTheKernelWouldRefuse(String name) {
        assertThrows(IllegalArgumentException.class, () -> IfNames.checked(name));
    }

    @Test
    void refusesIdsAndIndexesOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> NAMES.hostEnd("../../../etc", 0));
        assertThrows(IllegalArgumentException.class, () -> NAMES.hostEnd("b1234567", 0));
        assertThrows(IllegalArgumentException.class, () -> NAMES.hostEnd("b123456789ab", 1296));
        assertThrows(IllegalArgumentException.class, () -> NAMES.natBridge(1000, 36));
        assertThrows(IllegalArgumentException.class, () -> new IfNames("da", "t"));
    }

    @Test
    void clashIsAboutTheDigitsInNames() {
        assertTrue(IfNames.clash("b12345678000", "b12345678fff"));
        assertFalse(IfNames.clash("b12345679000", "b12345678000"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ipv4/../../kernel/core_pattern",
                "../kernel",
                "ipv4/./x",
                "/ipv4/ip_forward",
                "ipv4",
                "ipv4/",
                "a//b"
            })
    void sysctlsStayBelowNet(String key) {
        assertThrows(IllegalArgumentException.class, () -> new SetSysctl(key, "1", true));
    }
}
