package org.darsena.model.json;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.darsena.model.Problem;
import org.darsena.model.ProblemList;
import org.darsena.model.container.ContainerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Documents that are wrong in as many places as fit into them: the helper reads them before it knows whether their
/// sender may do anything at all, and answers with what it found.
class FloodTest {
    private static final int MANY = 60_000;

    private static String many(String each, String between) {
        return IntStream.range(0, MANY)
                .mapToObj(i -> each.replace("#", Integer.toHexString(i)))
                .collect(Collectors.joining(between));
    }

    private static String wrong(String where) {
        return switch (where) {
            case "keys" -> "{\"schema\":1,\"name\":\"a\",\"process\":{\"argv\":[\"a\"]}," + many("\"#\":0", ",") + "}";
            case "items" ->
                "{\"schema\":1,\"name\":\"a\",\"process\":{\"argv\":[" + many("1", ",") + "],\"env\":{"
                        + many("\"#-\":\"\"", ",") + "}}}";
            case "same" -> "{\"" + "k".repeat(500) + "\":{" + many("\"a\":0", ",") + "}}";
            default -> throw new IllegalArgumentException(where);
        };
    }

    private static long size(List<Problem> problems) {
        return problems.stream()
                .mapToLong(p -> p.place().length()
                        + p.args().stream().mapToInt(String::length).sum())
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"keys", "items", "same"})
    void noMoreIsSaidThanIsRead(String where) {
        Reading<ContainerSpec> read = SpecReader.check(wrong(where));
        assertFalse(read.ok());
        assertTrue(
                read.problems().size() <= 2 * ProblemList.MOST, read.problems().size() + " problems");
        assertTrue(size(read.problems()) < 1 << 18, size(read.problems()) + " characters");
    }

    @Test
    void noFloodOfWarningsHidesAnError() {
        var list = new ProblemList();
        for (int i = 0; i < MANY; i++) {
            list.warning("ns.user-off", "/namespaces");
        }
        list.error("argv.empty", "/process/argv");
        assertTrue(list.hasErrors());
        assertTrue(list.all().getLast().isError());
    }

    @Test
    void aKeyHasAnEnd() {
        Reading<ContainerSpec> read = SpecReader.check("{\"" + "k".repeat(5000) + "\":0}");
        assertNull(read.value());
        assertTrue(read.problems().getFirst().rule().equals("json.too-large"), read.problems()::toString);
    }
}
