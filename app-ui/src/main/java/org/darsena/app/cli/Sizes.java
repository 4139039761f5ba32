package org.darsena.app.cli;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Amounts of memory as people type them: `512m`, `1.5G`, `64MiB`, `4096`; powers of 1024 as docker counts.
final class Sizes {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,3})?)\\s*([kmgt]?)(?:i?b)?");

    private Sizes() {}

    /// Bytes; empty where `text` is no size.
    static OptionalLong parse(String text) {
        Matcher m = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            return OptionalLong.empty();
        }
        long unit = 1L << (10 * (m.group(2).isEmpty() ? 0 : 1 + "kmgt".indexOf(m.group(2))));
        double bytes = Double.parseDouble(m.group(1)) * unit;
        return bytes < Long.MAX_VALUE ? OptionalLong.of((long) bytes) : OptionalLong.empty();
    }
}
