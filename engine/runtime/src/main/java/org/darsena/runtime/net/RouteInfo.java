package org.darsena.runtime.net;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// A route as the kernel shows it.
///
/// @param table 254: main, 255: local
/// @param via null: directly
/// @param index of the interface it leaves by, 0: several or none
public record RouteInfo(Cidr to, int table, @Nullable InetAddress via, int index) {}
