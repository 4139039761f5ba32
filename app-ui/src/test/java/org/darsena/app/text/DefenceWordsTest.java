package org.darsena.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.darsena.model.json.VerificationWriter;
import org.darsena.model.verify.Defence;
import org.darsena.model.verify.Finding;
import org.darsena.model.verify.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every defence, every reason and what mends it is said in both languages.
class DefenceWordsTest {
    private static JsonNode json(Finding... findings) throws Exception {
        return new JsonMapper()
                .readTree(VerificationWriter.write("0123456789ab", "box", List.of(findings)))
                .path("findings");
    }

    private static String line(String language, Finding finding) throws Exception {
        return new DefenceWords(Texts.of(Locale.of(language)))
                .line(json(finding).get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void allIsSaid(String language) throws Exception {
        Texts texts = Texts.of(Locale.of(language));
        for (Defence defence : Defence.values()) {
            String holds = line(language, new Finding(defence, Outcome.HOLDS, "", Map.of()));
            assertEquals("ok ", holds.substring(0, 3));
            for (String reason : defence.reasons()) {
                String key = defence.id() + "." + reason;
                assertTrue(texts.has("verify.why." + key), key);
                Outcome outcome = defence.isAdvice() ? Outcome.ADVISED : Outcome.WEAKENED;
                String said = line(language, new Finding(defence, outcome, reason, Map.of("what", "SEEN")));
                assertFalse(said.contains("?") || said.contains("{"), said);
                assertTrue(said.contains("→ ") || onlyBroken(key), said);
                Finding broken = new Finding(defence, Outcome.BROKEN, reason, Map.of("what", "SEEN"));
                assertTrue(line(language, broken).contains("→ "), key);
            }
        }
    }

    /// No spec's will leads to these.
    private static boolean onlyBroken(String key) {
        return List.of(
                        "launcher.unsealed",
                        "launcher.writable",
                        "descriptors.leaked",
                        "tracing.dumpable",
                        "keyrings.shared",
                        "programs.writable")
                .contains(key);
    }

    @Test
    void oneLineEach() throws Exception {
        assertEquals(
                "FAIL     What starts it cannot be traced from inside (CVE-2016-9962): NO: pid 1 can be traced"
                        + " → stop it, and report this",
                line("en", new Finding(Defence.TRACING, Outcome.BROKEN, "traceable", Map.of("what", "pid 1"))));
        assertEquals(
                "weak     It has no more capabilities than usual: no, by its spec: added: sys_time"
                        + " → leave sys_time out of --cap-add",
                line("en", new Finding(Defence.CAPABILITIES, Outcome.WEAKENED, "more", Map.of("what", "sys_time"))));
        assertEquals(
                "unknown  What tells of the machine in /proc and /sys is hidden: it could not be tried from inside",
                line("en", new Finding(Defence.MASKS, Outcome.UNKNOWN, "untried", Map.of())));
        assertEquals(
                "consejo  Su memoria está limitada: para una consola pública, no: no hay límite → --memory 512m",
                line("es", new Finding(Defence.MEMORY, Outcome.ADVISED, "unlimited", Map.of())));
    }

    /// Mount points are named by those inside.
    @Test
    void whatIsNamedInsideDoesNothingToTheTerminal() throws Exception {
        Finding odd =
                new Finding(Defence.SHARED_FILES, Outcome.ADVISED, "writable", Map.of("what", "/a\u001b[2J\nok  all"));
        String said = line("en", odd);
        assertEquals(1, said.lines().count());
        assertFalse(said.contains("\u001b"), said);
    }

    @Test
    void theSumNamesOnlyWhatIsThere() throws Exception {
        DefenceWords words = new DefenceWords(Texts.of(Locale.ENGLISH));
        Finding holds = new Finding(Defence.MASKS, Outcome.HOLDS, "", Map.of());
        assertEquals("1 hold", words.sum(json(holds)));
        assertEquals(
                "1 hold, 1 does not although it should, 1 advised for a public console",
                words.sum(json(
                        holds,
                        new Finding(Defence.IDS, Outcome.BROKEN, "root", Map.of("what", "0")),
                        new Finding(Defence.LSM, Outcome.ADVISED, "absent", Map.of("what", "lsm")))));
    }
}
