package org.darsena.model.container;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.darsena.model.Copies;

/// What limits a container's processes beside ids and cgroups.
///
/// @param capAdd capabilities beyond the default set; wins over `capDrop`
/// @param capDrop capabilities taken out of the default set
/// @param capabilitySets sets given outright, in place of what follows from the two above; see [CapabilitySets#of]
/// @param secureBits switches of root's special treatment
/// @param noNewPrivileges prctl(2) PR_SET_NO_NEW_PRIVS
/// @param seccomp the system-call filter
/// @param lsm security modules
public record Security(
        Set<Capability> capAdd,
        Set<Capability> capDrop,
        Map<CapabilitySet, Set<Capability>> capabilitySets,
        Set<SecureBit> secureBits,
        boolean noNewPrivileges,
        Seccomp seccomp,
        Lsm lsm) {

    public static final Security DEFAULT = new Security(Set.of(), Set.of(), true, Seccomp.DEFAULT);

    /// Of a system with an init: reboot(2), which in a pid namespace of its own ends or restarts only that, and
    /// set-uid programs as on a machine; what they gain is the container's.
    public static final Security SYSTEM = new Security(Set.of(Capability.SYS_BOOT), Set.of(), false, Seccomp.DEFAULT);

    public Security {
        capAdd = Copies.of(capAdd);
        capDrop = Copies.of(capDrop);
        capabilitySets = inOrder(capabilitySets);
        secureBits = Copies.of(secureBits);
    }

    private static Map<CapabilitySet, Set<Capability>> inOrder(Map<CapabilitySet, Set<Capability>> sets) {
        var ordered = new EnumMap<CapabilitySet, Set<Capability>>(CapabilitySet.class);
        sets.forEach((set, held) -> ordered.put(set, Copies.of(held)));
        return Collections.unmodifiableMap(ordered);
    }

    /// With the sets that follow from what is added and dropped.
    public Security(Set<Capability> capAdd, Set<Capability> capDrop, boolean noNewPrivileges, Seccomp seccomp) {
        this(capAdd, capDrop, Map.of(), Set.of(), noNewPrivileges, seccomp, Lsm.DEFAULT);
    }

    public Security withLsm(Lsm modules) {
        return new Security(capAdd, capDrop, capabilitySets, secureBits, noNewPrivileges, seccomp, modules);
    }

    /// The most that anything in it can ever have: the bounding set. Given outright, or as Docker counts: the default
    /// less those dropped, plus those added.
    public Set<Capability> capabilities() {
        Set<Capability> given = capabilitySets.get(CapabilitySet.BOUNDING);
        if (given != null) {
            return given;
        }
        var set = EnumSet.copyOf(Capability.DEFAULT);
        set.removeAll(capDrop);
        set.addAll(capAdd);
        return Collections.unmodifiableSet(set);
    }

    /// The same under another filter.
    public Security under(Seccomp other) {
        return new Security(capAdd, capDrop, capabilitySets, secureBits, noNewPrivileges, other, lsm);
    }

    /// Which filter of system calls.
    public sealed interface Seccomp permits SeccompMode, SeccompProfile {
        Seccomp DEFAULT = SeccompMode.DEFAULT;
        Seccomp UNCONFINED = SeccompMode.UNCONFINED;

        /// The mode's word, or the profile's name.
        String label();
    }
}
