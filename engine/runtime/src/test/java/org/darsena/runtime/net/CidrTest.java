package org.darsena.runtime.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/24,10.1.2.0/24",
        "10.1.255.3/22,10.1.252.0/22",
        "10.1.2.3/32,10.1.2.3/32",
        "10.1.2.3/0,0.0.0.0/0",
        "2001:db8::1:2/64,2001:db8:0:0:0:0:0:0/64",
        "2001:db8::ffff/127,2001:db8:0:0:0:0:0:fffe/127",
        "::ffff:0:0:1/96,0:0:0:0:ffff:0:0:0/96"
    })
    void networkClearsTheBitsBehindThePrefix(String address, String network) {
        assertEquals(network, Cidr.parse(address).network().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.1",
                "7",
                "10.1.2.3/",
                "10.1.2.3/33",
                "10.1.2.3/-1",
                "10.1.2.300/8",
                "example.org/24",
                "::1/129",
                "10.1.2.3/+8",
                "10.1.2.3/24/24",
                " 10.1.2.3"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThrows(IllegalArgumentException.class, () -> Cidr.parse(text));
    }

    @Test
    void bareAddressIsOneHost() {
        assertEquals(32, Cidr.parse("10.0.0.1").prefix());
        assertEquals(128, Cidr.parse("::1").prefix());
    }

    @Test
    void overlapGoesBothWays() {
        Cidr wide = Cidr.parse("10.0.0.0/8");
        Cidr narrow = Cidr.parse("10.213.4.0/22");
        assertTrue(wide.overlaps(narrow) && narrow.overlaps(wide));
        assertFalse(Cidr.parse("10.213.0.0/22").overlaps(narrow));
        assertFalse(Cidr.parse("::/0").overlaps(narrow));
    }

    @Test
    void hostsAreCountedFromTheNetwork() {
        Cidr net = Cidr.parse("10.213.3.7/22");
        assertEquals("10.213.0.1/22", net.host(1).toString());
        assertEquals("10.213.3.255/22", net.host(1023).toString());
        assertThrows(IllegalArgumentException.class, () -> net.host(1024));
        assertThrows(IllegalArgumentException.class, () -> net.host(-1));
        assertEquals(
                "255.255.255.255/24", Cidr.parse("255.255.255.0/24").host(255).toString());
        assertThrows(
                IllegalArgumentException.class,
                () -> Cidr.parse("255.255.255.0/24").host(256));
    }

    @Test
    void mappedAddressesStaySixteenBytes() {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        assertEquals(96, new Cidr(Cidr.address(mapped), 96).prefix()); // systemd adds such a route
    }

    @Test
    void macs() {
        Mac mac = Mac.parse("02:0A:ff:00:00:07");
        assertEquals("02:0a:ff:00:00:07", mac.toString());
        assertEquals(mac, Mac.of(mac.bytes()));
        assertEquals(Mac.derived("a/eth0"), Mac.derived("a/eth0"));
        assertFalse(Mac.derived("a/eth0").equals(Mac.derived("a/eth1")));
        assertEquals(2, Mac.derived("x").bytes()[0]);
        assertThrows(IllegalArgumentException.class, () -> Mac.parse("01:00:5e:00:00:01"));
        assertThrows(IllegalArgumentException.class, () -> Mac.parse("00:00:00:00:00:00"));
        assertThrows(IllegalArgumentException.class, () -> Mac.parse("02:00:00:00:00"));
    }
}
