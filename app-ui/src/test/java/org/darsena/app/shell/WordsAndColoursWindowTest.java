package org.darsena.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.paint.Color;
import org.darsena.app.client.FakeHelper;
import org.darsena.app.client.Helper.Action;
import org.darsena.app.theme.Theme;
import org.darsena.app.theme.Themes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/// Language and theme are changed while the window is used.
@Tag("window")
class WordsAndColoursWindowTest extends WholeWindow {

    @Test
    void theLanguageChangesAtTheSamePlaceAndAllGoesOn() {
        var settings = Settings.passing();
        open(new FakeHelper().containers(5), Locale.ENGLISH, settings);
        click("go-images");
        click("language");
        choose("Español");
        until(() -> words(root()).contains("Contenedores"), () -> words(root()));
        assertEquals("images", fx(() -> window().frame().place()));
        assertEquals("es", settings.get("language", ""));
        untilSaid("totals", "4 en marcha");
        for (String place : List.of("machine", "labs", "images", "containers")) {
            click("go-" + place);
            List<String> missing = fx(() -> words(root())).stream()
                    .filter(w -> w.startsWith("?"))
                    .toList();
            assertEquals(List.of(), missing, place);
        }
        helper.act(container("web").id(), Action.STOP, Map.of());
        untilSaid("totals", "3 en marcha");
        clickRow("balancer");
        assertTrue(words("detail").contains("Parar"), () -> words("detail").toString());
        click("verb-stop");
        untilAsked("stop web", "stop balancer");
    }

    @Test
    void theThemeChangesInPlace() {
        var settings = Settings.passing();
        open(new FakeHelper().containers(5), Locale.ENGLISH, settings);
        clickRow("balancer");
        double light = brightness();
        click("theme");
        assertEquals(Theme.DARK, fx(Themes::current));
        double dark = brightness();
        assertTrue(light > 0.85 && dark < 0.25, light + " then " + dark);
        assertEquals("DARK", settings.get("theme", ""));
        assertEquals(List.of("balancer"), picked());
        click("theme");
        assertEquals(light, brightness(), 0.02);
    }

    /// Of the whole window as it is drawn, 0 to 1.
    private double brightness() {
        WaitForAsyncUtils.waitForFxEvents();
        return fx(() -> {
            var image = window().scene().snapshot(null);
            double sum = 0;
            int n = 0;
            for (int x = 0; x < image.getWidth(); x += 16) {
                for (int y = 0; y < image.getHeight(); y += 16) {
                    Color c = image.getPixelReader().getColor(x, y);
                    sum += c.getBrightness();
                    n++;
                }
            }
            return sum / n;
        });
    }
}
