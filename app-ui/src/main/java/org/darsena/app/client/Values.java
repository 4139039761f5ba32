package org.darsena.app.client;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.types.Variant;

/// Properties as they came over the bus. What is missing or of another type reads as nothing: a helper of
/// another version must not break the list.
record Values(Map<String, Variant<?>> map) {

    String text(String key) {
        return value(key) instanceof String s ? s : "";
    }

    /// `otherwise` where there is none.
    long number(String key, long otherwise) {
        return value(key) instanceof Number n ? n.longValue() : otherwise;
    }

    double real(String key) {
        return value(key) instanceof Number n ? n.doubleValue() : 0;
    }

    Map<String, String> texts(String key) {
        var texts = new LinkedHashMap<String, String>();
        if (value(key) instanceof Map<?, ?> map) {
            map.forEach((k, v) -> texts.put(String.valueOf(k), String.valueOf(v)));
        }
        return Map.copyOf(texts);
    }

    List<String> list(String key) {
        return value(key) instanceof Collection<?> all
                ? all.stream().map(String::valueOf).toList()
                : List.of();
    }

    /// With `changed` in place of what it holds too.
    Values with(Map<String, Variant<?>> changed) {
        var merged = new LinkedHashMap<>(map);
        merged.putAll(changed);
        return new Values(merged);
    }

    private Object value(String key) {
        Variant<?> variant = map.get(key);
        return variant == null ? "" : variant.getValue();
    }
}
