package org.darsena.runtime.stage;

/// The five capability sets as the kernel's 64-bit masks, capabilities(7);
/// see `org.darsena.model.container.Capability.mask`.
public record CapSets(long bounding, long permitted, long effective, long inheritable, long ambient) {

    /// For uid 0: bounded by and holding `mask`; nothing inheritable or ambient (as Docker since 2022).
    public static CapSets root(long mask) {
        return new CapSets(mask, mask, mask, 0, 0);
    }

    /// For another uid: bounded by `mask`, holding nothing.
    public static CapSets user(long mask) {
        return new CapSets(mask, 0, 0, 0, 0);
    }
}
