package org.darsena.model.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.darsena.model.Docs;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.Layout;
import org.darsena.model.lab.Topology;
import org.darsena.model.lab.plan.LabPlanner;
import org.darsena.model.plan.Facts;
import org.darsena.model.plan.Planner;
import org.darsena.model.plan.Words;
import org.junit.jupiter.api.Test;

/// Whatever stands anywhere in a document, reading it ends in a value or in problems, never in an exception; and what
/// was found good can be planned.
class JunkTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    private static final List<String> JUNK = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e300",
            "99999999999999999999",
            "\"\"",
            "\"\\u0000\"",
            "\"a/../b\"",
            "\"sw\"",
            "\"eth0\"",
            "\"10.0.0.2\"",
            "\"default\"",
            "[]",
            "{}",
            "[null]",
            "{\"\":\"\"}",
            "[[]]");

    @Test
    void labs() throws Exception {
        for (String base : List.of(Docs.LAB, ShippedLabs.text("dmz"))) {
            everywhere(base, text -> {
                var reading = LabReader.check(text);
                if (reading.value() != null) {
                    new Topology(reading.value());
                    Layout.of(reading.value());
                    if (reading.ok()) {
                        LabPlanner.plan(reading.value());
                    }
                }
                return reading;
            });
        }
    }

    @Test
    void specs() throws Exception {
        everywhere(SpecWriter.write(SpecJsonTest.unusual()), text -> {
            var reading = SpecReader.check(text);
            if (reading.ok()) {
                var spec = reading.value();
                assertNotNull(spec);
                Words.lines(Planner.plan(spec, Facts.preview("x", "host")));
            }
            return reading;
        });
    }

    private static void everywhere(String base, Function<String, Reading<?>> check) throws Exception {
        var places = new ArrayList<String>();
        places(MAPPER.readTree(base), "", places);
        assertTrue(places.size() > 30);
        for (String place : places) {
            for (String junk : JUNK) {
                Reading<?> reading = check.apply(Docs.with(base, place, junk));
                assertTrue(reading.value() != null || !reading.ok(), place + " " + junk);
            }
        }
    }

    private static void places(JsonNode node, String at, List<String> places) {
        if (!at.isEmpty()) {
            places.add(at);
        }
        node.properties().forEach(e -> places(e.getValue(), Pointer.key(at, e.getKey()), places));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            places(node.get(i), Pointer.item(at, i), places);
        }
    }

    /// A seeded hail of single characters changed, taken out, put in.
    @Test
    void textThatIsAlmostADocument() {
        var random = new Random(20150101);
        String base = ShippedLabs.text("dmz");
        String alphabet = "{}[]\",:0189-+.eEtnf\\/u \n\u0000é";
        for (int round = 0; round < 3000; round++) {
            var text = new StringBuilder(base);
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                int at = random.nextInt(text.length());
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, c);
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, c);
                }
            }
            Reading<LabDocument> reading = LabReader.check(text.toString());
            assertEquals(
                    reading.value() == null,
                    reading.value() == null && !reading.problems().isEmpty());
        }
    }

    @Test
    void everyPrefixOfADocumentIsRefused() {
        String text = Docs.LAB.strip();
        for (int end = 0; end < text.length(); end++) {
            assertTrue(!LabReader.check(text.substring(0, end)).ok());
        }
    }
}
