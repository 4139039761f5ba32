package org.darsena.app.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.darsena.model.Show;

/// What became of a container's defences, as sentences: the findings of `verify`. Any thread.
public final class DefenceWords {
    private static final String UNTRIED = "untried";
    private static final int LONGEST = 300;

    private final Texts texts;

    public DefenceWords(Texts texts) {
        this.texts = texts;
    }

    /// One line: a mark, what it is about, and where it does not hold why, and what mends that.
    public String line(JsonNode finding) {
        String id = finding.path("id").asText();
        String outcome = finding.path("outcome").asText();
        String reason = finding.path("reason").asText();
        Map<String, String> args = args(finding);
        var all = new HashMap<String, String>();
        all.put("what", texts.find("verify.what." + id, args).orElse(id));
        all.put("case", known(finding.path("case").asText()));
        all.put("why", reason.isEmpty() ? "" : why(id, reason, args));
        all.put("mend", mend(id, reason, outcome, args));
        return texts.find("verify.line." + outcome, all).orElse(id + " " + outcome);
    }

    /// How many hold, and how many do not for which reason.
    public String sum(JsonNode findings) {
        var counts = new HashMap<String, Integer>();
        findings.forEach(f -> counts.merge(f.path("outcome").asText(), 1, Integer::sum));
        var args = new HashMap<String, String>();
        counts.forEach((outcome, n) -> args.put(outcome, String.valueOf(n)));
        args.putIfAbsent("holds", "0");
        return texts.find("verify.sum", args).orElse("");
    }

    /// Only those with a number that can be looked up.
    private static String known(String row) {
        return row.startsWith("CVE-") ? row : "";
    }

    private String why(String id, String reason, Map<String, String> args) {
        String key = reason.equals(UNTRIED) ? UNTRIED : id + "." + reason;
        return texts.find("verify.why." + key, args).orElse(reason);
    }

    private String mend(String id, String reason, String outcome, Map<String, String> args) {
        return switch (outcome) {
            case "broken" -> texts.text("verify.mend.broken");
            case "weakened", "advised" ->
                texts.find("verify.mend." + id + "." + reason, args)
                        .or(() -> texts.find("verify.mend." + id, args))
                        .orElse("");
            default -> "";
        };
    }

    /// Names that somebody inside may have chosen do nothing to the terminal.
    private static Map<String, String> args(JsonNode finding) {
        var args = new HashMap<String, String>();
        finding.path("args")
                .properties()
                .forEach(arg -> args.put(arg.getKey(), Show.value(arg.getValue().asText(), LONGEST)));
        return args;
    }
}
