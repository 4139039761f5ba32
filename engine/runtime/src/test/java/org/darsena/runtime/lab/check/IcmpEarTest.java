package org.darsena.runtime.lab.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.darsena.runtime.lab.check.IcmpEar.Word;
import org.junit.jupiter.api.Test;

class IcmpEarTest {
    private static final InetAddress TARGET = InetAddress.ofLiteral("192.168.10.11");
    private static final InetAddress SIX = InetAddress.ofLiteral("fd00:2::2");

    /// Type 3 code 13 from 10.0.0.2 about a SYN from 203.0.113.10:40000 to 192.168.10.11:8080.
    private static final byte[] PROHIBITED = hex("""
            45c00058 12340000 3f010000 0a000002 cb00710a
            030d0000 00000000
            4500003c 00004000 3e060000 cb00710a c0a80a0b
            9c401f90 00000000 00000000 a002faf0 00000000""");

    /// Type 1 code 1 about a SYN from fd00:1::2 port 40000 to fd00:2::2 port 81.
    private static final byte[] PROHIBITED_6 = hex("""
            01010000 00000000
            60000000 00280640 fd000001000000000000000000000002 fd000002000000000000000000000002
            9c400051 00000000""");

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }

    private static byte[] with(byte[] packet, int at, int value) {
        byte[] copy = packet.clone();
        copy[at] = (byte) value;
        return copy;
    }

    @Test
    void whoRefusedAndWhy() {
        assertEquals(
                new Word(true, "administratively prohibited", InetAddress.ofLiteral("10.0.0.2")),
                IcmpEar.v4(PROHIBITED, TARGET, 8080, List.of(40000)));
        assertEquals(
                new Word(false, "host unreachable", InetAddress.ofLiteral("10.0.0.2")),
                IcmpEar.v4(with(PROHIBITED, 21, 1), TARGET, 8080, List.of(40000)));
        assertEquals(
                new Word(true, "administratively prohibited", null), IcmpEar.v6(PROHIBITED_6, SIX, 81, List.of(40000)));
    }

    @Test
    void whatIsAboutOthersIsNotOurs() {
        assertNull(IcmpEar.v4(PROHIBITED, TARGET, 8080, List.of(40001)));
        assertNull(IcmpEar.v4(PROHIBITED, TARGET, 8081, List.of(40000)));
        assertNull(IcmpEar.v4(PROHIBITED, InetAddress.ofLiteral("192.168.10.12"), 8080, List.of(40000)));
        assertNull(IcmpEar.v4(with(PROHIBITED, 20, 0), TARGET, 8080, List.of(40000)), "an echo reply");
        assertNull(IcmpEar.v4(with(PROHIBITED, 37, 17), TARGET, 8080, List.of(40000)), "about UDP");
        assertNull(IcmpEar.v6(PROHIBITED_6, SIX, 82, List.of(40000)));
        assertNull(IcmpEar.v6(with(PROHIBITED_6, 0, 129), SIX, 81, List.of(40000)));
    }

    /// A node may send anything.
    @Test
    void cutOrCrookedPackets() {
        for (int length = 0; length < PROHIBITED.length; length++) {
            byte[] cut = Arrays.copyOf(PROHIBITED, length);
            Word word = IcmpEar.v4(cut, TARGET, 8080, List.of(40000));
            assertEquals(length >= 52, word != null, length + " bytes");
        }
        for (int length = 0; length < PROHIBITED_6.length; length++) {
            assertEquals(
                    length >= 52,
                    IcmpEar.v6(Arrays.copyOf(PROHIBITED_6, length), SIX, 81, List.of(40000)) != null,
                    length + " bytes");
        }
        for (int first = 0; first < 256; first++) {
            IcmpEar.v4(with(PROHIBITED, 0, first), TARGET, 8080, List.of(40000));
            IcmpEar.v4(with(PROHIBITED, 28, first), TARGET, 8080, List.of(40000));
        }
    }
}
