package org.darsena.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Danger;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The bundles themselves: the same in both languages, and in the manner agreed upon.
class TextsTest {
    private static final Pattern MANNERS =
            Pattern.compile("[!¡]|\\b(please|successfully|por favor|con éxito)\\b", Pattern.CASE_INSENSITIVE);

    static List<String> bundles() throws Exception {
        Path folder =
                Path.of(Texts.class.getResource("word.properties").toURI()).getParent();
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> n.endsWith(".properties") && !n.contains("_"))
                    .map(n -> n.substring(0, n.indexOf('.')))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, String> read(String file) throws Exception {
        var properties = new Once();
        try (var in = Texts.class.getResourceAsStream(file)) {
            properties.load(new InputStreamReader(java.util.Objects.requireNonNull(in, file), StandardCharsets.UTF_8));
        }
        assertEquals(Set.of(), properties.twice, "keys that stand twice in " + file);
        var map = new java.util.TreeMap<String, String>();
        properties.stringPropertyNames().forEach(key -> map.put(key, properties.getProperty(key)));
        return map;
    }

    /// Notes keys that stand twice, of which the first would be lost.
    private static final class Once extends Properties {
        private static final long serialVersionUID = 1L;
        final transient Set<Object> twice = new HashSet<>();

        @Override
        public synchronized Object put(Object key, Object value) {
            Object before = super.put(key, value);
            if (before != null) {
                twice.add(key);
            }
            return before == null ? "" : before;
        }
    }

    @Test
    void thereAreBundles() throws Exception {
        assertTrue(bundles().containsAll(List.of("cli", "darsena", "error", "problem", "step", "ui", "word")));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void bothLanguagesHaveTheSameKeysAndArguments(String bundle) throws Exception {
        Map<String, String> english = read(bundle + ".properties");
        Map<String, String> spanish = read(bundle + "_es.properties");
        assertEquals(english.keySet(), spanish.keySet());
        english.forEach((key, text) -> assertEquals(
                Template.parse(text).names(),
                Template.parse(spanish.getOrDefault(key, "")).names(),
                key));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void manners(String bundle) throws Exception {
        for (String file : List.of(bundle + ".properties", bundle + "_es.properties")) {
            read(file).forEach((key, text) -> {
                assertFalse(MANNERS.matcher(text).find(), key + ": " + text);
                assertFalse(text.contains("''"), key + " has a quote of MessageFormat's: " + text);
                assertEquals(text.strip(), text.replaceAll("\\s+$", "").isEmpty() ? text : text.strip(), key);
            });
        }
    }

    /// Nearly every Spanish text differs from the English one: what is equal was forgotten, unless it is
    /// short.
    @ParameterizedTest
    @MethodSource("bundles")
    void spanishIsTranslated(String bundle) throws Exception {
        Map<String, String> english = read(bundle + ".properties");
        Map<String, String> spanish = read(bundle + "_es.properties");
        var same = new TreeSet<String>();
        english.forEach((key, text) -> {
            String words = text.replaceAll("\\{[^}]*}|\\[|]", "").strip();
            if (text.equals(spanish.get(key)) && words.split("\\s+").length > 3) {
                same.add(key);
            }
        });
        assertEquals(Set.of(), same);
    }

    @Test
    void keyThatIsMissingShows() {
        Texts texts = Texts.of(Locale.ENGLISH);
        assertEquals("?ui.nosuch.key?", texts.text("ui.nosuch.key"));
        assertEquals("?nosuchbundle.key?", texts.text("nosuchbundle.key"));
        assertEquals("?nodot?", texts.text("nodot"));
    }

    @Test
    void bothLanguagesAreSpoken() {
        assertEquals("running", Texts.of(Locale.ENGLISH).text("word.state.RUNNING"));
        assertEquals("en marcha", Texts.of(Locale.of("es", "AR")).text("word.state.RUNNING"));
        assertEquals("running", Texts.of(Locale.FRENCH).text("word.state.RUNNING"));
        assertNotEquals(
                Texts.of(Locale.ENGLISH).bundle("darsena").getString("json"),
                Texts.of(Locale.of("es")).bundle("darsena").getString("json"));
    }

    @Test
    void templates() {
        var args = Map.of("n", "3", "one", "1", "name", "web", "empty", "");
        assertEquals("web and ?", Template.parse("{name} and {nosuch}").fill(args));
        assertEquals(
                "a web", Template.parse("a[ {name}][ of {nosuch}][ {empty}]").fill(args));
        assertEquals("x (web: 3)", Template.parse("x[ ({name}[: {n}])]").fill(args));
        assertEquals("x (web)", Template.parse("x[ ({name}[: {nosuch}])]").fill(args));
        assertEquals(
                "3 nodes, 1 node",
                Template.parse("{n} {n|node|nodes}, {one} {one|node|nodes}").fill(args));
        assertEquals("{name} [x] \\", Template.parse("\\{name} \\[x] \\\\").fill(args));
        assertEquals(
                Set.of("n", "name"), Template.parse("[{n|a|b} \\{no} [{name}]]").names());
        for (String wrong : List.of("{name", "[a", "{a|b}", "[{a]")) {
            assertThrows(IllegalArgumentException.class, () -> Template.parse(wrong), wrong);
        }
    }

    /// A sentence for each capability, and how far a dangerous one reaches; none for what is none.
    @Test
    void everyCapabilityIsExplained() throws Exception {
        Set<String> keys = new TreeSet<>();
        for (Capability capability : Capability.values()) {
            keys.add("capability." + capability.label());
        }
        for (boolean ownUsers : List.of(true, false)) {
            Set<Namespace> own = EnumSet.of(Namespace.MOUNT, ownUsers ? Namespace.USER : Namespace.MOUNT);
            var all = new Security(EnumSet.allOf(Capability.class), Set.of(), true, Security.DEFAULT.seccomp());
            Danger.of(ContainerSpec.of("a", List.of("true")).with(d -> {
                        d.namespaces = own;
                        d.security = all;
                    }))
                    .forEach((capability, danger) -> {
                        if (danger != Danger.INERT) {
                            keys.add("capability." + danger.name().toLowerCase(Locale.ROOT) + "." + capability.label());
                        }
                    });
        }
        assertEquals(keys, read("capability.properties").keySet());
    }
}
