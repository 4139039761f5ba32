package org.darsena.app.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which language to speak.
public final class Language {
    private static final Locale SPANISH = Locale.of("es");
    private static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, SPANISH);

    private Language() {}

    /// What `--lang` says, else the environment in gettext's order: LANGUAGE, LC_ALL, LC_MESSAGES, LANG,
    /// where LANGUAGE counts only under a locale that is not C. English where none of it is spoken.
    public static Locale of(@Nullable String option, Map<String, String> env) {
        if (option != null) {
            return spoken(option);
        }
        String locale = first(env, "LC_ALL", "LC_MESSAGES", "LANG");
        if (locale.isEmpty() || locale.equals("C") || locale.startsWith("C.") || locale.equals("POSIX")) {
            return Locale.ENGLISH;
        }
        String list = env.getOrDefault("LANGUAGE", "");
        for (String language : (list.isEmpty() ? locale : list + ":" + locale).split(":")) {
            if (isSpoken(language)) {
                return spoken(language);
            }
        }
        return Locale.ENGLISH;
    }

    /// Whether `tag` (`es`, `es_AR.UTF-8`, `en-GB`) is one of ours.
    public static boolean isSpoken(String tag) {
        return SPOKEN.stream().anyMatch(locale -> locale.getLanguage().equals(language(tag)));
    }

    private static Locale spoken(String tag) {
        return SPOKEN.stream()
                .filter(locale -> locale.getLanguage().equals(language(tag)))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    private static String language(String tag) {
        return tag.split("[_.@-]", 2)[0].toLowerCase(Locale.ROOT);
    }

    private static String first(Map<String, String> env, String... names) {
        for (String name : names) {
            String value = env.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }
}
