package org.darsena.model.json;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.darsena.model.Problem;

/// What a reading found so far.
final class Findings {
    private static final Pattern ITEM = Pattern.compile("/[0-9]+");

    private final List<Problem> problems = new ArrayList<>();

    void error(String rule, String place, Object... args) {
        problems.add(Problem.error(rule, place, args));
    }

    /// Adds what the rules found, but for places about which something was said already: a wrong type's stand-in
    /// value must not be blamed too.
    void addRules(List<Problem> found) {
        var places = problems.stream().map(Problem::place).toList();
        for (Problem problem : found) {
            if (places.stream().noneMatch(said -> covers(said, problem.place()))) {
                problems.add(problem);
            }
        }
    }

    /// Something said of an item also covers the list it is in: a list of nothing good counts as empty.
    private static boolean covers(String said, String place) {
        return place.equals(said)
                || place.startsWith(said + "/")
                || (said.startsWith(place + "/")
                        && ITEM.matcher(said.substring(place.length())).matches());
    }

    boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    List<Problem> all() {
        return List.copyOf(problems);
    }
}
