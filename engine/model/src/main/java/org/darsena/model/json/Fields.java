package org.darsena.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.darsena.model.Show;
import org.jspecify.annotations.Nullable;

/// Reads the keys of one JSON object. A key that is not there gives the default, one of the wrong type gives the
/// default and a finding; [#end] reports the keys nobody asked for.
final class Fields {
    private final ObjectNode node;
    private final String place;
    private final Findings findings;
    private final Set<String> known = new HashSet<>();

    private Fields(ObjectNode node, String place, Findings findings) {
        this.node = node;
        this.place = place;
        this.findings = findings;
    }

    /// Of an object without any key, for a stand-in; what is found wrong with it is not told.
    static Fields blank(String place) {
        return new Fields(JsonNodeFactory.instance.objectNode(), place, new Findings());
    }

    /// The fields of `node`, or empty and a finding if it is no object.
    static Optional<Fields> of(JsonNode node, String place, Findings findings) {
        if (node instanceof ObjectNode object) {
            return Optional.of(new Fields(object, place, findings));
        }
        findings.error("json.type", place, Show.value(node.toString()), "object");
        return Optional.empty();
    }

    Findings findings() {
        return findings;
    }

    String place(String key) {
        return Pointer.key(place, key);
    }

    /// Reports a wrong value of `key`.
    void wrong(String key, JsonNode value, String wanted) {
        findings.error("json.type", place(key), Show.value(value.toString()), wanted);
    }

    /// The value of `key` if it is there, be it null.
    Optional<JsonNode> get(String key) {
        known.add(key);
        return Optional.ofNullable(node.get(key));
    }

    /// Says that `key` has to be there, where it is not.
    void require(String key) {
        if (!node.has(key)) {
            findings.error("json.missing", place(key), key);
        }
    }

    String text(String key, String orElse) {
        return get(key).map(v -> asText(v, key, orElse)).orElse(orElse);
    }

    String requiredText(String key) {
        require(key);
        return text(key, "");
    }

    @Nullable
    String textOrNull(String key) {
        return get(key).filter(v -> !v.isNull()).map(v -> asText(v, key, "")).orElse(null);
    }

    private String asText(JsonNode value, String key, String orElse) {
        if (value.isTextual()) {
            return value.textValue();
        }
        wrong(key, value, "string");
        return orElse;
    }

    boolean bool(String key, boolean orElse) {
        return get(key).map(v -> {
                    if (!v.isBoolean()) {
                        wrong(key, v, "boolean");
                        return orElse;
                    }
                    return v.booleanValue();
                })
                .orElse(orElse);
    }

    int integer(String key, int orElse) {
        return get(key).map(v -> {
                    if (!v.isIntegralNumber() || !v.canConvertToInt()) {
                        wrong(key, v, "integer");
                        return orElse;
                    }
                    return v.intValue();
                })
                .orElse(orElse);
    }

    int requiredInteger(String key) {
        require(key);
        return integer(key, 0);
    }

    @Nullable
    Integer integerOrNull(String key) {
        return get(key).filter(v -> !v.isNull()).isEmpty() ? null : Integer.valueOf(integer(key, 0));
    }

    double number(String key, double orElse) {
        return get(key).map(v -> {
                    if (!v.isNumber() || !Double.isFinite(v.doubleValue())) {
                        wrong(key, v, "number");
                        return orElse;
                    }
                    return v.doubleValue();
                })
                .orElse(orElse);
    }

    <E extends Enum<E>> E oneOf(String key, Class<E> type, E orElse) {
        return get(key).map(v -> constant(v, place(key), type).orElse(orElse)).orElse(orElse);
    }

    private <E extends Enum<E>> Optional<E> constant(JsonNode value, String at, Class<E> type) {
        var constants = List.of(type.getEnumConstants());
        var found = constants.stream()
                .filter(c -> value.isTextual() && Words.of(c).equals(value.textValue()))
                .findFirst();
        if (found.isEmpty()) {
            String allowed = constants.stream().map(Words::of).collect(Collectors.joining(", "));
            findings.error("json.choice", at, Show.value(value.isTextual() ? value.textValue() : "" + value), allowed);
        }
        return found;
    }

    /// A set of words.
    <E extends Enum<E>> Set<E> setOf(String key, Class<E> type, Set<E> orElse) {
        if (get(key).isEmpty()) {
            return orElse;
        }
        var set = new HashSet<E>();
        list(key, (v, at) -> constant(v, at, type).map(set::add));
        return set;
    }

    /// The items of an array, each read by `item`, which makes a finding and a stand-in of one that is no good, so that
    /// the others keep their places.
    <T> List<T> list(String key, BiFunction<JsonNode, String, T> item) {
        return listOr(key, List.of(), item);
    }

    <T> List<T> listOr(String key, List<T> orElse, BiFunction<JsonNode, String, T> item) {
        Optional<JsonNode> value = get(key);
        if (value.isEmpty()) {
            return orElse;
        }
        if (!value.get().isArray()) {
            wrong(key, value.get(), "array");
            return orElse;
        }
        var result = new ArrayList<T>();
        int i = 0;
        for (JsonNode element : value.get()) {
            result.add(item.apply(element, Pointer.item(place(key), i++)));
        }
        return result;
    }

    List<String> texts(String key) {
        return list(key, this::textItem);
    }

    /// The strings of an array that stands at `at`.
    List<String> textsAt(JsonNode value, String at) {
        if (!value.isArray()) {
            findings.error("json.type", at, Show.value(value.toString()), "array");
            return List.of();
        }
        var result = new ArrayList<String>();
        int i = 0;
        for (JsonNode element : value) {
            result.add(textItem(element, Pointer.item(at, i++)));
        }
        return result;
    }

    private String textItem(JsonNode value, String at) {
        if (value.isTextual()) {
            return value.textValue();
        }
        findings.error("json.type", at, Show.value(value.toString()), "string");
        return "";
    }

    /// An object with free keys, in the document's order.
    <T> Map<String, T> map(String key, BiFunction<JsonNode, String, T> item) {
        Optional<JsonNode> value = get(key);
        if (value.isEmpty()) {
            return Map.of();
        }
        if (!value.get().isObject()) {
            wrong(key, value.get(), "object");
            return Map.of();
        }
        var result = new LinkedHashMap<String, T>();
        value.get().properties().forEach(entry -> {
            result.put(entry.getKey(), item.apply(entry.getValue(), Pointer.key(place(key), entry.getKey())));
        });
        return result;
    }

    Map<String, String> words(String key) {
        return map(key, this::textItem);
    }

    /// For an object whose kind is not known: its keys cannot be judged.
    void knowAll() {
        node.fieldNames().forEachRemaining(known::add);
    }

    /// Reports every key that was not asked for.
    void end() {
        String allowed = known.stream().sorted().collect(Collectors.joining(", "));
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key) && !findings.full()) {
                findings.error("json.unknown-key", place(key), Show.value(key), allowed);
            }
        });
    }
}
