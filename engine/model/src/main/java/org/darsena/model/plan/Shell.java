package org.darsena.model.plan;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Words on a POSIX command line.
public final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private Shell() {}

    /// `word` so that a shell reads it as one word, unchanged.
    public static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /// `words` as one line of shell.
    public static String line(List<String> words) {
        return words.stream().map(Shell::quote).collect(Collectors.joining(" "));
    }
}
