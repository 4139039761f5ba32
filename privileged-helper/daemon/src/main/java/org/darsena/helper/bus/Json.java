package org.darsena.helper.bus;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The little JSON that the helper writes itself: arguments of errors, outcomes of checks.
public final class Json {
    private Json() {}

    /// An object of strings.
    public static String object(Map<String, String> args) {
        return args.entrySet().stream()
                .map(e -> pair(e.getKey(), string(e.getValue())))
                .collect(Collectors.joining(",", "{", "}"));
    }

    public static <T> String list(Collection<T> items, Function<T, String> json) {
        return items.stream().map(json).collect(Collectors.joining(",", "[", "]"));
    }

    /// A key with a value that is JSON already.
    public static String pair(String key, String json) {
        return string(key) + ":" + json;
    }

    public static String string(String value) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
    }
}
