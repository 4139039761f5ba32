package org.darsena.app.view;

import java.util.Locale;
import org.darsena.app.text.Amounts;

/// Figures as a table shows them: without units, which stand in the head of their column. NaN is shown as a dash.
/// Any thread.
public final class Figures {
    /// What stands where there is no figure.
    public static final String NONE = Amounts.NONE;

    private static final String[] LARGE = {"", " k", " M", " G", " T"};
    private static final double MIB = 1 << 20;

    private final Amounts amounts;

    public Figures(Locale locale) {
        this.amounts = new Amounts(locale);
    }

    /// Of one processor's time, in per cent: `18.6`.
    public String cpu(double share) {
        return share >= 0 ? amounts.decimal(share * 100, share < 9.9995 ? 1 : 0) : NONE;
    }

    /// In MiB, grouped: `1 204`. Less than ten with one digit behind the point.
    public String mebibytes(double bytes) {
        if (!(bytes >= 0)) {
            return NONE;
        }
        double mib = bytes / MIB;
        return mib > 0 && mib < 9.95 && mib != Math.rint(mib) ? amounts.decimal(mib, 1) : grouped(Math.round(mib));
    }

    /// Bytes a second, in short: `12 k`, `1.2 M`.
    public String rate(double bytesPerSecond) {
        if (!(bytesPerSecond >= 0)) {
            return NONE;
        }
        double rest = bytesPerSecond;
        int unit = 0;
        while (Math.round(rest) >= 1000 && unit < LARGE.length - 1) {
            rest /= 1000;
            unit++;
        }
        int digits = unit == 0 || rest >= 9.95 ? 0 : 1;
        return amounts.decimal(rest, digits) + LARGE[unit];
    }

    /// A number of things.
    public String count(double n) {
        return n >= 0 ? grouped(Math.round(n)) : NONE;
    }

    /// Thousands apart by a space, as in `28 114`. A thin one is lost where letters stand on whole pixels.
    public static String grouped(long n) {
        String digits = Long.toString(n);
        if (digits.length() <= 3) {
            return digits;
        }
        var out = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                out.append('\u00a0');
            }
            out.append(digits.charAt(i));
        }
        return out.toString();
    }
}
