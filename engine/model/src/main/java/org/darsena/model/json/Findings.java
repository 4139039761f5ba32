package org.darsena.model.json;

import java.util.List;
import java.util.regex.Pattern;
import org.darsena.model.Problem;
import org.darsena.model.ProblemList;

/// What a reading found so far.
final class Findings {
    private static final Pattern ITEM = Pattern.compile("/[0-9]+");

    private final ProblemList problems = new ProblemList();

    void error(String rule, String place, Object... args) {
        problems.error(rule, place, args);
    }

    /// Adds what the rules found, but for places about which something was said already: a wrong type's stand-in
    /// value must not be blamed too.
    void addRules(List<Problem> found) {
        var places = problems.all().stream().map(Problem::place).toList();
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

    /// Whether there are so many that no more are kept, so that nobody needs to look for them.
    boolean full() {
        return problems.full();
    }

    boolean hasErrors() {
        return problems.hasErrors();
    }

    List<Problem> all() {
        return problems.all();
    }
}
