package org.darsena.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    /// The cases of RFC 5952, section 4, and those of our own sentences.
    @ParameterizedTest
    @CsvSource({
        "0:0:0:0:0:0:0:1/128,                ::1/128",
        "0:0:0:0:0:0:0:0/0,                  ::/0",
        "fe80:0:0:0:b3:62ff:fef9:2e2b/64,    fe80::b3:62ff:fef9:2e2b/64",
        "2001:0DB8:0:0:1:0:0:1,              2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1,               2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1,                 2001:0:0:1::1",
        "fd00:0:0:0:0:0:0:0/64,              fd00::/64",
        "fd00::1,                            fd00::1",
        "'fd00:0:0:0:0:0:0:1/64, 10.0.0.1/8',  'fd00::1/64, 10.0.0.1/8'",
        "fd00:0:0:0:0:0:0:1: in use,         fd00::1: in use",
        "no way to fd00:0:0:0:0:0:0:1.,      no way to fd00::1.",
        "[fd00:0:0:0:0:0:0:1]:80,            [fd00::1]:80",
        "fe80:0:0:0:0:0:0:1%eth0,            fe80::1%eth0",
    })
    void anAddressIsShownInItsShortForm(String given, String shown) {
        assertEquals(shown, Addresses.shown(given));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.213.4.2/22",
                "02:b3:62:f9:2e:2b",
                "2026-01-05T09:02:45",
                "0:0:0",
                "std::vector",
                "a:b:c:d:e:f:0:1:2",
                "::ffff:10.0.0.1",
                "/nodes/0/name: no such thing: x",
                "1::2::3"
            })
    void whatIsNoneStays(String text) {
        assertEquals(text, Addresses.shown(text));
    }

    @Test
    void sentencesShowThemSo() {
        var texts = Texts.of(Locale.ENGLISH);
        var args = Map.of("interface", "eth0", "addresses", "fd00:0:0:0:0:0:0:2/64");
        assertEquals(
                "Bring eth0 up with fd00::2/64",
                texts.find("plan.address", args).orElseThrow());
    }
}
