package org.darsena.helper.request;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.darsena.helper.bus.Refusal;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// The `a{sv}` at the end of a call: keys that the method knows, each with its one type. Others are refused
/// (CVE-2019-7443).
final class Options {
    /// A place in a document, as a JSON pointer.
    private static final Pattern ATTACHMENT = Pattern.compile("(/[A-Za-z0-9._-]{1,64}){1,8}");

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

    /// Descriptors by name, an `a{sh}`: their indexes among those of the message.
    Map<String, Integer> descriptors(String key, int most) throws Refusal {
        Map<?, ?> given = value(key, "a{sh}", Map.class).orElse(Map.of());
        if (given.size() > most) {
            throw Refusals.tooLarge(key, most);
        }
        Map<String, Integer> indexes = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : given.entrySet()) {
            if (!(entry.getKey() instanceof String name)
                    || !(entry.getValue() instanceof FileDescriptor descriptor)
                    || !ATTACHMENT.matcher(name).matches()) {
                throw Refusals.invalid(key, String.valueOf(entry.getKey()), ATTACHMENT.pattern());
            }
            indexes.put(name, descriptor.getIntFileDescriptor());
        }
        return indexes;
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
