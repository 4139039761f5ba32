package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.runtime.net.BridgeSpec;
import org.darsena.runtime.net.HostNetwork;
import org.darsena.runtime.net.NetNs;
import org.darsena.runtime.net.Netlink;
import org.darsena.runtime.net.NsRef;

/// The bridges of named networks: made for the first running container that is plugged in, removed with the
/// last.
final class Switches {
    private final NetNs home;
    private final HostNetwork host;
    private final Map<String, Use> uses = new HashMap<>(); // by bridge; guarded by this

    /// @param network what it is the bridge of: owner and name
    private record Use(String network, int cards) {}

    Switches(NetNs home, HostNetwork host) {
        this.home = home;
        this.host = host;
    }

    /// Takes bridges into use, `networks` bridge → network. A bridge's name has room for a part of the network's digest
    /// only, and its users choose the network's name: whoever found one with the same digest would be plugged into
    /// another's network. So that is refused.
    synchronized void use(Map<String, String> networks) throws IOException {
        for (Map.Entry<String, String> wanted : networks.entrySet()) {
            Use standing = uses.get(wanted.getKey());
            if (standing != null && !standing.network().equals(wanted.getValue())) {
                throw new FileAlreadyExistsException(wanted.getKey(), null, "the bridge of another network");
            }
        }
        for (Map.Entry<String, String> wanted : networks.entrySet()) {
            String bridge = wanted.getKey();
            if (!uses.containsKey(bridge) && !exists(bridge)) {
                host.apply(host.planner().plan(List.of(new BridgeSpec(NsRef.HOST, bridge)), List.of()), Switches::none);
            }
            uses.merge(bridge, new Use(wanted.getValue(), 1), (old, one) -> new Use(old.network(), old.cards() + 1));
        }
    }

    private static NetNs none(NsRef ns) {
        throw new IllegalArgumentException("no namespace here: " + ns);
    }

    private boolean exists(String bridge) throws IOException {
        try (Netlink netlink = home.netlink()) {
            return netlink.link(bridge).isPresent();
        }
    }

    synchronized void leave(Set<String> bridges) throws IOException {
        for (String bridge : bridges) {
            Use left = uses.computeIfPresent(bridge, (_, use) -> new Use(use.network(), use.cards() - 1));
            if (left != null && left.cards() <= 0) {
                uses.remove(bridge);
                host.remove(List.of(bridge));
            }
        }
    }
}
