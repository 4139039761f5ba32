package org.darsena.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads the words of options; what cannot be read ends the command with a sentence.
final class OptionWords {
    private final Run run;

    OptionWords(Run run) {
        this.run = run;
    }

    CommandException wrong(String option, String value) {
        String form = "form." + option.substring(2);
        String wanted = run.texts().has(form) ? " " + run.text("cli.wants", "form", run.text(form)) : "";
        return new CommandException(Exit.USAGE, run.text("cli.value", "option", option, "value", value) + wanted);
    }

    CommandException missing(String what) {
        return new CommandException(
                Exit.USAGE,
                run.text("cli.missing", "what", what) + " " + run.text("cli.see-help", "command", run.command()));
    }

    <E extends Enum<E>> E choice(String option, String word, Class<E> of) {
        String name = word.toUpperCase(Locale.ROOT).replace('-', '_');
        for (E constant : of.getEnumConstants()) {
            // `app` will do for `application`, as long as it is the only one
            if (constant.name().equals(name)
                    || (option.equals("--kind")
                            && name.length() >= 3
                            && constant.name().startsWith(name))) {
                return constant;
            }
        }
        throw wrong(option, word);
    }

    long size(String option, String word) {
        return Sizes.parse(word).orElseThrow(() -> wrong(option, word));
    }

    double real(String option, String word) {
        try {
            double value = Double.parseDouble(word);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong(option, word);
    }

    long whole(String option, String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw wrong(option, word);
        }
    }

    boolean onOff(String option, String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "on", "yes", "true" -> true;
            case "off", "no", "false" -> false;
            default -> throw wrong(option, word);
        };
    }

    /// `UID[:GID]`; without a group the same number.
    int[] user(String word) {
        String[] parts = word.split(":", -1);
        try {
            if (parts.length <= 2) {
                int uid = Integer.parseInt(parts[0]);
                return new int[] {uid, parts.length == 2 ? Integer.parseInt(parts[1]) : uid};
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong("--user", word);
    }

    /// `KEY=VALUE` each, over `base`.
    Map<String, String> merged(String option, Map<String, String> base, List<String> words) {
        var merged = new LinkedHashMap<>(base);
        for (String word : words) {
            int at = word.indexOf('=');
            if (at < 1) {
                throw wrong(option, word);
            }
            merged.put(word.substring(0, at), word.substring(at + 1));
        }
        return merged;
    }

    /// As [#merged]; a name alone passes on what it is here, if anything.
    Map<String, String> environment(
            String option, Map<String, String> base, List<String> words, Map<String, String> here) {
        var merged = new LinkedHashMap<>(base);
        for (String word : words) {
            if (word.indexOf('=') < 0) {
                String value = here.get(word);
                if (value != null) {
                    merged.put(word, value);
                }
            } else {
                merged.putAll(merged(option, Map.of(), List.of(word)));
            }
        }
        return merged;
    }
}
