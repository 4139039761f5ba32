package org.darsena.runtime.stage;

import java.util.List;

/// A ruleset of landlock(7), in the kernel's own bits.
///
/// @param files LANDLOCK_ACCESS_FS_… that are denied but where a rule allows them
/// @param ports LANDLOCK_ACCESS_NET_…
/// @param scoped LANDLOCK_SCOPE_…
public record Ruleset(long files, long ports, long scoped, List<Rule> rules) {
    public Ruleset {
        rules = List.copyOf(rules);
    }

    /// @param access what is allowed
    /// @param port of TCP; of a rule for files 0
    /// @param path absolute inside; empty: a rule for a port
    public record Rule(long access, int port, String path) {}
}
