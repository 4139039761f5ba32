package org.darsena.app.text;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.darsena.api.Errors;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.Job;
import org.darsena.model.Problem;
import org.darsena.model.Rules;
import org.darsena.model.Show;
import org.darsena.model.container.ContainerState;

/// Turns errors, problems, progress and states into one clear sentence: what, where, what to do. Any thread.
public final class Sentences {
    /// Codes from here on say which signal ended it.
    private static final int FIRST_SIGNAL = 128;

    private static final String OURS = Errors.FAILED.substring(0, Errors.FAILED.lastIndexOf('.') + 1);

    /// What is said of a capability by a rule about dangerous ones.
    private static final Map<String, String> DANGERS =
            Map.of("caps.dangerous", "capability.machine.", "caps.confined", "capability.confined.");

    private final Texts texts;

    public Sentences(Texts texts) {
        this.texts = texts;
    }

    /// Why it was refused or failed. Of [Errors#INVALID] only that it was: [#problems] holds the rest.
    public String of(HelperException failure) {
        Map<String, String> args = worded(failure.args());
        String name = failure.error().startsWith(OURS) ? failure.error().substring(OURS.length()) : failure.error();
        return subjects(failure)
                .map(subject -> "error." + name + subject)
                .filter(texts::has)
                .findFirst()
                .map(key -> texts.find(key, args).orElse(""))
                .orElseGet(() -> texts.text("error.unknown", "error", failure.error(), "detail", detail(failure)));
    }

    /// What the failure is about, from the closest to nothing: `.cgroup.memory`, `.cgroup`, `.execve`, ``.
    private static Stream<String> subjects(HelperException failure) {
        String what = failure.args().getOrDefault("what", "");
        String family = what.contains(".") ? what.substring(0, what.indexOf('.')) : "";
        String call = failure.args().getOrDefault("call", "");
        if (Errors.STATE.equals(failure.error())
                && what.isEmpty()
                && "exec".equalsIgnoreCase(failure.args().get("verb"))
                && "STOPPED".equalsIgnoreCase(failure.args().get("state"))) {
            what = "stopped";
        }
        return Stream.concat(
                Stream.of(what, family, call).filter(s -> !s.isEmpty()).map(s -> "." + s), Stream.of(""));
    }

    /// Every problem of a document that was refused; empty for other failures.
    public List<Problem> problems(HelperException failure) {
        return Errors.INVALID.equals(failure.error())
                ? Problems.parse(failure.args().getOrDefault("problems", ""))
                : List.of();
    }

    /// What is wrong and where: `/nodes/2/name: …`.
    public String of(Problem problem) {
        String sentence = bare(problem);
        return problem.place().isEmpty() ? sentence : problem.place() + ": " + sentence;
    }

    /// What is wrong, without where.
    public String bare(Problem problem) {
        return texts.find("problem." + problem.rule(), args(problem))
                .orElseGet(() -> texts.text(
                        "problem.unknown", "rule", problem.rule(), "args", String.join(", ", problem.args())));
    }

    private Map<String, String> args(Problem problem) {
        List<String> names = Rules.ALL.getOrDefault(problem.rule(), List.of());
        var args = new HashMap<String, String>();
        for (int i = 0; i < Math.min(names.size(), problem.args().size()); i++) {
            args.put(names.get(i), problem.args().get(i));
        }
        if (problem.rule().startsWith("memory.")) {
            args.replaceAll((_, bytes) -> size(bytes));
        }
        args.computeIfPresent("wanted", (key, value) -> word("word.type.", value));
        String reach = DANGERS.get(problem.rule());
        if (reach != null) {
            args.put("danger", word(reach, args.getOrDefault("capability", "")));
        }
        return args;
    }

    private String size(String bytes) {
        try {
            return new Amounts(texts.locale())
                    .bytes((double) Long.parseLong(bytes))
                    .toString();
        } catch (NumberFormatException e) {
            return bytes;
        }
    }

    /// The step a job is at; steps without a sentence are shown by their id. Empty before the first.
    public String of(Job.Progress progress) {
        if (progress.step().isEmpty()) {
            return "";
        }
        return texts.find("step." + progress.step(), worded(progress.args()))
                .orElseGet(() -> progress.step().replace('-', ' ').replace('.', ' '));
    }

    /// `running`.
    public String state(ContainerState state) {
        return texts.text("word.state." + state.name());
    }

    /// `partly running`, of a [org.darsena.app.client.LabView]'s state.
    public String labState(String state) {
        return word("word.lab.", state);
    }

    /// Why it stands as it does, `killed: out of memory`; empty where that needs no saying.
    public String reason(ContainerView container) {
        if (!container.reason().isEmpty()) {
            return texts.find(
                            "word.reason." + container.reason(), Map.of("code", Integer.toString(container.exitCode())))
                    .orElse(container.reason());
        }
        // of a stop that was asked for the engine gives no reason: the signal's code says nothing then
        int code = container.exitCode();
        return container.state() == ContainerState.STOPPED && code > 0 && code < FIRST_SIGNAL
                ? texts.text("word.reason.exit", "code", container.exitCode())
                : "";
    }

    /// `Start`.
    public String verb(Helper.Action action) {
        return texts.text("word.verb." + action.name().toLowerCase(Locale.ROOT));
    }

    /// What a job is doing: `Starting web-01`.
    public String job(String kind, String target) {
        return texts.find("word.job." + kind, Map.of("target", target)).orElseGet(() -> (kind + " " + target).strip());
    }

    /// What a job did: `web-01 is started`.
    public String done(String kind, String target) {
        return texts.find("word.done." + kind, Map.of("target", target)).orElseGet(() -> (kind + " " + target).strip());
    }

    /// The arguments with states, verbs and errnos in words; the errno's own name stays as `code`.
    private Map<String, String> worded(Map<String, String> args) {
        var worded = new HashMap<>(args);
        worded.computeIfPresent("name", (key, value) -> Show.value(value, 128));
        if (args.containsKey("id")) {
            worded.putIfAbsent("name", args.getOrDefault("id", ""));
        }
        worded.computeIfPresent("state", (key, value) -> word("word.state.", value));
        worded.computeIfPresent("verb", (key, value) -> word("word.past.", value.toLowerCase(Locale.ROOT)));
        if (args.containsKey("errno")) {
            worded.put("code", args.getOrDefault("errno", ""));
            worded.put("errno", word("word.errno.", args.getOrDefault("errno", "")));
        }
        worded.computeIfPresent("expect", (key, value) -> word("word.expect.", value));
        return worded;
    }

    private String word(String prefix, String key) {
        return texts.find(prefix + key, Map.of()).orElse(key);
    }

    private static String detail(HelperException failure) {
        return failure.args().getOrDefault("detail", "");
    }
}
