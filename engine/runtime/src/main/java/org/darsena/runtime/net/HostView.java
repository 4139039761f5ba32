package org.darsena.runtime.net;

import java.util.Set;

/// What must be known of the host before addresses are given out; see [HostNetwork#view()].
///
/// @param taken networks the host has routes or addresses for, except the default route and our own NAT
/// bridges'
/// @param natBridges names of our NAT bridges that are there
public record HostView(Set<Cidr> taken, Set<String> natBridges) {
    public static final HostView EMPTY = new HostView(Set.of(), Set.of());

    public HostView {
        taken = Set.copyOf(taken);
        natBridges = Set.copyOf(natBridges);
    }

    /// Whether the host knows a way to a part of `network`.
    public boolean isTaken(Cidr network) {
        return taken.stream().anyMatch(network::overlaps);
    }
}
