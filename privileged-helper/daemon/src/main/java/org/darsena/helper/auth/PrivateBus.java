package org.darsena.helper.auth;

import org.darsena.helper.bus.Caller;

/// For a helper that someone started by hand on a bus of their own: serves root, and one user where that gives no
/// more than an ordinary container. Nobody is asked for a password here, so what would need an administrator's is
/// root's alone.
///
/// @param uid the user that started it
public record PrivateBus(int uid) implements Authority {
    @Override
    public String name() {
        return "private-bus";
    }

    @Override
    public Verdict check(Caller caller, Ask ask, boolean mayPrompt, Cancellation cancellation) {
        boolean allowed =
                caller.isRoot() || caller.uid() == uid && !ask.action().forAdministrators();
        return allowed ? Verdict.ALLOWED : Verdict.DENIED;
    }
}
