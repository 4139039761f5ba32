package org.darsena.runtime.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Makes tables, and a JSON document, of the rows that the benches print.
public final class Table {
    private Table() {}

    /// One contender. `ratios`: how many times the median of what it is compared with its own median is.
    record Row(String group, String name, String unit, String beside, List<Double> sorted) {
        static Row of(String line) {
            String[] f = line.split("\t");
            List<Double> samples =
                    Arrays.stream(f).skip(4).map(Double::valueOf).sorted().toList();
            return new Row(f[0], f[1], f[2], f[3], samples);
        }

        double median() {
            int n = sorted.size();
            return n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
        }

        double least() {
            return sorted.getFirst();
        }

        double most() {
            return sorted.getLast();
        }
    }

    /// The file of rows; then, where a JSON document is wanted, its file.
    public static void main(String[] args) throws IOException {
        List<Row> rows;
        try (var lines = Files.lines(Path.of(args[0]))) {
            rows = lines.filter(l -> l.split("\t").length > 4).map(Row::of).toList();
        }
        rows.stream()
                .collect(Collectors.groupingBy(Row::group, LinkedHashMap::new, Collectors.toList()))
                .forEach(Table::print);
        if (args.length > 1) {
            Files.writeString(
                    Path.of(args[1]),
                    rows.stream().map(r -> json(r, rows)).collect(Collectors.joining(",\n ", "[", "]\n")));
        }
    }

    private static Map<String, Double> ratios(Row row, List<Row> all) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        all.stream()
                .filter(r -> r.group().equals(row.group()) && r.name().equals(row.beside()) && r.median() > 0)
                .forEach(r -> ratios.put(r.name(), row.median() / r.median()));
        return ratios;
    }

    private static void print(String group, List<Row> rows) {
        int width = Math.max(
                24, rows.stream().mapToInt(r -> r.name().length()).max().orElse(0));
        String form = "%-" + width + "s  %12s %4s %10s %10s %10s  %s%n";
        System.out.printf(Locale.ROOT, "%n" + form, group, "unit", "n", "min", "median", "max", "times");
        for (Row r : rows) {
            List<String> times = new ArrayList<>();
            ratios(r, rows)
                    .forEach((name, ratio) -> times.add(
                            name.equals(r.name()) ? "1" : String.format(Locale.ROOT, "%.2f × %s", ratio, name)));
            System.out.printf(
                    Locale.ROOT,
                    form,
                    r.name(),
                    r.unit(),
                    r.sorted().size(),
                    figure(r.least()),
                    figure(r.median()),
                    figure(r.most()),
                    String.join(", ", times));
        }
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value < 1 ? "%.3f" : "%.2f", value);
    }

    private static String json(Row r, List<Row> all) {
        String ratios = ratios(r, all).entrySet().stream()
                .map(e -> quoted(e.getKey()) + ": " + String.format(Locale.ROOT, "%.4f", e.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
        return String.format(
                Locale.ROOT,
                "{\"group\": %s, \"name\": %s, \"unit\": %s, \"n\": %d, \"min\": %.4f, \"median\": %.4f, \"max\":"
                        + " %.4f, \"ratios\": %s}",
                quoted(r.group()),
                quoted(r.name()),
                quoted(r.unit()),
                r.sorted().size(),
                r.least(),
                r.median(),
                r.most(),
                ratios);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
