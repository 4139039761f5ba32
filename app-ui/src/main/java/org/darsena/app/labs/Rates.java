package org.darsena.app.labs;

import java.util.Locale;
import org.darsena.app.text.Amounts;

/// Throughput of a link as networks are sold: bits a second. Short, so that a chip of one width holds all.
final class Rates {
    /// From here on a link is drawn as busy.
    static final double BUSY = 1_000_000 / 8.0;

    private static final String[] UNITS = {" b/s", " kb/s", " Mb/s", " Gb/s"};

    private final Amounts amounts;

    Rates(Locale locale) {
        this.amounts = new Amounts(locale);
    }

    /// `38 kb/s`, `1.2 Mb/s`; NaN: a dash.
    String of(double bytesPerSecond) {
        if (!(bytesPerSecond >= 0)) {
            return Amounts.NONE;
        }
        double rest = bytesPerSecond * 8;
        int unit = 0;
        while (Math.round(rest) >= 1000 && unit < UNITS.length - 1) {
            rest /= 1000;
            unit++;
        }
        int digits = unit >= 2 && rest < 9.95 ? 1 : 0;
        return amounts.decimal(rest, digits) + UNITS[unit];
    }
}
