package org.darsena.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Figures as people read them, and the language they read them in.
class AmountsTest {
    private final Amounts english = new Amounts(Locale.ENGLISH);
    private final Amounts spanish = new Amounts(Locale.of("es"));

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1 KiB",
        "1536, 1.5 KiB",
        "104857600, 100 MiB",
        "104805000, 99.9 MiB",
        "268435456, 256 MiB",
        "1073741823, 1.0 GiB",
        "1288490189, 1.2 GiB",
        "NaN, –",
        "-1, –",
        "Infinity, –"
    })
    void bytes(double bytes, String shown) {
        assertEquals(shown, english.bytes(bytes).toString());
    }

    @Test
    void others() {
        assertEquals("1.2 MB/s", english.rate(1_200_000).toString());
        assertEquals("1,2 MB/s", spanish.rate(1_200_000).toString());
        assertEquals("999 B/s", english.rate(999.4).toString());
        assertEquals("1.0 kB/s", english.rate(999.6).toString());
        assertEquals("18.6 %", english.cpu(0.186).toString());
        assertEquals("104.2 %", english.cpu(1.0421).toString());
        assertEquals("–", english.cpu(Double.NaN).toString());
        assertEquals("−0.5", english.decimal(-0.5, 1));
        assertEquals("0.0", english.decimal(-0.001, 1));
        assertEquals("0,05", spanish.decimal(0.05, 2));
        assertEquals("9", english.decimal(9.2, 0));
        assertEquals("59 s", english.age(Duration.ofSeconds(59)).toString());
        assertEquals("1 min", english.age(Duration.ofSeconds(60)).toString());
        assertEquals("23 h", english.age(Duration.ofHours(23)).toString());
        assertEquals("4 d", english.age(Duration.ofDays(4)).toString());
        assertEquals("0 s", english.age(Duration.ofSeconds(-5)).toString());
    }

    @Test
    void languages() {
        assertEquals("es", Language.of("es", Map.of("LANG", "en_GB")).getLanguage());
        assertEquals("en", Language.of("fr", Map.of()).getLanguage());
        assertEquals("en", Language.of(null, Map.of()).getLanguage());
        assertEquals("es", Language.of(null, Map.of("LANG", "es_ES.UTF-8")).getLanguage());
        assertEquals("en", Language.of(null, Map.of("LANG", "de_DE.UTF-8")).getLanguage());
        assertEquals(
                "es",
                Language.of(null, Map.of("LANG", "de_DE.UTF-8", "LANGUAGE", "fr:es:en"))
                        .getLanguage());
        assertEquals(
                "en",
                Language.of(null, Map.of("LC_ALL", "C", "LANGUAGE", "es", "LANG", "es_ES"))
                        .getLanguage());
        assertEquals(
                "en",
                Language.of(null, Map.of("LC_ALL", "C.UTF-8", "LANGUAGE", "es")).getLanguage());
        assertEquals(
                "en",
                Language.of(null, Map.of("LANG", "C.UTF-8", "LC_ALL", "en_US")).getLanguage());
    }
}
