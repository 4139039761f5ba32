package org.darsena.model.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.darsena.model.Problem;
import org.jspecify.annotations.Nullable;

/// The way in, the same for every kind of document: text → tree → today's schema → fields → rules.
final class Entry {
    /// Characters of a document; also the longest string in one.
    static final int MAX_LENGTH = 8 << 20;

    private Entry() {}

    /// Decodes UTF-8 strictly; empty and a finding if it is not.
    static Optional<String> utf8(byte[] bytes, Findings findings) {
        if (bytes.length > MAX_LENGTH) {
            findings.error("json.too-large", "", bytes.length, MAX_LENGTH);
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            findings.error("json.encoding", "");
            return Optional.empty();
        }
    }

    static <T> Reading<T> versioned(
            String text, Upgrades upgrades, Function<Fields, T> form, Function<T, List<Problem>> rules) {
        var findings = new Findings();
        @Nullable
        T value = StrictTree.parse(text, findings)
                .flatMap(tree -> object(tree, findings))
                .flatMap(object -> upgrades.apply(object, findings))
                .flatMap(object -> Fields.of(object, "", findings))
                .map(fields -> read(fields, form))
                .orElse(null);
        return finish(value, rules, findings);
    }

    static <T> Reading<T> plain(String text, Function<Fields, T> form, Function<T, List<Problem>> rules) {
        var findings = new Findings();
        @Nullable
        T value = StrictTree.parse(text, findings)
                .flatMap(tree -> Fields.of(tree, "", findings))
                .map(fields -> read(fields, form))
                .orElse(null);
        return finish(value, rules, findings);
    }

    private static <T> T read(Fields fields, Function<Fields, T> form) {
        T value = form.apply(fields);
        fields.end();
        return value;
    }

    private static Optional<ObjectNode> object(JsonNode tree, Findings findings) {
        return Fields.of(tree, "", findings).map(fields -> (ObjectNode) tree);
    }

    private static <T> Reading<T> finish(@Nullable T value, Function<T, List<Problem>> rules, Findings findings) {
        if (value == null) {
            return new Reading<>(null, findings.all());
        }
        boolean formed = !findings.hasErrors();
        findings.addRules(rules.apply(value));
        return new Reading<>(formed ? value : null, findings.all());
    }
}
