package org.darsena.model.net;

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
        "10.1.2.3/8, 10.0.0.0/8",
        "10.1.2.3/32, 10.1.2.3/32",
        "255.255.255.255/1, 128.0.0.0/1",
        "1.2.3.4/0, 0.0.0.0/0",
        "2001:db8::f:1/64, 2001:db8:0:0:0:0:0:0/64",
        "ff::1/0, 0:0:0:0:0:0:0:0/0",
    })
    void network(String address, String network) {
        assertEquals(network, Cidr.parse(address).network().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "10.0.0.1/33",
                "10.0.0.1/",
                "10.0.0.1/08",
                "10.0.1/8",
                "10.0.0.256/8",
                "010.0.0.1/8",
                "/8",
                "a/8",
                "::1/129",
                "fe80::1%eth0/64",
                "1.2.3.4/8 ",
                "٣.0.0.1/8",
                "localhost/8"
            })
    void whatIsNone(String text) {
        assertTrue(Cidr.of(text).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> Cidr.parse(text));
    }

    @Test
    void contains() {
        Cidr lan = Cidr.parse("192.168.1.7/24");
        assertTrue(lan.contains(Cidr.parse("192.168.1.200/32").address()));
        assertFalse(lan.contains(Cidr.parse("192.168.2.1/24").address()));
        assertFalse(lan.contains(Cidr.parse("::1/128").address()));
    }

    @Test
    void hosts() {
        assertEquals("10.0.0.5/30", Cidr.parse("10.0.0.6/30").host(1).toString());
        assertThrows(
                IllegalArgumentException.class, () -> Cidr.parse("10.0.0.6/30").host(4));
        assertThrows(
                IllegalArgumentException.class, () -> Cidr.parse("10.0.0.6/30").host(-1));
        assertEquals(
                "2001:db8:0:0:0:0:1:0", Cidr.parse("2001:db8::/32").host(65536).host());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/24, true",
        "10.0.0.255/24, true",
        "10.0.0.254/24, false",
        "10.0.0.0/31, false",
        "10.0.0.1/32, false",
        "2001:db8::/64, false"
    })
    void aNetworksOwnAddressIsNoHosts(String text, boolean expected) {
        assertEquals(expected, Cidr.parse(text).isNetworkOrBroadcast());
    }
}
