package org.darsena.model.seccomp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Names of error numbers.
public final class Errnos {
    private static final Map<String, Integer> NUMBERS = load();

    private Errnos() {}

    /// The number of `EPERM` and so on.
    public static Optional<Integer> number(String name) {
        return Optional.ofNullable(NUMBERS.get(name));
    }

    private static Map<String, Integer> load() {
        Map<String, Integer> all = new HashMap<>();
        for (String line : Tables.lines("errno.txt")) {
            int space = line.indexOf(' ');
            all.put(line.substring(space + 1), Integer.valueOf(line.substring(0, space)));
        }
        return Map.copyOf(all);
    }
}
