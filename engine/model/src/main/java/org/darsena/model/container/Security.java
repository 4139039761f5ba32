package org.darsena.model.container;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.darsena.model.Copies;

/// What limits a container's processes beside ids and cgroups.
///
/// @param capAdd capabilities beyond the default set; wins over `capDrop`
/// @param capDrop capabilities taken out of the default set
/// @param noNewPrivileges prctl(2) PR_SET_NO_NEW_PRIVS
/// @param seccomp the system-call filter
public record Security(Set<Capability> capAdd, Set<Capability> capDrop, boolean noNewPrivileges, Seccomp seccomp) {

    public static final Security DEFAULT = new Security(Set.of(), Set.of(), true, Seccomp.DEFAULT);

    public Security {
        capAdd = Copies.of(capAdd);
        capDrop = Copies.of(capDrop);
    }

    /// The capabilities that result, as Docker counts: the default less those dropped, plus those added.
    public Set<Capability> capabilities() {
        var set = EnumSet.copyOf(Capability.DEFAULT);
        set.removeAll(capDrop);
        set.addAll(capAdd);
        return Collections.unmodifiableSet(set);
    }

    /// Which filter.
    public enum Seccomp {
        /// our default profile, in the spirit of Docker's
        DEFAULT,
        /// none: needs the admin action
        UNCONFINED
    }
}
