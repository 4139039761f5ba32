package org.darsena.model;

import java.util.ArrayList;
import java.util.List;

/// Problems as they are found, no more of them than anybody reads: a document may be wrong in a million places, and the
/// helper reads other people's. Of errors and warnings as many each are kept, so that no flood of warnings hides that
/// a document is refused.
public final class ProblemList {
    /// How many of each level are kept.
    public static final int MOST = 200;

    /// A place is a JSON pointer made of the document's own keys, which can be as long as they like.
    private static final int LONGEST_PLACE = 512;

    private final List<Problem> problems = new ArrayList<>();
    private int errors;
    private int warnings;

    public void error(String rule, String place, Object... args) {
        if (errors < MOST) {
            add(Problem.error(rule, shown(place), args));
        }
    }

    public void warning(String rule, String place, Object... args) {
        if (warnings < MOST) {
            add(Problem.warning(rule, shown(place), args));
        }
    }

    public void add(Problem problem) {
        if (problem.isError() ? errors++ < MOST : warnings++ < MOST) {
            problems.add(problem);
        }
    }

    /// Whether more errors would be thrown away.
    public boolean full() {
        return errors >= MOST;
    }

    public boolean hasErrors() {
        return errors > 0;
    }

    public List<Problem> all() {
        return List.copyOf(problems);
    }

    private static String shown(String place) {
        return place.length() <= LONGEST_PLACE ? place : place.substring(0, LONGEST_PLACE) + "…";
    }
}
