package org.darsena.model.container;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One interface of a container.
///
/// @param name its name inside, 1–15 of `a-z A-Z 0-9 . _ -`
/// @param type how it is plugged
/// @param network for [Type#BRIDGE]: the network's name (per owner); for [Type#PAIR]: the other container's
///     name
/// @param addresses in CIDR form, v4 or v6; empty with NAT: one is chosen
/// @param mac null: chosen by the kernel
/// @param mtu null: 1500
public record NetworkSpec(
        String name,
        Type type,
        @Nullable String network,
        List<String> addresses,
        @Nullable String mac,
        @Nullable Integer mtu) {

    public NetworkSpec {
        addresses = List.copyOf(addresses);
    }

    /// The ways to plug an interface; more in the lab document.
    public enum Type {
        /// a veth into the owner's default bridge, masqueraded to the outside
        NAT,
        /// a veth into a named bridge without a way out
        BRIDGE,
        /// a veth straight into another container
        PAIR
    }

    public static NetworkSpec nat(String name) {
        return new NetworkSpec(name, Type.NAT, null, List.of(), null, null);
    }
}
