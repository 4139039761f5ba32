package org.darsena.model.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.darsena.model.container.ContainerSpec;

/// From a container's spec and what was seen of it to one finding for each defence.
public final class Judge {
    private static final List<Function<Case, Finding>> RULES = rules();

    private Judge() {}

    private static List<Function<Case, Finding>> rules() {
        List<Function<Case, Finding>> all = new ArrayList<>();
        all.addAll(OutsideRules.ALL);
        all.addAll(InsideRules.ALL);
        all.addAll(LimitRules.ALL);
        all.addAll(AdviceRules.ALL);
        return List.copyOf(all);
    }

    /// One for each [Defence], in their order.
    public static List<Finding> judge(ContainerSpec spec, Seen seen) {
        Case it = new Case(spec, seen);
        return RULES.stream()
                .map(rule -> rule.apply(it))
                .sorted((a, b) -> a.defence().compareTo(b.defence()))
                .toList();
    }

    /// Whether nothing that should hold fails.
    public static boolean holds(List<Finding> findings) {
        return findings.stream().noneMatch(f -> f.outcome() == Outcome.BROKEN);
    }
}
