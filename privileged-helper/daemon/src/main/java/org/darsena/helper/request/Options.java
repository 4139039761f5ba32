package org.darsena.helper.request;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.darsena.helper.bus.Refusal;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// The `a{sv}` at the end of a call: keys that the method knows, each with its one type. Others are refused
/// (CVE-2019-7443).
final class Options {
    private final Map<?, ?> map;

    private Options(Map<?, ?> map) {
        this.map = map;
    }

    static Options of(Object argument, Set<String> known) throws Refusal {
        if (!(argument instanceof Map<?, ?> map)) {
            throw Refusals.invalid("options", String.valueOf(argument), "a{sv}");
        }
        for (Object key : map.keySet()) {
            if (!(key instanceof String name) || !known.contains(name)) {
                throw Refusals.invalid(
                        "option",
                        String.valueOf(key),
                        String.join(" ", known.stream().sorted().toList()));
            }
        }
        return new Options(map);
    }

    boolean flag(String key) throws Refusal {
        return value(key, "b", Boolean.class).orElse(false);
    }

    Optional<Integer> number(String key, int min, int max) throws Refusal {
        Optional<UInt32> given = value(key, "u", UInt32.class);
        if (given.isPresent()) {
            long number = given.get().longValue();
            if (number < min || number > max) {
                throw Refusals.invalid(key, String.valueOf(number), min + "–" + max);
            }
        }
        return given.map(UInt32::intValue);
    }

    Optional<String> text(String key, Pattern pattern) throws Refusal {
        Optional<String> given = value(key, "s", String.class);
        if (given.isPresent() && !pattern.matcher(given.get()).matches()) {
            throw Refusals.invalid(key, given.get(), pattern.pattern());
        }
        return given;
    }

    private <T> Optional<T> value(String key, String signature, Class<T> type) throws Refusal {
        Object given = map.get(key);
        if (given == null) {
            return Optional.empty();
        }
        if (given instanceof Variant<?> variant
                && signature.equals(variant.getSig())
                && type.isInstance(variant.getValue())) {
            return Optional.of(type.cast(variant.getValue()));
        }
        throw Refusals.invalid("type of " + key, String.valueOf(given), signature);
    }
}
