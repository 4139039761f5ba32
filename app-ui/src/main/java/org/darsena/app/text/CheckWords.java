package org.darsena.app.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.darsena.app.client.CheckResult;

/// What a check saw, as a sentence. The engine tells it in short English phrases of its own; those are
/// known here and said in the language of the texts. A phrase that is not known is said as it is. Any
/// thread.
public final class CheckWords {
    private final Texts texts;

    /// A phrase of the engine's; its groups are the arguments of `seen.KEY`: `a`, `b`, …
    private record Phrase(String key, Pattern pattern) {
        Phrase(String key, String pattern) {
            this(key, Pattern.compile(pattern));
        }
    }

    /// Those that hold others come first.
    private static final List<Phrase> PHRASES = List.of(
            new Phrase("works", "it works: (?<x>.+)"),
            new Phrase("nothing", "proves nothing: (?<x>.+)"),
            new Phrase("nothing.early", "(?<x>.+), which proves nothing while what must work does not"),
            new Phrase("nothing.why", "(?<x>.+), which proves nothing: (?<y>.+)"),
            new Phrase("full.after", "(\\d+) of (\\d+) Full after (\\d+) s"),
            new Phrase("full", "(\\d+) of (\\d+) Full"),
            new Phrase("by", "refused: (?<x>.+?), says (.+)"),
            new Phrase("refused", "refused: (?<x>.+)"),
            new Phrase("told", "(?<x>.+ unreachable|unreachable.*?), says (.+)"),
            new Phrase("http.without", "HTTP (\\d+) in (\\d+) ms, without the text looked for"),
            new Phrase("http", "HTTP (\\d+) in (\\d+) ms"),
            new Phrase("connected", "connected in (\\d+) ms"),
            new Phrase("connected.silent", "connected, but no answer in time"),
            new Phrase("answer.in", "answer in ([0-9.]+) ms"),
            new Phrase("answer", "answer"),
            new Phrase("silent", "timed out|no answer"),
            new Phrase("closed", "connection refused"),
            new Phrase("unreachable", "(?:network is |network |host |port )?unreachable.*|no route to host"),
            new Phrase("prohibited", "administratively prohibited|refused by policy"),
            new Phrase("own", "refused by the node's own rules"),
            new Phrase("unanswered", "closed without an answer"),
            new Phrase("nohttp", "the answer is no HTTP"),
            new Phrase("off", "(\\S+) does not run"),
            new Phrase("mute", "(\\S+) does not answer itself"),
            new Phrase("nobody", "nothing answers at port (\\d+) on (\\S+) itself"),
            new Phrase("ended.in", "ended with (\\d+) in (\\d+) ms"),
            new Phrase("ended.said", "ended with (-?\\d+): (.+)"),
            new Phrase("ended", "ended with (-?\\d+)"),
            new Phrase("endless", "did not end within (\\d+) s"));

    public CheckWords(Texts texts) {
        this.texts = texts;
    }

    /// `HTTP 200 in 3 ms`; of a refusal that holds `refused, as it must be`.
    public String of(CheckResult result) {
        String seen = said(result.detail());
        return result.held() && result.refusal() && !seen.isEmpty() ? texts.text("seen.as.must", "a", seen) : seen;
    }

    private String said(String detail) {
        for (Phrase phrase : PHRASES) {
            Matcher m = phrase.pattern().matcher(detail);
            if (m.matches()) {
                return texts.find("seen." + phrase.key(), args(m)).orElse(detail);
            }
        }
        return detail;
    }

    /// The groups in order as `a`, `b`, `c`; those named `x` and `y` are phrases themselves.
    private Map<String, String> args(Matcher m) {
        Map<String, Integer> named = m.namedGroups();
        var args = new HashMap<String, String>();
        for (int i = 1; i <= m.groupCount(); i++) {
            String group = m.group(i) == null ? "" : m.group(i);
            args.put(String.valueOf((char) ('a' + i - 1)), named.containsValue(i) ? said(group) : group);
        }
        return args;
    }
}
