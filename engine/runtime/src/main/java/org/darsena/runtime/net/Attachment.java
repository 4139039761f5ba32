package org.darsena.runtime.net;

/// Where a card's other end is.
public sealed interface Attachment {
    /// A port of a bridge.
    ///
    /// @param where the namespace the bridge is in: the host's, or a lab's own
    record Bridge(NsRef where, String bridge) implements Attachment {}

    /// Straight into another node, without any part on the host. The node there describes its end as
    /// [Present].
    ///
    /// @param peerName the name of the card over there
    record Direct(NsRef peer, String peerName) implements Attachment {}

    /// The owner's NAT network: a port of its bridge, the leased address, and the default route.
    record Nat(NatLease lease) implements Attachment {}

    /// The card is there or comes with another node's [Direct]: it is only set up.
    record Present() implements Attachment {}
}
