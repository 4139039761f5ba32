package org.darsena.app.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What came of one check of a lab.
///
/// @param held whether it is as it should be
/// @param refusal whether it is one that must not work
/// @param detail what was seen, in the engine's words; [org.darsena.app.text.CheckWords] makes a sentence
///     of it
public record CheckResult(String name, String node, boolean held, boolean refusal, String detail) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// The result `checks` of a check job, in the document's order; empty where it is something else.
    public static List<CheckResult> parse(Map<String, Object> result) {
        List<CheckResult> all = new ArrayList<>();
        try {
            for (JsonNode n : JSON.readTree(String.valueOf(result.getOrDefault("checks", "[]")))) {
                all.add(new CheckResult(
                        n.path("name").asText(),
                        n.path("node").asText(),
                        n.path("held").asBoolean(),
                        refusal(n.path("expect").asText()),
                        n.path("detail").asText()));
            }
        } catch (JsonProcessingException e) {
            return List.of();
        }
        return List.copyOf(all);
    }

    /// The result that a step of a check job tells; empty for other steps.
    ///
    /// @param refusal whether the check of the step's `name` is one that must not work
    public static Optional<CheckResult> of(Job.Progress step, boolean refusal) {
        Map<String, String> args = step.args();
        return step.step().equals("lab.check") && args.containsKey("held")
                ? Optional.of(new CheckResult(
                        args.getOrDefault("name", ""),
                        args.getOrDefault("node", ""),
                        Boolean.parseBoolean(args.get("held")),
                        refusal,
                        args.getOrDefault("detail", "")))
                : Optional.empty();
    }

    private static boolean refusal(String expect) {
        return expect.replace('_', '-').equalsIgnoreCase("must-not");
    }
}
