package org.darsena.runtime.net;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// A route of the main table. `via`, `dev` or both say where to.
///
/// @param to the destination; `0.0.0.0/0` or `::/0` is the default route
/// @param via gateway, of the same family
/// @param dev interface it leaves by; null: the one the gateway lies behind
public record Route(
        Cidr to, @Nullable InetAddress via, @Nullable String dev) {
    public Route {
        to = to.network();
        if (via == null && dev == null) {
            throw new IllegalArgumentException("route to " + to + " says neither via nor dev");
        }
        if (via != null && via.getAddress().length != to.address().getAddress().length) {
            throw new IllegalArgumentException("route to " + to + " via an address of the other family");
        }
    }

    /// The default route of the gateway's family.
    public static Route defaultVia(InetAddress via) {
        return new Route(Cidr.parse(via.getAddress().length == 4 ? "0.0.0.0/0" : "::/0"), via, null);
    }
}
