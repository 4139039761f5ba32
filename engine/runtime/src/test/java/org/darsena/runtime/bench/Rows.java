package org.darsena.runtime.bench;

import java.util.List;
import java.util.Locale;

/// Prints samples, one row a contender: group, name, unit, the contender it is compared with, samples; tabs between.
final class Rows {
    private Rows() {}

    static void print(String group, String name, String unit, String beside, List<Double> samples) {
        var line = new StringBuilder(String.join("\t", group, name, unit, beside));
        for (double s : samples) {
            line.append('\t').append(String.format(Locale.ROOT, "%.4f", s));
        }
        System.out.println(line);
        System.out.flush();
    }
}
