package org.darsena.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the engine and the helper can tell has its sentence in both languages. The window must not know the engine,
/// so its sources are read: an id that is made there and forgotten here is found.
class CodesTest {
    private static final List<Path> SOURCES = List.of(
            Path.of("..", "engine", "runtime", "src", "main", "java"),
            Path.of("..", "privileged-helper", "daemon", "src", "main", "java"));

    /// `progress.step(0.3, "start.process", …` and `step(progress, 0.3, "start.process", …`
    private static final Pattern STEP = Pattern.compile("\\bstep\\((?:[^();\"]|\\([^()]*\\))*\"([a-z]+\\.[a-z.-]+)\"");
    /// `Kind.MISSING, Map.of("what", "frr"`; also over the end of a line
    private static final Pattern SUBJECT =
            Pattern.compile("\\bKind\\.([A-Z_]+),\\s*Map\\.of\\(\\s*\"what\",\\s*\"([a-z.-]+)\"");
    /// `Finding.of("kernel"`; those that end in a point are completed by a controller or a namespace
    private static final Pattern FINDING = Pattern.compile("\\bFinding\\.of\\(\\s*\"([a-z.-]*[a-z])\"");

    private static Set<String> found(Pattern pattern, String form) throws IOException {
        var all = new TreeSet<String>();
        for (Path folder : SOURCES) {
            assertTrue(Files.isDirectory(folder), "no sources at " + folder.toAbsolutePath());
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    pattern.matcher(Files.readString(file))
                            .results()
                            .forEach(m ->
                                    all.add(form.formatted(camel(m.group(1)), m.groupCount() > 1 ? m.group(2) : "")));
                }
            }
        }
        return all;
    }

    /// `NOT_FOUND` is `NotFound` on the bus.
    private static String camel(String id) {
        if (!id.equals(id.toUpperCase(Locale.ROOT))) {
            return id;
        }
        var out = new StringBuilder();
        for (String word : id.split("_", -1)) {
            out.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return out.toString();
    }

    private static Set<String> without(Set<String> keys, Locale locale) {
        Texts texts = Texts.of(locale);
        var missing = new TreeSet<>(keys);
        missing.removeIf(texts::has);
        return missing;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void everyStep(String language) throws Exception {
        assertEquals(Set.of(), without(found(STEP, "step.%s"), Locale.of(language)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void everySubjectOfAnError(String language) throws Exception {
        assertEquals(Set.of(), without(found(SUBJECT, "error.%s.%s"), Locale.of(language)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void everyFinding(String language) throws Exception {
        assertEquals(Set.of(), without(found(FINDING, "ui.machine.check.%s"), Locale.of(language)));
    }

    /// A pattern that finds nothing would hold for ever.
    @Test
    void theyAreFound() throws Exception {
        assertTrue(found(STEP, "%s").containsAll(Set.of("start.missing", "stop.signal", "lab.wire")));
        assertTrue(found(SUBJECT, "%s.%s").containsAll(Set.of("Exhausted.containers", "Missing.frr", "Exists.name")));
        assertTrue(found(FINDING, "%s").containsAll(Set.of("kernel", "cgroup.moves", "nft")));
    }
}
