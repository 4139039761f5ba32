package org.darsena.model.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.darsena.model.Problem;
import org.junit.jupiter.api.Test;

class UpgradesTest {
    /// Schema 2 called `nick` `name`; schema 3 has `tags` as a list.
    private static final Upgrades FAKE = new Upgrades(List.of(
            doc -> {
                doc.set("name", doc.remove("nick"));
                return doc;
            },
            doc -> {
                doc.set("tags", doc.arrayNode().add(doc.remove("tag")));
                return doc;
            }));

    private final Findings findings = new Findings();

    @Test
    void anOldDocumentIsBroughtUpStepByStep() {
        ObjectNode old = doc(1).put("nick", "a").put("tag", "t");
        ObjectNode now = FAKE.apply(old, findings).orElseThrow();
        assertEquals("{\"schema\":3,\"name\":\"a\",\"tags\":[\"t\"]}", now.toString());
        assertEquals("a", old.path("nick").textValue(), "the old one is left as it was");
    }

    @Test
    void aMiddleOneSkipsTheStepsBehindIt() {
        ObjectNode now =
                FAKE.apply(doc(2).put("name", "b").put("tag", "t"), findings).orElseThrow();
        assertEquals("{\"schema\":3,\"name\":\"b\",\"tags\":[\"t\"]}", now.toString());
    }

    @Test
    void aNewerOneIsRefused() {
        assertTrue(FAKE.apply(doc(4), findings).isEmpty());
        assertEquals(List.of(Problem.error("schema.unknown", "/schema", 4, 3)), findings.all());
    }

    @Test
    void noneOrANonsensicalNumberIsRefused() {
        assertTrue(FAKE.apply(JsonNodeFactory.instance.objectNode(), findings).isEmpty());
        assertTrue(FAKE.apply(doc(0), findings).isEmpty());
        assertTrue(FAKE.apply(JsonNodeFactory.instance.objectNode().put("schema", "1"), findings)
                .isEmpty());
        assertEquals(
                List.of("json.missing", "schema.unknown", "json.type"),
                findings.all().stream().map(Problem::rule).toList());
    }

    private static ObjectNode doc(int schema) {
        return JsonNodeFactory.instance.objectNode().put("schema", schema);
    }
}
