package org.darsena.runtime.lab;

import java.util.List;
import java.util.Locale;

/// The one line of a failed command's output that says best what went wrong.
final class LastWords {
    private LastWords() {}

    /// The last line that speaks of an error, else the last with a letter or digit in it (below the error nft repeats
    /// the rule and underlines it); stripped, empty if there is none.
    static String of(String output) {
        List<String> lines = output.lines()
                .map(String::strip)
                .filter(line -> line.codePoints().anyMatch(Character::isLetterOrDigit))
                .toList();
        return lines.reversed().stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).contains("error"))
                .findFirst()
                .orElse(lines.isEmpty() ? "" : lines.getLast());
    }
}
