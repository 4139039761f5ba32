package org.darsena.app.theme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;

class FontsTest {
    /// Inter's own tabular figures differ by a thousandth (the 4 of the heavier weights).
    private static final double TOLERANCE = 1.5;

    private static final Path INTER = Path.of("/usr/share/fonts/opentype/inter/Inter-Regular.otf");
    private static final Path JETBRAINS = Path.of("/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf");

    @Test
    void allDigitsAreOfOneWidthInTheTextFaces() throws Exception {
        assumeTrue(Files.exists(INTER), "fonts-inter is not installed");
        Fx.run(() -> {
            Themes.start();
            for (Font font : List.of(Fonts.ui(100), Fonts.medium(100), Fonts.semibold(100))) {
                double zero = width("0000000000", font);
                for (char c = '1'; c <= '9'; c++) {
                    assertEquals(zero, width(String.valueOf(c).repeat(10), font), TOLERANCE, font + " " + c);
                }
            }
        });
    }

    @Test
    void theFacesAreOurs() throws Exception {
        assumeTrue(Files.exists(INTER) && Files.exists(JETBRAINS), "fonts-inter, fonts-jetbrains-mono not installed");
        Fx.run(() -> {
            Themes.start();
            assertEquals("Darsena Sans", Fonts.ui(13).getFamily());
            assertEquals("Darsena Sans Medium", Fonts.medium(13).getFamily());
            assertEquals("Darsena Mono", Fonts.mono(12).getFamily());
            assertEquals("Bold", Fonts.semibold(13).getStyle());
            assertTrue(width("Containers", Fonts.semibold(100)) > width("Containers", Fonts.medium(100)));
            assertTrue(width("Containers", Fonts.medium(100)) > width("Containers", Fonts.ui(100)));
        });
    }

    @Test
    void theMonoFaceShowsWhatOneTypes() throws Exception {
        assumeTrue(Files.exists(JETBRAINS), "fonts-jetbrains-mono is not installed");
        byte[] original = Files.readAllBytes(JETBRAINS);
        assertTrue(hasTable(original, "GSUB"), "the original has ligatures");
        assertFalse(hasTable(Fonts.adapt(original, Fonts.MONO, false), "GSUB"));
    }

    @Test
    void refusesWhatIsNoFont() {
        assertThrows(IllegalArgumentException.class, () -> new OpenType(new byte[64]));
    }

    private static boolean hasTable(byte[] font, String tag) {
        int tables = font[5];
        for (int i = 0; i < tables; i++) {
            if (new String(font, 12 + 16 * i, 4, StandardCharsets.ISO_8859_1).equals(tag)) {
                return true;
            }
        }
        return false;
    }

    private static double width(String text, Font font) {
        Text node = new Text(text);
        node.setFont(font);
        return node.getLayoutBounds().getWidth();
    }
}
