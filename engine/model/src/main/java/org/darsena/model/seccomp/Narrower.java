package org.darsena.model.seccomp;

import java.util.List;
import org.darsena.model.container.SeccompProfile.Condition;
import org.darsena.model.container.SeccompProfile.Op;
import org.darsena.model.seccomp.Decision.Branch;

/// Whether one decision lets nothing pass that another would not. May err only by saying no.
final class Narrower {
    private Narrower() {}

    static boolean within(Decision ours, Decision theirs) {
        if (ours.neverAllows() || theirs.alwaysAllows() || ours.equals(theirs)) {
            return true;
        }
        return !ours.otherwise().kind().allows()
                && ours.branches().stream()
                        .filter(b -> b.action().kind().allows())
                        .allMatch(b -> allowed(b.all(), theirs));
    }

    private static boolean allowed(List<Condition> when, Decision theirs) {
        for (Branch branch : theirs.branches()) {
            if (!branch.action().kind().allows()) {
                return false; // it might hold first
            }
            if (branch.all().stream().allMatch(c -> when.stream().anyMatch(w -> implies(w, c)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean implies(Condition has, Condition wanted) {
        if (has.index() != wanted.index()) {
            return false;
        }
        if (has.equals(wanted)) {
            return true;
        }
        if (has.op() == Op.EQ) {
            return holds(wanted, has.value());
        }
        return has.op() == Op.MASKED_EQ
                && wanted.op() == Op.MASKED_EQ
                && (has.value() & wanted.value()) == wanted.value()
                && (has.valueTwo() & wanted.value()) == wanted.valueTwo();
    }

    /// Whether `condition` holds for an argument of this value.
    static boolean holds(Condition condition, long argument) {
        int order = Long.compareUnsigned(argument, condition.value());
        return switch (condition.op()) {
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case EQ -> order == 0;
            case GE -> order >= 0;
            case GT -> order > 0;
            case MASKED_EQ -> (argument & condition.value()) == condition.valueTwo();
        };
    }
}
