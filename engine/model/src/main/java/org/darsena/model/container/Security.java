package org.darsena.model.container;

import java.util.Set;

/// What limits a container's processes beside ids and cgroups.
///
/// @param capAdd capabilities beyond the default set
/// @param capDrop capabilities taken out of it
/// @param noNewPrivileges prctl(2) PR_SET_NO_NEW_PRIVS
/// @param seccomp the system-call filter
public record Security(Set<Capability> capAdd, Set<Capability> capDrop, boolean noNewPrivileges, Seccomp seccomp) {

    public static final Security DEFAULT = new Security(Set.of(), Set.of(), true, Seccomp.DEFAULT);

    public Security {
        capAdd = Set.copyOf(capAdd);
        capDrop = Set.copyOf(capDrop);
    }

    /// The capabilities that result: default plus added less dropped.
    public Set<Capability> capabilities() {
        var set = java.util.EnumSet.copyOf(Capability.DEFAULT);
        set.addAll(capAdd);
        set.removeAll(capDrop);
        return java.util.Collections.unmodifiableSet(set);
    }

    /// Which filter.
    public enum Seccomp {
        /// our default profile, in the spirit of Docker's
        DEFAULT,
        /// none: needs the admin action
        UNCONFINED
    }
}
