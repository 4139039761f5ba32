package org.darsena.runtime.stage;

import org.darsena.model.container.Capability;
import org.darsena.model.container.CapabilitySets;

/// The five capability sets as the kernel's 64-bit masks, and the securebits; capabilities(7);
/// see `org.darsena.model.container.Capability.mask`.
///
/// @param securebits as PR_SET_SECUREBITS takes them; 0 = leave them
public record CapSets(long bounding, long permitted, long effective, long inheritable, long ambient, int securebits) {

    public CapSets(long bounding, long permitted, long effective, long inheritable, long ambient) {
        this(bounding, permitted, effective, inheritable, ambient, 0);
    }

    public static CapSets of(CapabilitySets sets, int securebits) {
        return new CapSets(
                Capability.mask(sets.bounding()),
                Capability.mask(sets.permitted()),
                Capability.mask(sets.effective()),
                Capability.mask(sets.inheritable()),
                Capability.mask(sets.ambient()),
                securebits);
    }

    /// For uid 0: bounded by and holding `mask`; nothing inheritable or ambient (as Docker since 2022).
    public static CapSets root(long mask) {
        return new CapSets(mask, mask, mask, 0, 0);
    }

    /// For another uid: bounded by `mask`, holding nothing.
    public static CapSets user(long mask) {
        return new CapSets(mask, 0, 0, 0, 0);
    }
}
