package org.darsena.runtime.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.darsena.model.Problem;
import org.darsena.model.json.LabReader;
import org.darsena.model.json.SpecReader;
import org.darsena.model.verify.Row;
import org.darsena.runtime.Proves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names that would lead elsewhere as part of a path, a command line or a log. The reader refuses the whole document,
/// so
/// nothing is made; the engine reads nothing else.
class NamesTest {
    /// Where a name stands → the document with `%s` in its place.
    private static final Map<String, String> SPECS = new TreeMap<>(Map.of(
            "/name", "{\"schema\":1,\"name\":%s,\"process\":{\"argv\":[\"true\"]}}",
            "/image", "{\"schema\":1,\"name\":\"a\",\"image\":%s,\"process\":{\"argv\":[\"true\"]}}",
            "/hostname", "{\"schema\":1,\"name\":\"a\",\"hostname\":%s,\"process\":{\"argv\":[\"true\"]}}",
            "/networks/0/name",
                    "{\"schema\":1,\"name\":\"a\",\"process\":{\"argv\":[\"true\"]},\"networks\":[{\"name\":%s}]}",
            "/networks/0/network",
                    "{\"schema\":1,\"name\":\"a\",\"process\":{\"argv\":[\"true\"]},\"networks\":"
                            + "[{\"name\":\"eth0\",\"type\":\"bridge\",\"network\":%s}]}"));

    private static final Map<String, String> LABS = new TreeMap<>(Map.of(
            "/name", "{\"schema\":1,\"name\":%s,\"nodes\":[{\"name\":\"a\"}],\"links\":[]}",
            "/nodes/0/name", "{\"schema\":1,\"name\":\"lab\",\"nodes\":[{\"name\":%s}],\"links\":[]}",
            "/links/0/a/iface",
                    "{\"schema\":1,\"name\":\"lab\",\"nodes\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"links\":"
                            + "[{\"a\":{\"node\":\"a\",\"iface\":%s},\"b\":{\"node\":\"b\",\"iface\":\"e\"}}]}"));

    @Proves(Row.NAMES)
    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "../x", "a/b", "/", "a\0b", "a\nb", "", "-a", "a b", "long"})
    void areRefusedWhereTheyStand(String text) throws Exception {
        String name = text.equals("long") ? "x".repeat(300) : text;
        String quoted = new JsonMapper().writeValueAsString(name);
        SPECS.forEach((place, document) -> refused(
                place, name, SpecReader.check(document.formatted(quoted)).problems()));
        LABS.forEach((place, document) ->
                refused(place, name, LabReader.check(document.formatted(quoted)).problems()));
    }

    private static void refused(String place, String name, List<Problem> problems) {
        assertTrue(
                problems.stream().anyMatch(p -> p.isError() && p.place().equals(place)),
                () -> "'" + name + "' at " + place + ": " + problems);
    }

    /// What is right must pass, or the refusals would say nothing.
    @Test
    void goodOnesPass() throws Exception {
        for (Map.Entry<String, String> spec : SPECS.entrySet()) {
            var read = SpecReader.check(spec.getValue().formatted("\"a1\""));
            assertEquals(
                    List.of(), read.problems().stream().filter(Problem::isError).toList(), spec.getKey());
        }
        for (Map.Entry<String, String> lab : LABS.entrySet()) {
            var read = LabReader.check(lab.getValue().formatted("\"a1\""));
            assertEquals(
                    List.of(), read.problems().stream().filter(Problem::isError).toList(), lab.getKey());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "x", "/a/../../b", "/a\0b", "/", ""})
    void placesOfFiles(String path) throws Exception {
        String quoted = new JsonMapper().writeValueAsString(path);
        refused(
                "/files/0/path",
                path,
                SpecReader.check("{\"schema\":1,\"name\":\"a\",\"process\":{\"argv\":[\"true\"]},\"files\":[{\"path\":"
                                + quoted + "}]}")
                        .problems());
    }
}
