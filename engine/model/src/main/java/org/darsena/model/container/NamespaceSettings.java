package org.darsena.model.container;

import java.util.Map;
import org.darsena.model.Copies;
import org.jspecify.annotations.Nullable;

/// How the namespaces that are not the host's are made.
///
/// @param shared those that are another container's, by its name or id; it runs while this one starts
/// @param domainname the NIS domain name of its own UTS namespace; null: none
/// @param monotonic seconds by which CLOCK_MONOTONIC of its own time namespace is ahead of the machine's
/// @param boottime the same of CLOCK_BOOTTIME, which `uptime` shows
public record NamespaceSettings(
        Map<Namespace, String> shared, @Nullable String domainname, long monotonic, long boottime) {
    public static final NamespaceSettings DEFAULT = new NamespaceSettings(Map.of(), null, 0, 0);

    public NamespaceSettings {
        shared = Copies.of(shared);
    }

    /// With clocks that go otherwise than the machine's.
    public boolean shifted() {
        return monotonic != 0 || boottime != 0;
    }
}
