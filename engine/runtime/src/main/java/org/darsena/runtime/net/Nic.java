package org.darsena.runtime.net;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One network card of a container or lab node.
///
/// @param name inside, e.g. `eth0`
/// @param mac null: derived from id and name (with NAT: from the address), so it is the same at each start
/// @param mtu null: 1500; with [Attachment.Direct] it holds for both ends
/// @param addresses with their prefixes; with [Attachment.Nat] the leased one is added
public record Nic(String name, @Nullable Mac mac, @Nullable Integer mtu, List<Cidr> addresses, Attachment attachment) {
    public Nic {
        IfNames.checked(name);
        addresses = List.copyOf(addresses);
    }
}
