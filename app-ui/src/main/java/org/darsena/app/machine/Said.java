package org.darsena.app.machine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.darsena.app.machine.Report.Check;
import org.darsena.app.text.Texts;

/// The report in the language of the window. What the helper says in words of its own is recognised where it is one
/// of the known sentences, and shown as it is where not.
final class Said {
    /// Of the helper's details: what they look like → the key of our sentence; `{0}` is the group.
    private static final Map<Pattern, String> DETAILS = details();

    private final Texts texts;

    Said(Texts texts) {
        this.texts = texts;
    }

    String title(Check check) {
        return texts.find("ui.machine.check." + check.id(), Map.of())
                .orElseGet(() -> check.id().substring(check.id().indexOf('.') + 1));
    }

    String detail(Check check) {
        for (Map.Entry<Pattern, String> known : DETAILS.entrySet()) {
            Matcher m = known.getKey().matcher(check.detail());
            if (m.matches()) {
                return texts.text(
                        "ui.machine.detail." + known.getValue(), "what", m.groupCount() > 0 ? m.group(1) : "");
            }
        }
        return check.detail();
    }

    /// What it is needed for; said only where it is not there.
    String need(Check check) {
        List<String> words = check.neededFor().stream()
                .map(n -> texts.find("ui.machine.need." + n, Map.of()).orElse(n))
                .toList();
        return words.isEmpty() ? "" : texts.text("ui.machine.needed", "what", String.join(", ", words));
    }

    private static Map<Pattern, String> details() {
        Map<Pattern, String> all = new LinkedHashMap<>();
        all.put(Pattern.compile("lacking: (.*)"), "lacking");
        all.put(Pattern.compile("none that confines programs by label"), "no-label");
        all.put(Pattern.compile("securityfs is not mounted.*"), "no-securityfs");
        all.put(Pattern.compile("by user namespaces only.*"), "devices");
        all.put(Pattern.compile("enough for (\\d+) running containers"), "enough");
        all.put(Pattern.compile("Debian package (\\S+)"), "package");
        all.put(Pattern.compile("(user\\.max_\\w+) is 0"), "zero");
        all.put(Pattern.compile("dropped by \\[?(.*?)\\]?"), "dropped");
        all.put(Pattern.compile("unknown without nft"), "no-nft");
        all.put(Pattern.compile("(E[A-Z0-9]{3,})"), "errno");
        return all;
    }
}
