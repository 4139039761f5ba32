package org.darsena.runtime;

import java.nio.file.Path;

/// Where an engine keeps its things, and by which names it marks what it makes in the kernel: two engines
/// with different values never touch each other's.
///
/// @param state folder of what survives a reboot; made with mode 0700
/// @param run folder of what does not: pinned namespaces
/// @param cgroupParent name of our cgroup below each tree's root: `a-z 0-9 _ . -`
/// @param linkPrefix what the names of our interfaces on the host begin with: 2–4 lower-case letters
public record EngineConfig(Path state, Path run, String cgroupParent, String linkPrefix) {
    public EngineConfig {
        if (!cgroupParent.matches("[a-z][a-z0-9_.-]{0,62}")) {
            throw new IllegalArgumentException("not a name for a cgroup: " + cgroupParent);
        }
        if (!linkPrefix.matches("[a-z]{2,4}")) {
            throw new IllegalArgumentException("not a prefix for interfaces: " + linkPrefix);
        }
        state = state.toAbsolutePath().normalize();
        run = run.toAbsolutePath().normalize();
    }

    public static EngineConfig of(Path state, Path run) {
        return new EngineConfig(state, run, "darsena", "dar");
    }

    public EngineConfig withCgroupParent(String name) {
        return new EngineConfig(state, run, name, linkPrefix);
    }

    public EngineConfig withLinkPrefix(String prefix) {
        return new EngineConfig(state, run, cgroupParent, prefix);
    }
}
