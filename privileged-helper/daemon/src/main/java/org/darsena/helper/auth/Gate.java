package org.darsena.helper.auth;

import java.util.Map;
import java.util.TreeMap;
import org.darsena.helper.bus.Caller;
import org.darsena.helper.bus.Refusal;

/// The one gate in front of every method.
///
/// Threads: any.
public final class Gate {
    private final Authority authority;

    public Gate(Authority authority) {
        this.authority = authority;
    }

    /// `polkit` or `private-bus`.
    public String authority() {
        return authority.name();
    }

    /// For calls that are answered at once: never prompts.
    public void require(Caller caller, Action action) throws Refusal {
        Ask ask = new Ask(action, Map.of());
        pass(authority.check(caller, ask, false, Cancellation.NEVER), ask);
    }

    /// For jobs, which follow a click: may prompt, and blocks meanwhile. Never on a thread that serves the bus.
    public void require(Caller caller, Ask ask, Cancellation cancellation) throws Refusal {
        pass(authority.check(caller, ask, true, cancellation), ask);
    }

    private static void pass(Verdict verdict, Ask ask) throws Refusal {
        switch (verdict) {
            case ALLOWED -> {}
            case CANCELLED -> throw new Refusal(verdict.error(), Map.of());
            case DENIED, NEEDS_AUTHENTICATION, DISMISSED, NO_AUTHORITY -> {
                Map<String, String> args = new TreeMap<>(ask.details());
                args.put("action", ask.action().id());
                throw new Refusal(verdict.error(), args);
            }
        }
    }
}
