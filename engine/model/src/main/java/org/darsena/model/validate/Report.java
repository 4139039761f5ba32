package org.darsena.model.validate;

import java.util.List;
import org.darsena.model.Problem;
import org.darsena.model.ProblemList;
import org.darsena.model.Show;

/// Collects problems; strings of the document are made fit to be shown on the way.
final class Report {
    private final ProblemList problems = new ProblemList();

    void error(String rule, String place, Object... args) {
        problems.error(rule, place, shown(args));
    }

    void warning(String rule, String place, Object... args) {
        problems.warning(rule, place, shown(args));
    }

    /// Adds [#error] unless `condition`; gives `condition` back.
    boolean require(boolean condition, String rule, String place, Object... args) {
        if (!condition) {
            error(rule, place, args);
        }
        return condition;
    }

    List<Problem> problems() {
        return problems.all();
    }

    private static Object[] shown(Object... args) {
        var shown = new Object[args.length];
        for (int i = 0; i < args.length; i++) {
            shown[i] = args[i] instanceof String text ? Show.value(text) : args[i];
        }
        return shown;
    }
}
