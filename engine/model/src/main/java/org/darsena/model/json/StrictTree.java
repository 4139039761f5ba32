package org.darsena.model.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.darsena.model.Show;

/// Text to tree, built token by token so that every duplicate key and every too deep value is reported with its
/// place, where Jackson would stop at the first.
final class StrictTree {
    /// Levels of `{` and `[`; our documents have at most seven.
    static final int MAX_DEPTH = 16;

    /// Characters of a key: the longest that means anything is that of an environment variable. Keys stand in the
    /// places of everything below them.
    private static final int MAX_NAME = 512;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final Findings findings;

    private StrictTree(JsonParser parser, Findings findings) {
        this.parser = parser;
        this.findings = findings;
    }

    /// The tree of `text`; empty when it is no JSON, which `findings` then says.
    static Optional<JsonNode> parse(String text, Findings findings) {
        if (text.length() > Entry.MAX_LENGTH) {
            findings.error("json.too-large", "", text.length(), Entry.MAX_LENGTH);
            return Optional.empty();
        }
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxStringLength(Entry.MAX_LENGTH)
                .maxNestingDepth(Entry.MAX_LENGTH) // skipped without recursion, see MAX_DEPTH
                .maxNumberLength(64)
                .maxNameLength(MAX_NAME)
                .build();
        JsonFactory factory =
                JsonFactory.builder().streamReadConstraints(limits).build();
        try (JsonParser parser = factory.createParser(text)) {
            return new StrictTree(parser, findings).document();
        } catch (StreamConstraintsException e) {
            findings.error("json.too-large", "", Show.value(e.getOriginalMessage()), Entry.MAX_LENGTH);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            findings.error(
                    "json.syntax", "", at.getLineNr(), at.getColumnNr(), Show.value(e.getOriginalMessage(), 200));
        } catch (IOException e) {
            throw new IllegalStateException("reading a string does not fail", e);
        }
        return Optional.empty();
    }

    private Optional<JsonNode> document() throws IOException {
        if (parser.nextToken() == null) {
            findings.error("json.empty", "");
            return Optional.empty();
        }
        JsonNode root = value("", 1);
        var end = parser.currentLocation();
        if (parser.nextToken() != null) {
            findings.error("json.trailing", "", end.getLineNr(), end.getColumnNr());
        }
        return Optional.of(root);
    }

    private JsonNode value(String place, int depth) throws IOException {
        JsonToken token = parser.currentToken();
        if (token.isStructStart() && depth > MAX_DEPTH) {
            findings.error("json.too-deep", place, MAX_DEPTH);
            parser.skipChildren();
            return NODES.nullNode();
        }
        return switch (token) {
            case START_OBJECT -> object(place, depth);
            case START_ARRAY -> array(place, depth);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private JsonNode integer() throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? NODES.numberNode(parser.getBigIntegerValue())
                : NODES.numberNode(parser.getLongValue());
    }

    private ObjectNode object(String place, int depth) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String inner = Pointer.key(place, key);
            parser.nextToken();
            JsonNode value = value(inner, depth + 1);
            if (object.has(key)) {
                findings.error("json.duplicate-key", inner, Show.value(key));
            } else {
                object.set(key, value);
            }
        }
        return object;
    }

    private ArrayNode array(String place, int depth) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(Pointer.item(place, array.size()), depth + 1));
        }
        return array;
    }
}
