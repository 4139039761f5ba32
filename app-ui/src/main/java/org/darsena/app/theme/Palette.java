package org.darsena.app.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;

/// The tokens of a theme as colours, for canvases. They are read from the theme's token sheet, the one place where
/// they stand.
///
/// @param bg the ground
/// @param panel panes and tables
/// @param raised cards, nodes, popups
/// @param line hairlines
/// @param text values
/// @param mute labels
/// @param faint units and repeats
/// @param accent action, selection
/// @param accentSoft ground of what is selected
/// @param onAccent text on the accent
/// @param onBad text on the colour of failure, as of a limit's label
/// @param ok state: runs, holds, allowed
/// @param warn state: near a limit, weakened
/// @param bad state: failed, refused
/// @param idle state: stopped, unknown
/// @param internet zone: the outside
/// @param dmz zone: between
/// @param lan zone: the inside
/// @param graph1 cpu
/// @param graph2 memory
/// @param graph3 network
/// @param hover ground under the pointer
/// @param track ground of bars and sliders
public record Palette(
        Color bg,
        Color panel,
        Color raised,
        Color line,
        Color text,
        Color mute,
        Color faint,
        Color accent,
        Color accentSoft,
        Color onAccent,
        Color onBad,
        Color ok,
        Color warn,
        Color bad,
        Color idle,
        Color internet,
        Color dmz,
        Color lan,
        Color graph1,
        Color graph2,
        Color graph3,
        Color hover,
        Color track) {
    private static final Pattern TOKEN = Pattern.compile("\\s-([a-z0-9-]+):\\s*(#[0-9a-f]{6,8}|rgba?\\([^)]*\\));");

    /// The ground of a zone: 7 % of its colour.
    public static Color zoneFill(Color zone) {
        return zone.deriveColor(0, 1, 1, 0.07);
    }

    /// The area under a graph's line.
    public static Color areaFill(Color line) {
        return line.deriveColor(0, 1, 1, 0.14);
    }

    /// The colour of a state.
    public Color tone(Tone tone) {
        return switch (tone) {
            case OK -> ok;
            case WARN -> warn;
            case BAD -> bad;
            case IDLE -> idle;
            case ACCENT -> accent;
        };
    }

    static Palette read(String sheet) {
        Map<String, Color> t = tokens(sheet);
        return new Palette(
                need(t, "bg"),
                need(t, "panel"),
                need(t, "raised"),
                need(t, "line"),
                need(t, "text"),
                need(t, "mute"),
                need(t, "faint"),
                need(t, "accent"),
                need(t, "accent-soft"),
                need(t, "on-accent"),
                need(t, "on-bad"),
                need(t, "ok"),
                need(t, "warn"),
                need(t, "bad"),
                need(t, "idle"),
                need(t, "zone-internet"),
                need(t, "zone-dmz"),
                need(t, "zone-lan"),
                need(t, "graph-1"),
                need(t, "graph-2"),
                need(t, "graph-3"),
                need(t, "hover"),
                need(t, "track"));
    }

    /// All tokens of a sheet that are colours by themselves, by name without the leading dash.
    static Map<String, Color> tokens(String sheet) {
        Map<String, Color> map = new HashMap<>();
        try (InputStream in = Palette.class.getResourceAsStream(sheet)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + sheet);
            }
            Matcher m = TOKEN.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (m.find()) {
                map.put(m.group(1), Color.web(m.group(2)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(sheet, e);
        }
        return map;
    }

    private static Color need(Map<String, Color> tokens, String name) {
        Color color = tokens.get(name);
        if (color == null) {
            throw new IllegalStateException("no token -" + name);
        }
        return color;
    }
}
