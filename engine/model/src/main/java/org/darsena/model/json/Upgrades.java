package org.darsena.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.darsena.model.Show;

/// Brings a document of an older schema to today's, one small step per number.
///
/// @param steps the first takes schema 1 to 2, and so on; today's schema is one more than their count
record Upgrades(List<UnaryOperator<ObjectNode>> steps) {

    Upgrades {
        steps = List.copyOf(steps);
    }

    int current() {
        return steps.size() + 1;
    }

    /// The document in today's form; empty when its schema is missing, no number, or newer than we know.
    Optional<ObjectNode> apply(ObjectNode document, Findings findings) {
        JsonNode schema = document.get("schema");
        if (schema == null) {
            findings.error("json.missing", "/schema", "schema");
            return Optional.empty();
        }
        if (!schema.isIntegralNumber()) {
            findings.error("json.type", "/schema", Show.value(schema.toString()), "integer");
            return Optional.empty();
        }
        if (!schema.canConvertToInt() || schema.asInt() < 1 || schema.asInt() > current()) {
            findings.error("schema.unknown", "/schema", Show.value(schema.toString()), current());
            return Optional.empty();
        }
        ObjectNode today = document.deepCopy();
        for (var step : steps.subList(schema.asInt() - 1, steps.size())) {
            today = step.apply(today);
        }
        today.put("schema", current());
        return Optional.of(today);
    }
}
