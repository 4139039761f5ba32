package org.darsena.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.darsena.api.Errors;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.Job;
import org.darsena.model.Problem;
import org.darsena.model.Rules;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.LimitHits;
import org.darsena.model.container.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every error, rule, step, state and verb has its sentence, in both languages.
class SentencesTest {
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.of("es"));
    private final Sentences english = new Sentences(Texts.of(Locale.ENGLISH));
    private final Sentences spanish = new Sentences(Texts.of(Locale.of("es")));

    static List<String> errors() throws Exception {
        var all = new ArrayList<>(List.of(HelperException.ABSENT, HelperException.BROKEN));
        for (var field : Errors.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                all.add((String) field.get(null));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("errors")
    void everyErrorHasASentence(String error) {
        var args = Map.of(
                "name",
                "web",
                "what",
                "something",
                "call",
                "mount",
                "errno",
                "EBUSY",
                "verb",
                "START",
                "state",
                "RUNNING");
        for (Locale language : LANGUAGES) {
            String sentence = new Sentences(Texts.of(language)).of(new HelperException(error, args));
            assertTrue(sentence.endsWith("."), sentence);
            assertFalse(sentence.contains("?"), sentence);
            assertFalse(sentence.contains(error), sentence);
        }
    }

    /// What the engine and the helper say beside an error's name.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "NotFound.container",
                "NotFound.lab",
                "NotFound.image",
                "NotFound.subject",
                "NotFound.job",
                "Exists.name",
                "Exists.state",
                "Exists.lab",
                "State.lab",
                "State.terminal",
                "State.exec",
                "Invalid.signal",
                "Invalid.owner",
                "Invalid.path",
                "Missing.frr",
                "Missing.nft",
                "Missing.image",
                "Exhausted.disk",
                "Exhausted.containers",
                "Exhausted.labs",
                "Busy.calls",
                "Busy.bytes",
                "Busy.subscribers",
                "Busy.watchers",
                "Exhausted.memory",
                "Exhausted.addresses",
                "Exhausted.descriptors",
                "Exhausted.processes",
                "Kernel.execve",
                "Failed.command"
            })
    void subjectsOfErrors(String key) {
        for (Locale language : LANGUAGES) {
            assertTrue(Texts.of(language).has("error." + key), key);
        }
    }

    @Test
    void theClosestSentenceIsTaken() {
        assertEquals(
                "There is no lab “0123” among yours; “darsena lab ls” lists them.",
                english.of(new HelperException(Errors.NOT_FOUND, Map.of("what", "lab", "id", "0123"))));
        assertEquals(
                "This machine has no usable cgroup.memory, which limits need; see “darsena doctor”.",
                english.of(new HelperException(Errors.MISSING, Map.of("what", "cgroup.memory"))));
        assertEquals(
                "The kernel refused mount on /proc: in use (EBUSY).",
                english.of(new HelperException(
                        Errors.KERNEL, Map.of("call", "mount", "errno", "EBUSY", "path", "/proc"))));
        assertEquals(
                "The kernel refused mount: EWEIRD (EWEIRD).",
                english.of(new HelperException(Errors.KERNEL, Map.of("call", "mount", "errno", "EWEIRD"))));
        assertEquals(
                "web no se puede congelar mientras está parado.",
                spanish.of(new HelperException(
                        Errors.STATE, Map.of("name", "web", "id", "0123", "verb", "FREEZE", "state", "STOPPED"))));
        assertEquals(
                "The disk that holds /var/lib/darsena is full; nothing half-made was left.",
                english.of(new HelperException(
                        Errors.EXHAUSTED, Map.of("what", "disk", "path", "/var/lib/darsena", "call", "write"))));
        assertTrue(english.of(new HelperException("org.example.Odd", Map.of("detail", "x")))
                .contains("org.example.Odd (x)"));
    }

    @Test
    void everyRuleHasASentenceThatSaysWhatTheRuleIsAbout() {
        for (Locale language : LANGUAGES) {
            Texts texts = Texts.of(language);
            var sentences = new Sentences(texts);
            Rules.ALL.forEach((rule, names) -> {
                assertTrue(texts.has("problem." + rule), rule + " in " + language);
                List<String> args = IntStream.range(0, names.size())
                        .mapToObj(i -> "<" + i + ">")
                        .toList();
                String sentence = sentences.of(new Problem(rule, Problem.Level.ERROR, "/nodes/2", args));
                assertTrue(sentence.startsWith("/nodes/2: "), sentence);
                assertFalse(sentence.contains("?"), rule + " names an argument that the rule has not: " + sentence);
                if (!names.isEmpty()) {
                    assertTrue(sentence.contains("<0>"), rule + " does not say what: " + sentence);
                }
            });
        }
    }

    @Test
    void noSentenceForARuleThatIsNoMore() throws Exception {
        var known = new HashMap<>(Rules.ALL);
        var bundle = Texts.of(Locale.ENGLISH).bundle("problem");
        for (String key : bundle.keySet()) {
            String rule = key.substring("problem.".length());
            assertTrue(rule.equals("unknown") || known.containsKey(rule), key);
        }
    }

    @Test
    void problemsOfARefusal() {
        var why = new HelperException(Errors.INVALID, Map.of("problems", """
                        [{"rule":"name.pattern","level":"ERROR","place":"/name","args":["a/b","a-z"]},
                         {"rule":"nosuch","level":"WARNING","place":"","args":["x"]}]"""));
        List<Problem> problems = english.problems(why);
        assertEquals(2, problems.size());
        assertEquals("/name: The name “a/b” may hold only a-z.", english.of(problems.getFirst()));
        assertEquals(
                "The helper found a problem that this version has no sentence for: nosuch (x).",
                english.of(problems.get(1)));
        assertFalse(problems.get(1).isError());
        assertEquals(List.of(), english.problems(new HelperException(Errors.INVALID, Map.of("problems", "{"))));
        assertEquals(List.of(), english.problems(new HelperException(Errors.DENIED, Map.of())));
    }

    @Test
    void statesVerbsAndJobs() {
        for (Sentences s : List.of(english, spanish)) {
            for (ContainerState state : ContainerState.values()) {
                assertFalse(s.state(state).contains("?"), state.name());
            }
            for (Helper.Action action : Helper.Action.values()) {
                assertFalse(s.verb(action).contains("?"), action.name());
                String kind = action.name().toLowerCase(Locale.ROOT);
                assertFalse(s.job(kind, "web").startsWith(kind + " "), kind);
                assertFalse(s.done(kind, "web").startsWith(kind + " "), kind);
            }
            for (String kind : List.of("create", "exec", "up", "down", "check")) {
                assertTrue(s.job(kind, "web").contains("web"), kind);
                assertFalse(s.job(kind, "web").equals(kind + " web"), kind);
            }
            for (String lab : List.of("STARTING", "RUNNING", "DEGRADED", "STOPPING")) {
                assertFalse(s.labState(lab).equals(lab));
            }
        }
        for (Verb verb : Verb.values()) {
            for (Locale language : LANGUAGES) {
                assertTrue(Texts.of(language).has("word.past." + verb.name().toLowerCase(Locale.ROOT)), verb.name());
            }
        }
        assertEquals("odd job", english.job("odd", "job"));
    }

    @Test
    void steps() {
        assertEquals("", english.of(new Job.Progress(-1, "", Map.of())));
        assertEquals(
                "web was sent TERM; up to 10 s to end",
                english.of(new Job.Progress(
                        0.1, "stop.signal", Map.of("name", "web", "signal", "TERM", "seconds", "10"))));
        assertEquals("some new step", english.of(new Job.Progress(0.1, "some.new-step", Map.of())));
    }

    @Test
    void whyItStandsAsItDoes() {
        assertEquals("killed: out of memory", english.reason(stopped(137, "oom")));
        assertEquals("ended with 3", english.reason(stopped(3, "")));
        assertEquals("", english.reason(stopped(0, "")));
        assertEquals("", english.reason(stopped(-1, "")));
        assertEquals("", english.reason(stopped(143, "")), "a stop that was asked for");
        assertEquals("killed by a signal (143)", english.reason(stopped(143, "signal")));
        assertEquals("acabó; su código de salida se perdió", spanish.reason(stopped(-1, "exit-lost")));
        assertEquals("something-new", english.reason(stopped(-1, "something-new")));
    }

    private static ContainerView stopped(int exitCode, String reason) {
        return new ContainerView(
                "0123",
                "web",
                0,
                "root",
                ContainerState.STOPPED,
                "application",
                "host",
                0,
                1,
                0,
                exitCode,
                reason,
                List.of(),
                "",
                "",
                0,
                0,
                0,
                Map.of(),
                LimitHits.NONE);
    }
}
