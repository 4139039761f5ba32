package org.darsena.model.validate;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// Checks on single strings, lists and maps that many documents share. Each string gets one problem at most: the
/// first that explains it.
final class Texts {
    private static final Pattern CONTAINER_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern LAB_NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern HOSTNAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,62}[A-Za-z0-9])?");
    private static final Pattern IMAGE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern ENV_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");

    /// A node's container is called `LAB.NODE`, which has to be a container's name.
    static final int LAB_NAME_LENGTH = 30;

    static final int NODE_NAME_LENGTH = 32;

    private Texts() {}

    static void containerName(String name, String place, Report report) {
        name(name, place, 63, CONTAINER_NAME, "a-z A-Z 0-9 . _ -", report);
    }

    static boolean labName(String name, String place, int max, Report report) {
        return name(name, place, max, LAB_NAME, "a-z 0-9 -", report);
    }

    private static boolean name(String name, String place, int max, Pattern pattern, String allowed, Report report) {
        return report.require(
                        !name.isEmpty() && name.codePointCount(0, name.length()) <= max,
                        "name.length",
                        place,
                        name,
                        1,
                        max)
                && report.require(pattern.matcher(name).matches(), "name.pattern", place, name, allowed);
    }

    static void hostname(String name, String place, Report report) {
        report.require(HOSTNAME.matcher(name).matches() && !name.contains(".."), "hostname.pattern", place, name);
    }

    static void image(String id, String place, Report report) {
        report.require(IMAGE.matcher(id).matches() && !id.contains(".."), "image.pattern", place, id);
    }

    /// Text that is handed to the kernel or a program: no NUL, and not too much of it.
    static boolean plain(String text, String place, int max, Report report) {
        return report.require(text.length() <= max, "text.length", place, text.length(), max)
                && report.require(text.indexOf('\0') < 0, "text.nul", place, text);
    }

    /// [#plain] text on one line.
    static boolean line(String text, String place, int max, Report report) {
        return plain(text, place, max, report)
                && report.require(text.chars().noneMatch(c -> c < ' ' || c == 0x7f), "text.line", place, text);
    }

    static boolean count(Collection<?> items, String place, int max, Report report) {
        return report.require(items.size() <= max, "list.length", place, items.size(), max);
    }

    static void environment(Map<String, String> env, String place, Report report) {
        count(env.keySet(), place, 1024, report);
        env.forEach((name, value) -> {
            String at = place + "/" + pointer(name);
            if (report.require(ENV_NAME.matcher(name).matches(), "env.name", at, name)) {
                plain(value, at, 128 << 10, report);
            }
        });
    }

    static void range(long value, long min, long max, String rule, String place, Report report) {
        report.require(value >= min && value <= max, rule, place, value, min, max);
    }

    /// Calls `check` with each item and its place.
    static <T> void each(List<T> items, String place, BiConsumer<T, String> check) {
        for (int i = 0; i < items.size(); i++) {
            check.accept(items.get(i), place + "/" + i);
        }
    }

    /// A key as it stands in a JSON pointer.
    static String pointer(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
