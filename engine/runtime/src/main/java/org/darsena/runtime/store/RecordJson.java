package org.darsena.runtime.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.darsena.model.InvalidDocumentException;
import org.darsena.model.json.SpecReader;
import org.darsena.model.json.SpecWriter;
import org.jspecify.annotations.Nullable;

/// The forms of our own files.
final class RecordJson {
    private static final int SCHEMA = 1;
    private static final JsonMapper MAPPER = new JsonMapper();

    private RecordJson() {}

    static String write(ContainerRecord r) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("schema", SCHEMA)
                .put("id", r.id())
                .put("owner", r.owner())
                .put("created", r.created())
                .put("slot", r.slot())
                .put("lab", r.lab())
                .put("node", r.node());
        node.set("spec", parse(SpecWriter.write(r.spec())));
        return text(node);
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the model writes JSON", e);
        }
    }

    private static String text(JsonNode node) {
        return node.toPrettyString() + "\n";
    }

    /// Throws [IOException] where the text is not such a record.
    static ContainerRecord container(String json) throws IOException {
        JsonNode node = object(json);
        String id = string(node, "id");
        try {
            return new ContainerRecord(
                    id == null ? "" : id,
                    (int) number(node, "owner"),
                    number(node, "created"),
                    (int) number(node, "slot"),
                    string(node, "lab"),
                    string(node, "node"),
                    SpecReader.read(spec(node).toString()));
        } catch (InvalidDocumentException e) {
            throw new IOException("its spec is refused: " + e.problems(), e);
        }
    }

    /// Before there was a choice every root was writable.
    private static JsonNode spec(JsonNode record) {
        JsonNode spec = record.path("spec");
        if (spec instanceof ObjectNode object && !object.has("root")) {
            object.put("root", "writable");
        }
        return spec;
    }

    static String write(RunRecord r) {
        return text(MAPPER.createObjectNode()
                .put("schema", SCHEMA)
                .put("boot", r.bootId())
                .put("pid", r.pid())
                .put("startTicks", r.startTicks())
                .put("monitor", r.monitor())
                .put("monitorTicks", r.monitorTicks())
                .put("started", r.started()));
    }

    static RunRecord run(String json) throws IOException {
        JsonNode node = object(json);
        String boot = string(node, "boot");
        return new RunRecord(
                boot == null ? "" : boot,
                (int) number(node, "pid"),
                number(node, "startTicks"),
                (int) number(node, "monitor"),
                number(node, "monitorTicks"),
                number(node, "started"));
    }

    private static JsonNode object(String json) throws IOException {
        JsonNode node = MAPPER.readTree(json);
        if (node == null || !node.isObject()) {
            throw new IOException("not a JSON object");
        }
        if (node.path("schema").asInt() != SCHEMA) {
            throw new IOException("schema " + node.path("schema") + ", not " + SCHEMA);
        }
        return node;
    }

    private static long number(JsonNode node, String key) throws IOException {
        JsonNode value = node.path(key);
        if (!value.canConvertToLong()) {
            throw new IOException("no number `" + key + "`");
        }
        return value.longValue();
    }

    private static @Nullable String string(JsonNode node, String key) {
        return node.path(key).isTextual() ? node.path(key).textValue() : null;
    }
}
