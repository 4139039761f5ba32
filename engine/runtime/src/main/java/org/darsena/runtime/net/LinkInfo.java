package org.darsena.runtime.net;

import org.jspecify.annotations.Nullable;

/// A link as the kernel shows it.
///
/// @param kind `veth`, `bridge` …; empty for hardware and loopback
/// @param up whether it is set up (not whether it has a carrier)
/// @param master index of the bridge it is plugged into, 0: none
/// @param mac null where it has no Ethernet address
/// @param group device group, 0: the common one
/// @param stats counted since it was made
public record LinkInfo(
        int index,
        String name,
        String kind,
        boolean up,
        int master,
        int mtu,
        @Nullable Mac mac,
        int group,
        LinkStats stats) {}
