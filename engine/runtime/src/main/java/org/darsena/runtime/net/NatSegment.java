package org.darsena.runtime.net;

import java.util.Map;

/// One bridge of an owner's NAT network with its own subnet; segments of one owner are routed to each
/// other. Kept by the caller inside [NatBook]; plain strings, so that any JSON mapper reads and writes
/// it.
///
/// @param bridge its name among the host's interfaces
/// @param subnet an IPv4 network, e.g. `10.213.0.0/22`; the first address is the gateway
/// @param leases key (`<container id>/<card>`) → address without prefix
public record NatSegment(String bridge, String subnet, Map<String, String> leases) {
    /// A bridge holds at most 1023 ports.
    public static final int MAX_LEASES = 1000;

    public NatSegment {
        IfNames.checked(bridge);
        if (!network(subnet).isV4()) {
            throw new IllegalArgumentException("not an IPv4 subnet: " + subnet);
        }
        leases = Map.copyOf(leases);
    }

    private static Cidr network(String subnet) {
        return Cidr.parse(subnet).network();
    }

    public Cidr network() {
        return network(subnet);
    }

    /// The gateway's address with the subnet's prefix.
    public Cidr gateway() {
        return network().host(1);
    }
}
