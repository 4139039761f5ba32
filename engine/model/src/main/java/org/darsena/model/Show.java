package org.darsena.model;

import java.util.stream.Collectors;

/// Values of untrusted documents, made fit to stand in a message: one line, printable, not long.
public final class Show {
    private static final int USUAL = 60;

    private Show() {}

    public static String value(String text) {
        return value(text, USUAL);
    }

    /// `text` with what cannot be seen written as an escape, cut after `limit` characters with `…`.
    public static String value(String text, int limit) {
        var shown = new StringBuilder();
        int used = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (used++ == limit) {
                return shown.append('…').toString();
            }
            append(shown, point);
        }
        return shown.toString();
    }

    /// The same of text that may have several lines, of any length.
    public static String lines(String text) {
        return text.lines().map(line -> value(line, Integer.MAX_VALUE)).collect(Collectors.joining("\n"));
    }

    private static void append(StringBuilder shown, int point) {
        switch (point) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (invisible(point)) {
                    shown.append(String.format(point > 0xffff ? "\\U%08x" : "\\u%04x", point));
                } else {
                    shown.appendCodePoint(point);
                }
            }
        }
    }

    private static boolean invisible(int point) {
        return switch (Character.getType(point)) {
            // CONTROL, FORMAT (bidi overrides too), SURROGATE, UNASSIGNED, LINE and PARAGRAPH separators
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
