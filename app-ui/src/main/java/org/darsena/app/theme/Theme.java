package org.darsena.app.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.application.ColorScheme;
import javafx.application.Platform;

/// The two looks. Each has one sheet of tokens (`tokens-light.css`, `tokens-dark.css`); all other rules are shared.
public enum Theme {
    LIGHT("tokens-light.css"),
    DARK("tokens-dark.css");

    private static final List<String> RULES = List.of(
            "text.css", "buttons.css", "fields.css", "tables.css", "panes.css", "popups.css", "frame.css", "views.css");

    private final String tokens;
    private final Palette palette;

    Theme(String tokens) {
        this.tokens = tokens;
        this.palette = Palette.read(tokens);
    }

    /// The tokens as colours, for what is drawn on a canvas.
    public Palette palette() {
        return palette;
    }

    /// Our style sheets as URLs, the tokens first.
    public List<String> stylesheets() {
        return Stream.concat(Stream.of(tokens), RULES.stream()).map(Theme::url).toList();
    }

    /// What comes after them where windows cannot be seen through.
    static String opaque() {
        return url("popups-opaque.css");
    }

    /// The desktop's wish, light where it has none. FX thread only.
    public static Theme ofSystem() {
        return Platform.getPreferences().getColorScheme() == ColorScheme.DARK ? DARK : LIGHT;
    }

    /// The style sheet below ours, in its compiled form, which loads faster.
    String base() {
        return switch (this) {
            case LIGHT -> new PrimerLight().getUserAgentStylesheetBSS();
            case DARK -> new PrimerDark().getUserAgentStylesheetBSS();
        };
    }

    private static String url(String name) {
        return Objects.requireNonNull(Theme.class.getResource(name), name).toExternalForm();
    }
}
