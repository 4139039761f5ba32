package org.darsena.app.terminal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What keys send, as xterm has it.
class KeysTest {
    private static final Keys.Codes ASKED =
            (key, modifiers) -> (key + "/" + modifiers).getBytes(StandardCharsets.UTF_8);

    private static KeyEvent key(KeyCode code, String held) {
        return new KeyEvent(
                KeyEvent.KEY_PRESSED, "", "", code, held.contains("S"), held.contains("C"), held.contains("A"), false);
    }

    private static KeyEvent character(String c, String held) {
        return new KeyEvent(
                KeyEvent.KEY_TYPED,
                c,
                "",
                KeyCode.UNDEFINED,
                held.contains("S"),
                held.contains("C"),
                held.contains("A"),
                held.contains("M"));
    }

    private static @Nullable String hex(byte @Nullable [] sent) {
        return sent == null ? null : java.util.HexFormat.of().formatHex(sent);
    }

    /// Held: S shift, C control, A alt.
    @ParameterizedTest
    @CsvSource({
        "ENTER, '', 0d",
        "ENTER, A, 1b0d",
        "TAB, '', 09",
        "ESCAPE, '', 1b",
        "BACK_SPACE, '', 7f",
        "BACK_SPACE, C, 08",
        "BACK_SPACE, A, 1b7f",
        "C, C, 03",
        "D, C, 04",
        "Z, C, 1a",
        "C, CA, 1b03",
        "SPACE, C, 00",
        "OPEN_BRACKET, C, 1b",
        "BACK_SLASH, C, 1c",
        "SLASH, C, 1f",
        "B, A, 1b62",
        "B, SA, 1b42",
    })
    void aKeySendsItsCode(KeyCode code, String held, String sent) {
        assertEquals(sent, hex(Keys.pressed(key(code, held), ASKED)));
    }

    /// Copy and paste are of the window; letters come as what they type.
    @ParameterizedTest
    @CsvSource({"C, SC", "V, SC", "A, ''", "A, S", "DIGIT1, ''", "DIGIT1, C"})
    void whatTypesSendsNothingWhenPressed(KeyCode code, String held) {
        assertNull(Keys.pressed(key(code, held), ASKED));
    }

    @Test
    void arrowsAndFunctionKeysAreAskedOfTheEmulator() {
        byte[] up = Objects.requireNonNull(Keys.pressed(key(KeyCode.UP, ""), ASKED));
        byte[] held = Objects.requireNonNull(Keys.pressed(key(KeyCode.UP, "C"), ASKED));
        assertEquals(
                new String(up, StandardCharsets.UTF_8).split("/")[0],
                new String(held, StandardCharsets.UTF_8).split("/")[0]);
        assertEquals("0", new String(up, StandardCharsets.UTF_8).split("/")[1]);
        byte[] first = Objects.requireNonNull(Keys.pressed(key(KeyCode.F1, ""), ASKED));
        byte[] last = Objects.requireNonNull(Keys.pressed(key(KeyCode.F12, ""), ASKED));
        assertEquals(11, number(last) - number(first));
        assertNull(Keys.pressed(key(KeyCode.F13, ""), ASKED));
    }

    private static int number(byte[] asked) {
        return Integer.parseInt(new String(asked, StandardCharsets.UTF_8).split("/")[0]);
    }

    @Test
    void aCharacterIsSentOnceAndWhole() {
        assertArrayEquals("ñ".getBytes(StandardCharsets.UTF_8), Keys.typed(character("ñ", "")));
        assertArrayEquals("@".getBytes(StandardCharsets.UTF_8), Keys.typed(character("@", "CA")), "AltGr");
        assertNull(Keys.typed(character("c", "C")), "sent when its key was pressed");
        assertNull(Keys.typed(character("b", "A")), "sent when its key was pressed");
        assertNull(Keys.typed(character("\r", "")));
        assertNull(Keys.typed(character("x", "M")));
        assertNull(Keys.typed(character("", "")));
    }
}
