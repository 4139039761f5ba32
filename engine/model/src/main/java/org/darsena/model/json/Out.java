package org.darsena.model.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.darsena.model.container.Capability;
import org.jspecify.annotations.Nullable;

/// Builds JSON objects key by key, in the order in which a person would write them.
final class Out {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final DefaultPrettyPrinter PRINTER =
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

    private final ObjectNode node = NODES.objectNode();

    Out put(String key, JsonNode value) {
        node.set(key, value);
        return this;
    }

    Out put(String key, String value) {
        node.put(key, value);
        return this;
    }

    Out put(String key, boolean value) {
        node.put(key, value);
        return this;
    }

    Out put(String key, long value) {
        node.put(key, value);
        return this;
    }

    /// As a whole number where it is one.
    Out put(String key, double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? put(key, (long) value)
                : put(key, NODES.numberNode(value));
    }

    Out put(String key, Enum<?> value) {
        return put(key, Words.of(value));
    }

    /// Leaves the key out when there is no value.
    Out some(String key, @Nullable ObjectNode value) {
        return value == null ? this : put(key, value);
    }

    Out some(String key, @Nullable String value) {
        return value == null ? this : put(key, value);
    }

    Out some(String key, @Nullable Long value) {
        return value == null ? this : put(key, value.longValue());
    }

    Out someAmounts(String key, Map<String, Long> map) {
        var object = NODES.objectNode();
        map.forEach(object::put);
        return map.isEmpty() ? this : put(key, object);
    }

    /// Leaves the key out when the list is empty.
    Out some(String key, ArrayNode array) {
        return array.isEmpty() ? this : put(key, array);
    }

    Out some(String key, Map<String, String> map) {
        return map.isEmpty() ? this : put(key, map);
    }

    /// An explicit null where there is no value.
    Out orNull(String key, @Nullable Number value) {
        return switch (value) {
            case null -> put(key, NODES.nullNode());
            case Double d -> put(key, d.doubleValue());
            default -> put(key, value.longValue());
        };
    }

    Out put(String key, Map<String, String> map) {
        var object = NODES.objectNode();
        map.forEach(object::put);
        return put(key, object);
    }

    ObjectNode node() {
        return node;
    }

    static ArrayNode texts(Collection<String> texts) {
        return NODES.arrayNode().addAll(texts.stream().map(NODES::textNode).toList());
    }

    static ArrayNode capabilities(Collection<Capability> set) {
        return texts(set.stream().map(Capability::label).toList());
    }

    static <T> ArrayNode array(List<T> items, Function<T, ObjectNode> each) {
        return NODES.arrayNode().addAll(items.stream().map(each).toList());
    }

    /// Two spaces, `\n`, a newline at the end.
    static String text(ObjectNode node) {
        try {
            return MAPPER.writer(PRINTER).writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
