package org.darsena.app.theme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.collections.ObservableList;
import javafx.css.CssParser;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StyleSheetTest {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern DECLARATION = Pattern.compile("(-[a-z][a-z0-9-]*):\\s*([^;]*);");
    private static final Pattern LOOKUP = Pattern.compile("(?<![\\w\"-])-[a-z][a-z0-9-]*");

    @ParameterizedTest
    @EnumSource
    void javaFxFindsNothingToComplainAbout(Theme theme) throws Exception {
        List<String> errors = Fx.call(() -> {
            Themes.start();
            ObservableList<CssParser.ParseError> found = CssParser.errorsProperty();
            found.clear();
            Themes.use(theme);
            for (var page : ThemeGallery.pages().values()) {
                Parent root = page.get();
                Scene scene = new Scene(root, 1440, 900);
                Themes.style(scene);
                Stage stage = new Stage();
                stage.setScene(scene);
                stage.show();
                root.applyCss();
                root.layout();
                stage.close();
            }
            return found.stream().map(CssParser.ParseError::getMessage).toList();
        });
        assertTrue(errors.isEmpty(), () -> String.join("\n", errors));
    }

    /// Rules for states that no test can bring about (hover, armed, …) name tokens too.
    @ParameterizedTest
    @EnumSource
    void everyTokenThatIsNamedIsDefined(Theme theme) throws Exception {
        Set<String> defined = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        for (String sheet : theme.stylesheets()) {
            Matcher m = DECLARATION.matcher(COMMENT.matcher(read(sheet)).replaceAll(""));
            while (m.find()) {
                defined.add(m.group(1));
                LOOKUP.matcher(m.group(2)).results().forEach(r -> named.add(r.group()));
            }
        }
        assertTrue(named.size() > 30, "the pattern finds the names");
        named.removeAll(defined);
        assertEquals(Set.of(), named);
    }

    @Test
    void bothThemesDefineTheSameTokens() throws Exception {
        assertEquals(
                Palette.tokens("tokens-light.css").keySet(),
                Palette.tokens("tokens-dark.css").keySet());
    }

    @Test
    void coloursStandInTheTokenSheetsAlone() throws Exception {
        for (String sheet : Theme.LIGHT.stylesheets()) {
            if (!sheet.contains("tokens-")) {
                String css = COMMENT.matcher(read(sheet)).replaceAll("");
                assertTrue(!css.contains("#") && !css.contains("rgb"), sheet);
            }
        }
    }

    private static String read(String url) throws IOException {
        try (InputStream in = URI.create(url).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
