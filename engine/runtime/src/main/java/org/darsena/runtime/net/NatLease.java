package org.darsena.runtime.net;

import java.net.InetAddress;

/// The place of one card in its owner's NAT network.
///
/// @param segment the bridge's part of the network
/// @param address its own, with the subnet's prefix
public record NatLease(NatSegment segment, Cidr address) {
    /// Our end of the bridge: the default gateway.
    public InetAddress gateway() {
        return segment.gateway().address();
    }
}
