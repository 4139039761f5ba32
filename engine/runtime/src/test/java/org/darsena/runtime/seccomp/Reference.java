package org.darsena.runtime.seccomp;

import java.math.BigInteger;
import org.darsena.model.container.SeccompProfile.Action;
import org.darsena.model.container.SeccompProfile.Condition;
import org.darsena.model.seccomp.Decision;

/// What a decision says, with whole numbers: nothing of the compiler's halves and jumps.
final class Reference {
    private Reference() {}

    static Action action(Decision decision, long... arguments) {
        return decision.branches().stream()
                .filter(b -> b.all().stream().allMatch(c -> holds(c, arguments[c.index()])))
                .findFirst()
                .map(Decision.Branch::action)
                .orElse(decision.otherwise());
    }

    private static boolean holds(Condition c, long argument) {
        BigInteger a = new BigInteger(Long.toUnsignedString(argument));
        BigInteger v = new BigInteger(Long.toUnsignedString(c.value()));
        BigInteger two = new BigInteger(Long.toUnsignedString(c.valueTwo()));
        return switch (c.op()) {
            case NE -> !a.equals(v);
            case LT -> a.compareTo(v) < 0;
            case LE -> a.compareTo(v) <= 0;
            case EQ -> a.equals(v);
            case GE -> a.compareTo(v) >= 0;
            case GT -> a.compareTo(v) > 0;
            case MASKED_EQ -> a.and(v).equals(two);
        };
    }
}
