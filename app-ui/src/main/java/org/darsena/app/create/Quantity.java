package org.darsena.app.create;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Amounts as people type them.
final class Quantity {
    private static final Pattern BYTES =
            Pattern.compile("\\s*(\\d+(?:[.,]\\d+)?)\\s*([kmgt]?)(?:i?b)?\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern PERCENT = Pattern.compile("\\s*(\\d+(?:[.,]\\d+)?)\\s*%?\\s*");

    private Quantity() {}

    /// `512 MiB`, `1.5G`, `256` (MiB): bytes; empty: not an amount.
    static OptionalLong bytes(String typed) {
        Matcher m = BYTES.matcher(typed);
        if (!m.matches()) {
            return OptionalLong.empty();
        }
        double unit = switch (m.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 1 << 10;
            case "g" -> 1 << 30;
            case "t" -> 1L << 40;
            default -> 1 << 20;
        };
        double bytes = number(m.group(1)) * unit;
        return bytes <= Long.MAX_VALUE ? OptionalLong.of((long) bytes) : OptionalLong.empty();
    }

    /// `50 %`, `150`: processors, 1.0 is a whole one.
    static OptionalDouble processors(String typed) {
        Matcher m = PERCENT.matcher(typed);
        return m.matches() ? OptionalDouble.of(number(m.group(1)) / 100) : OptionalDouble.empty();
    }

    static OptionalLong count(String typed) {
        String digits = typed.replaceAll("[\\s\\u2009]", "");
        return digits.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }

    private static double number(String digits) {
        return Double.parseDouble(digits.replace(',', '.'));
    }
}
