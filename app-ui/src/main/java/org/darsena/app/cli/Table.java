package org.darsena.app.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Columns of text, as wide as their widest cell.
final class Table {
    private static final String GAP = "  ";

    private final Set<Integer> right;
    private final List<List<String>> rows = new ArrayList<>();

    /// @param right numbers of the columns that are figures
    Table(Set<Integer> right, List<String> heads) {
        this.right = right;
        rows.add(heads);
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    List<String> lines() {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            String pad = " ".repeat(widths[i] - width(cell));
            line.append(i == 0 ? "" : GAP).append(right.contains(i) ? pad + cell : cell + pad);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    @Override
    public String toString() {
        return String.join("\n", lines()) + "\n";
    }

    /// Heads from texts.
    static List<String> heads(Run run, String... keys) {
        return Arrays.stream(keys).map(key -> run.text("cli.head." + key)).toList();
    }
}
