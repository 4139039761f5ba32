package org.darsena.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.darsena.app.client.CheckResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the engine says of a check, in the words of the one who reads it.
class CheckWordsTest {

    private static String said(String language, boolean held, boolean refusal, String detail) {
        return new CheckWords(Texts.of(Locale.of(language)))
                .of(new CheckResult("check", "node", held, refusal, detail));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP 200 in 3 ms | HTTP 200 en 3 ms",
                "HTTP 404 in 12 ms, without the text looked for | HTTP 404 en 12 ms, sin el texto buscado",
                "1 of 2 Full after 4 s | 1 de 2 Full, tras 4 s",
                "connected in 0 ms | conectado en 0 ms",
                "answer in 0.071 ms | respuesta en 0.071 ms",
                "timed out | sin respuesta",
                "refused: administratively prohibited, says fw | rechazado por fw",
                "refused: administratively prohibited | rechazado: prohibido por el administrador",
                "network is unreachable | no hay camino",
                "it works: connected in 2 ms | funciona: conectado en 2 ms",
                "no answer, which proves nothing: web does not run | sin respuesta, lo que no prueba nada: web no está en marcha",
                "ended with 2: sh: not found | terminó con 2: sh: not found"
            })
    void knownPhrasesAreTranslated(String detail, String spanish) {
        assertEquals(spanish, said("es", true, false, detail));
    }

    @Test
    void aRefusalThatHoldsIsSaidToBeWanted() {
        assertEquals(
                "refused by fw, as it must be",
                said("en", true, true, "refused: administratively prohibited, says fw"));
        assertEquals("it works: connected in 2 ms", said("en", false, true, "it works: connected in 2 ms"));
    }

    @Test
    void whatIsNotKnownIsSaidAsItIs() {
        assertEquals("the moon is full", said("es", true, false, "the moon is full"));
    }
}
