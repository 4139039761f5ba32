package org.darsena.helper.auth;

import org.darsena.helper.bus.Caller;

/// Who decides. The system service uses [Polkit] and nothing else.
///
/// Threads: any; a check may block for as long as a person takes to type a password, so one that may prompt is never
/// made on a thread that serves the bus.
public sealed interface Authority permits Polkit, PrivateBus {

    /// As told to clients: `polkit` or `private-bus`.
    String name();

    /// @param mayPrompt whether this follows a click, so that a password dialog is no surprise
    Verdict check(Caller caller, Ask ask, boolean mayPrompt, Cancellation cancellation);
}
