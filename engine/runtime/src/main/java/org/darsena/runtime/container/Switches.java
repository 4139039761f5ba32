package org.darsena.runtime.container;

import java.io.IOException;
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
    private final Map<String, Integer> users = new HashMap<>(); // guarded by this

    Switches(NetNs home, HostNetwork host) {
        this.home = home;
        this.host = host;
    }

    synchronized void use(Set<String> bridges) throws IOException {
        for (String bridge : bridges) {
            if (!users.containsKey(bridge) && !exists(bridge)) {
                host.apply(host.planner().plan(List.of(new BridgeSpec(NsRef.HOST, bridge)), List.of()), Switches::none);
            }
            users.merge(bridge, 1, Integer::sum);
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
            Integer left = users.merge(bridge, -1, Integer::sum);
            if (left <= 0) {
                users.remove(bridge);
                host.remove(List.of(bridge));
            }
        }
    }
}
