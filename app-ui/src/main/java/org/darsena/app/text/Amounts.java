package org.darsena.app.text;

import java.time.Duration;
import java.util.Locale;

/// Figures as people read them. Memory in MiB (as limits are given), traffic in kB (as networks are sold).
/// NaN and negative values are shown as [#NONE].
public final class Amounts {
    /// What stands where there is no figure.
    public static final String NONE = "–";

    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final String[] DECIMAL = {"B", "kB", "MB", "GB", "TB"};

    private final boolean comma;

    public Amounts(Locale locale) {
        // of our two languages only Spanish writes a comma; asking DecimalFormatSymbols costs the command 15 ms
        this.comma = "es".equals(locale.getLanguage());
    }

    /// A figure and its unit, apart: the unit is drawn fainter. `unit` is empty where there is none.
    public record Amount(String value, String unit) {
        @Override
        public String toString() {
            return unit.isEmpty() ? value : value + " " + unit;
        }
    }

    /// `512 MiB`.
    public Amount bytes(double bytes) {
        return scaled(bytes, 1024, BINARY, "");
    }

    /// `1.2 MB/s`.
    public Amount rate(double bytesPerSecond) {
        return scaled(bytesPerSecond, 1000, DECIMAL, "/s");
    }

    /// `18.6 %` of one processor.
    public Amount cpu(double share) {
        return share >= 0 ? new Amount(decimal(share * 100, 1), "%") : new Amount(NONE, "");
    }

    /// With `digits` behind the point.
    public String decimal(double value, int digits) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        long scale = digits == 0 ? 1 : digits == 1 ? 10 : 100;
        long scaled = Math.round(Math.abs(value) * scale);
        String whole = (value < 0 && scaled > 0 ? "−" : "") + scaled / scale;
        if (digits == 0) {
            return whole;
        }
        String fraction = Long.toString(scaled % scale);
        return whole + (comma ? "," : ".") + "0".repeat(digits - fraction.length()) + fraction;
    }

    /// Its largest unit: `45 s`, `3 min`, `2 h`, `4 d`.
    public Amount age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 60) {
            return new Amount(Long.toString(seconds), "s");
        }
        if (seconds < 3600) {
            return new Amount(Long.toString(seconds / 60), "min");
        }
        return seconds < 86_400
                ? new Amount(Long.toString(seconds / 3600), "h")
                : new Amount(Long.toString(seconds / 86_400), "d");
    }

    private Amount scaled(double value, int base, String[] units, String suffix) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            return new Amount(NONE, "");
        }
        int unit = 0;
        double rest = value;
        // what would be shown as the next unit's 1 (1023.7 MiB as 1024) is shown as that
        while (unit < units.length - 1 && Math.round(rest) >= base) {
            rest /= base;
            unit++;
        }
        int digits = unit == 0 || rest >= 99.95 || rest == Math.rint(rest) ? 0 : 1;
        return new Amount(decimal(rest, digits), units[unit] + suffix);
    }
}
