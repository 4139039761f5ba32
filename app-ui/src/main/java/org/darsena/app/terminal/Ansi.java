package org.darsena.app.terminal;

import com.techsenger.jeditermfx.core.TerminalColor;
import com.techsenger.jeditermfx.core.TextStyle;
import java.util.List;
import javafx.scene.paint.Color;
import org.darsena.app.theme.Palette;
import org.darsena.app.theme.Theme;
import org.jspecify.annotations.Nullable;

/// Colours of a terminal in a theme: the sixteen of old, readable on the theme's ground.
record Ansi(Color ground, Color text, Color mark, Color cursor, List<Color> sixteen) {
    private static final List<String> DARK = List.of(
            "#2b3542", "#ef6b5b", "#4cc38a", "#e0a83d", "#5aa9e6", "#b493f5", "#4fb6d6", "#c9d1dc", "#7d899c",
            "#f58b7e", "#6fd6a3", "#f0c368", "#82c0f0", "#c9b1fa", "#7fd0e8", "#f4f6f9");
    private static final List<String> LIGHT = List.of(
            "#1b2330", "#b93527", "#17784d", "#8a5c0e", "#1f5fae", "#6d48b8", "#0b6e8f", "#566174", "#5f6a7b",
            "#c8402f", "#1a7f52", "#94620f", "#2a6cc0", "#7c5cc4", "#0f7a9d", "#3a4454");

    static Ansi of(Theme theme) {
        Palette p = theme.palette();
        List<String> names = theme == Theme.DARK ? DARK : LIGHT;
        List<Color> colors = names.stream().map(Color::web).toList();
        return new Ansi(p.bg(), p.text(), p.accent().deriveColor(0, 1, 1, 0.3), p.accent(), colors);
    }

    Color foreground(TextStyle style) {
        boolean bold = style.hasOption(TextStyle.Option.BOLD);
        Color color = inverse(style) ? of(style.getBackground(), ground, false) : of(style.getForeground(), text, bold);
        return style.hasOption(TextStyle.Option.DIM) ? color.deriveColor(0, 1, 1, 0.65) : color;
    }

    /// Null: the ground, which need not be painted.
    @Nullable
    Color background(TextStyle style) {
        if (inverse(style)) {
            return of(style.getForeground(), text, false);
        }
        return style.getBackground() == null ? null : of(style.getBackground(), ground, false);
    }

    private Color of(@Nullable TerminalColor color, Color otherwise, boolean bold) {
        if (color == null) {
            return otherwise;
        }
        if (color.isIndexed() && color.getColorIndex() < sixteen.size()) {
            int i = color.getColorIndex();
            return sixteen.get(bold && i < 8 ? i + 8 : i);
        }
        var rgb = color.toColor();
        return Color.rgb(rgb.getRed(), rgb.getGreen(), rgb.getBlue());
    }

    private static boolean inverse(TextStyle style) {
        return style.hasOption(TextStyle.Option.INVERSE);
    }
}
