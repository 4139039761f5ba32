package org.darsena.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.darsena.model.Show;
import org.jspecify.annotations.Nullable;

/// Limits: a number, `null` for none, or for bytes also a word such as `256M` or `1.5GiB` (powers of 1024).
final class Amounts {
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,3})?) ?([KMGT]?)(?:i?B)?");

    private Amounts() {}

    static @Nullable Long bytes(Fields f, String key, @Nullable Long orElse) {
        Optional<JsonNode> value = f.get(key);
        if (value.isEmpty() || value.get().isNull()) {
            return value.isEmpty() ? orElse : null;
        }
        if (value.get().isTextual()) {
            Long parsed = parseBytes(value.get().textValue());
            if (parsed == null) {
                f.wrong(key, value.get(), "bytes");
                return orElse;
            }
            return parsed;
        }
        return whole(f, key, orElse);
    }

    /// Of a value that stands at `at`; 0 and a finding if it is none.
    static long bytesAt(JsonNode value, String at, Findings findings) {
        Long amount = value.isTextual()
                ? parseBytes(value.textValue())
                : value.isIntegralNumber() && value.canConvertToLong() ? Long.valueOf(value.longValue()) : null;
        if (amount == null) {
            findings.error("json.type", at, Show.value(value.toString()), "bytes");
            return 0;
        }
        return amount;
    }

    static @Nullable Long parseBytes(String text) {
        var match = BYTES.matcher(text.strip().replace('k', 'K'));
        if (!match.matches()) {
            return null;
        }
        int power = "KMGT".indexOf(match.group(2).toUpperCase(Locale.ROOT));
        long unit = match.group(2).isEmpty() ? 1 : 1L << 10 * (power + 1);
        try {
            return new BigDecimal(match.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .toBigInteger()
                    .longValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    static @Nullable Long whole(Fields f, String key, @Nullable Long orElse) {
        Optional<JsonNode> value = f.get(key);
        if (value.isEmpty() || value.get().isNull()) {
            return value.isEmpty() ? orElse : null;
        }
        if (!value.get().isIntegralNumber() || !value.get().canConvertToLong()) {
            f.wrong(key, value.get(), "integer");
            return orElse;
        }
        return value.get().longValue();
    }

    static @Nullable Double decimal(Fields f, String key, @Nullable Double orElse) {
        Optional<JsonNode> value = f.get(key);
        if (value.isEmpty() || value.get().isNull()) {
            return value.isEmpty() ? orElse : null;
        }
        return f.number(key, 0);
    }
}
