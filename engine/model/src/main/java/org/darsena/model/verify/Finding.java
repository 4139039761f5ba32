package org.darsena.model.verify;

import java.util.Map;
import org.darsena.model.Copies;

/// What became of one defence of a container.
///
/// @param reason why it does not hold, one of [Defence#reasons()] or `untried`; empty where it holds
/// @param args what the sentence needs: `what` was seen, as the kernel calls it
public record Finding(Defence defence, Outcome outcome, String reason, Map<String, String> args) {

    public Finding {
        args = Copies.of(args);
        boolean fits = switch (outcome) {
            case HOLDS -> reason.isEmpty();
            case UNKNOWN -> reason.equals(Defence.UNTRIED);
            case WEAKENED, ADVISED, BROKEN -> defence.reasons().contains(reason);
        };
        if (!fits) {
            throw new IllegalArgumentException(defence + " is not " + outcome + " for reason " + reason);
        }
    }

    static Finding holds(Defence defence) {
        return new Finding(defence, Outcome.HOLDS, "", Map.of());
    }

    static Finding untried(Defence defence) {
        return new Finding(defence, Outcome.UNKNOWN, Defence.UNTRIED, Map.of());
    }

    static Finding of(Defence defence, Outcome outcome, String reason, Object what) {
        return new Finding(defence, outcome, reason, Map.of("what", String.valueOf(what)));
    }
}
