package org.darsena.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Unmodifiable copies that keep their order, so that what is made from a document comes out the same each time
/// (`Map.copyOf` and `Set.copyOf` are shuffled anew in every JVM).
public final class Copies {
    private Copies() {}

    /// In the order of `map`. Throws [NullPointerException] on a null key or value.
    public static <K, V> Map<K, V> of(Map<K, V> map) {
        map.forEach((key, value) -> {
            Objects.requireNonNull(key);
            Objects.requireNonNull(value);
        });
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /// In the order of the constants.
    public static <E extends Enum<E>> Set<E> of(Set<E> set) {
        return set.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(set));
    }
}
