package org.darsena.runtime.net;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// The kinds of links that can be made (`type` of ip-link(8)).
public sealed interface LinkKind {
    /// The kernel's name of the kind.
    String type();

    /// Two ends of a cable. The peer can be put into another namespace with [LinkSettings#netns]; it must
    /// not be asked up here (the kernel would fail with ENOTCONN after 16 ms of roll-back).
    record Veth(String peerName, LinkSettings peer) implements LinkKind {
        public Veth {
            IfNames.checked(peerName);
            if (Boolean.TRUE.equals(peer.up())) {
                throw new IllegalArgumentException("the peer of a veth cannot be made up: " + peerName);
            }
            if (peer.master() != null || peer.rename() != null || peer.noIpv6()) {
                throw new IllegalArgumentException("the peer of a veth takes mac, mtu and netns only: " + peerName);
            }
        }

        @Override
        public String type() {
            return "veth";
        }
    }

    /// A switch without spanning tree that floods multicast (our networks have no querier). At most 1023
    /// ports.
    record Bridge() implements LinkKind {
        @Override
        public String type() {
            return "bridge";
        }
    }

    record Dummy() implements LinkKind {
        @Override
        public String type() {
            return "dummy";
        }
    }

    /// @param id 1–4094
    record Vlan(String parent, int id) implements LinkKind {
        public Vlan {
            if (id < 1 || id > 4094) {
                throw new IllegalArgumentException("VLAN id " + id + " is not in 1–4094");
            }
        }

        @Override
        public String type() {
            return "vlan";
        }
    }

    /// A further Ethernet address on `parent`; such links of one parent reach each other (mode `bridge`).
    record Macvlan(String parent) implements LinkKind {
        @Override
        public String type() {
            return "macvlan";
        }
    }

    /// Ethernet in UDP.
    ///
    /// @param vni 1–16777215
    /// @param port UDP port, 4789 by the standard
    /// @param parent the interface it leaves by; null: by the routes
    record Vxlan(
            int vni, InetAddress remote, int port, @Nullable String parent) implements LinkKind {
        public Vxlan {
            if (vni < 1 || vni > 0xffffff || port < 1 || port > 0xffff) {
                throw new IllegalArgumentException("VXLAN id " + vni + " or port " + port + " out of range");
            }
        }

        @Override
        public String type() {
            return "vxlan";
        }
    }
}
