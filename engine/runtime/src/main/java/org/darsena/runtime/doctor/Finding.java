package org.darsena.runtime.doctor;

import java.util.List;

/// One ability of the machine.
///
/// @param id stable: `namespace.user`, `cgroup.memory`, `link.vlan` …
/// @param state whether it is there
/// @param value what was seen: a version, a number; may be empty
/// @param detail why it is limited or missing, for those who can mend it; may be empty
/// @param neededFor stable ids of what wants it: `container`, `container.unprivileged`, `limit.memory`,
///     `network.nat`, `lab.router` …
public record Finding(String id, State state, String value, String detail, List<String> neededFor) {
    public Finding {
        neededFor = List.copyOf(neededFor);
    }

    /// Whether it is there.
    public enum State {
        OK,
        /// there, but something about it has to be known
        LIMITED,
        MISSING
    }

    static Finding of(String id, boolean there, String value, String... neededFor) {
        return new Finding(id, there ? State.OK : State.MISSING, value, "", List.of(neededFor));
    }

    Finding limited(String why) {
        return new Finding(id, State.LIMITED, value, why, neededFor);
    }

    Finding because(String why) {
        return new Finding(id, state, value, why, neededFor);
    }
}
