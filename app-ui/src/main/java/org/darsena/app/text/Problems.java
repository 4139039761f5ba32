package org.darsena.app.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.darsena.model.Problem;

/// Problems as the helper sends them: a JSON list of `{rule, level, place, args}`.
final class Problems {
    private Problems() {}

    /// Empty where `json` is not such a list.
    static List<Problem> parse(String json) {
        try {
            var problems = new ArrayList<Problem>();
            for (JsonNode node : new ObjectMapper().readTree(json)) {
                problems.add(problem(node));
            }
            return List.copyOf(problems);
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }

    private static Problem problem(JsonNode node) {
        var args = new ArrayList<String>();
        node.path("args").forEach(arg -> args.add(arg.asText()));
        var level = "WARNING".equals(node.path("level").asText()) ? Problem.Level.WARNING : Problem.Level.ERROR;
        return new Problem(node.path("rule").asText(), level, node.path("place").asText(), args);
    }
}
