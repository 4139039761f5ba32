package org.darsena.model.json;

import java.util.Locale;

/// Enum constants as they stand in documents: `MUST_NOT` is `must-not`.
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
