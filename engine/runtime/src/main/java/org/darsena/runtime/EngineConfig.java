package org.darsena.runtime;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where an engine keeps its things, and by which names it marks what it makes in the kernel: two engines
/// with different values never touch each other's.
///
/// @param state folder of what survives a reboot; made with mode 0700
/// @param run folder of what does not: pinned namespaces
/// @param cgroupParent name of our cgroup below each tree's root: `a-z 0-9 _ . -`
/// @param linkPrefix what the names of our interfaces on the host begin with: three lower-case letters
/// @param hostNamespace a network namespace (nsfs file) that takes the host's place, for tests; null: the
///     program's own
public record EngineConfig(
        Path state,
        Path run,
        String cgroupParent,
        String linkPrefix,
        @Nullable Path hostNamespace) {
    private static final String DEFAULT_PREFIX = "dar";

    public EngineConfig {
        if (!cgroupParent.matches("[a-z][a-z0-9_.-]{0,62}")) {
            throw new IllegalArgumentException("not a name for a cgroup: " + cgroupParent);
        }
        if (!linkPrefix.matches("[a-z]{3}")) {
            throw new IllegalArgumentException("not a prefix for interfaces: " + linkPrefix);
        }
        state = state.toAbsolutePath().normalize();
        run = run.toAbsolutePath().normalize();
    }

    public static EngineConfig of(Path state, Path run) {
        return new EngineConfig(state, run, "darsena", DEFAULT_PREFIX, null);
    }

    public EngineConfig withCgroupParent(String name) {
        return new EngineConfig(state, run, name, linkPrefix, hostNamespace);
    }

    public EngineConfig withLinkPrefix(String prefix) {
        return new EngineConfig(state, run, cgroupParent, prefix, hostNamespace);
    }

    public EngineConfig withHostNamespace(@Nullable Path namespace) {
        return new EngineConfig(state, run, cgroupParent, linkPrefix, namespace);
    }

    /// The nftables table (family inet) that goes with the prefix.
    public String nftTable() {
        return linkPrefix.equals(DEFAULT_PREFIX) ? "darsena" : "darsena_" + linkPrefix;
    }
}
