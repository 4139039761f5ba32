package org.darsena.app.machine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.darsena.model.plan.Facts;

/// The doctor's report; what is missing in it is empty or 0.
///
/// @param memory bytes
/// @param plan what plans are made with; a usual machine where the helper does not tell
public record Report(
        String kernel, String cgroup, double memory, int processors, Facts.Machine plan, List<Check> checks) {
    public static final Report NONE = new Report("", "", 0, 0, Facts.Machine.USUAL, List.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    /// One thing looked at.
    ///
    /// @param state `ok`, `limited` or `missing`
    /// @param detail why it is not ok, in the helper's words
    /// @param neededFor ids of what it is needed for
    public record Check(String id, String state, String value, String detail, List<String> neededFor) {
        boolean ok() {
            return state.equals("ok");
        }

        /// The part before the first dot.
        String group() {
            int dot = id.indexOf('.');
            return dot < 0 ? id : id.substring(0, dot);
        }
    }

    /// [#NONE] where it is not of the form.
    public static Report parse(String json) {
        try {
            JsonNode root = JSON.readTree(json);
            List<Check> checks = new ArrayList<>();
            for (JsonNode n : root.path("checks")) {
                List<String> needed = new ArrayList<>();
                n.path("neededFor").forEach(x -> needed.add(x.asText("")));
                checks.add(new Check(
                        n.path("id").asText(""),
                        n.path("state").asText(""),
                        n.path("value").asText(""),
                        n.path("detail").asText(""),
                        List.copyOf(needed)));
            }
            return new Report(
                    root.path("kernel").asText(""),
                    root.path("cgroup").asText(""),
                    root.path("memory").asDouble(0),
                    root.path("processors").asInt(0),
                    plan(root.path("plan")),
                    List.copyOf(checks));
        } catch (JsonProcessingException e) {
            return NONE; // the page then says that nothing is known
        }
    }

    private static Facts.Machine plan(JsonNode plan) {
        List<Facts.CgroupTree> trees = new ArrayList<>();
        for (JsonNode tree : plan.path("trees")) {
            Set<String> controllers = new TreeSet<>();
            tree.path("controllers").forEach(c -> controllers.add(c.asText("")));
            trees.add(new Facts.CgroupTree(
                    tree.path("mount").asText(""),
                    controllers,
                    tree.path("unified").asBoolean(false)));
        }
        return plan.isMissingNode()
                ? Facts.Machine.USUAL
                : new Facts.Machine(
                        trees,
                        plan.path("parent").asText(""),
                        plan.path("containers").asText(""));
    }
}
