package org.darsena.app.detail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The lines of a console log, the newest of them, and where words are found. Holds no control. JavaFX thread only.
final class LogModel {
    /// As many lines are kept; the whole is in the file that one may save.
    static final int KEPT = 10_000;

    /// A line longer than this is broken: no list can show it.
    private static final int LONGEST = 2_000;

    /// Colours and cursor moves of terminals, and other control characters.
    private static final Pattern CONTROL = Pattern.compile("\\x1b\\[[0-9;?]*[ -/]*[@-~]"
            + "|\\x1b\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)"
            + "|\\x1b[()][A-Z0-9]|\\x1b.|[\\x00-\\x08\\x0b-\\x1f\\x7f]");

    private final ObservableList<String> lines = FXCollections.observableArrayList();
    private final StringBuilder rest = new StringBuilder();
    private boolean open;

    ObservableList<String> lines() {
        return lines;
    }

    void clear() {
        lines.clear();
        rest.setLength(0);
        open = false;
    }

    /// Adds what was read; it may end within a line.
    void append(String text) {
        List<String> whole = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || rest.length() >= LONGEST) {
                whole.add(clean(rest));
                rest.setLength(0);
            }
            if (c != '\n') {
                rest.append(c);
            }
        }
        if (open && !lines.isEmpty()) {
            lines.removeLast(); // the beginning of a line, shown before its end came
        }
        open = !rest.isEmpty();
        if (open) {
            whole.add(clean(rest));
        }
        lines.addAll(whole);
        if (lines.size() > KEPT) {
            lines.remove(0, lines.size() - KEPT);
        }
    }

    /// The next line with `words` after (or before) `from`, going round; -1: there is none.
    int find(String words, int from, boolean forward) {
        String wanted = words.toLowerCase(Locale.ROOT);
        int n = lines.size();
        for (int k = 1; k <= n; k++) {
            int i = Math.floorMod(forward ? from + k : from - k, n);
            if (lines.get(i).toLowerCase(Locale.ROOT).contains(wanted)) {
                return i;
            }
        }
        return -1;
    }

    /// How many lines have `words`.
    int count(String words) {
        String wanted = words.toLowerCase(Locale.ROOT);
        return (int) lines.stream()
                .filter(l -> l.toLowerCase(Locale.ROOT).contains(wanted))
                .count();
    }

    /// As a terminal would leave it: what a carriage return goes over is gone.
    private static String clean(CharSequence raw) {
        String text = raw.toString();
        while (text.endsWith("\r")) {
            text = text.substring(0, text.length() - 1);
        }
        int over = text.lastIndexOf('\r');
        return CONTROL.matcher(text.substring(over + 1)).replaceAll("");
    }
}
