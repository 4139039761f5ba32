package org.darsena.model.lab;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A lab: nodes, the networks and links between them, and what must hold once they run.
///
/// @param schema version of this document's form; today [#SCHEMA]
/// @param name 1–30 of `a-z 0-9 -`, beginning with a letter; unique among its owner's labs
/// @param title a line for people
/// @param nodes containers of the lab
/// @param networks layer-2 segments with any number of members
/// @param links cables: two ends each, node to node or node to network
/// @param zones regions of trust, drawn and enforced by the firewall nodes
/// @param policy who may open connections to whom, zone by zone; what is not listed is refused
/// @param checks what must and must not work
public record LabDocument(
        int schema,
        String name,
        @Nullable String title,
        List<Node> nodes,
        List<Network> networks,
        List<Link> links,
        List<Zone> zones,
        List<Policy> policy,
        List<Check> checks) {

    public static final int SCHEMA = 1;

    public LabDocument {
        nodes = List.copyOf(nodes);
        networks = List.copyOf(networks);
        links = List.copyOf(links);
        zones = List.copyOf(zones);
        policy = List.copyOf(policy);
        checks = List.copyOf(checks);
    }

    /// A point of the drawing, in pixels at 100 %.
    public record Position(double x, double y) {}

    /// A layer-2 segment: a bridge that belongs to the lab.
    ///
    /// @param name unique among nodes and networks
    /// @param type a plain segment, or one that is masqueraded to the host's outside
    /// @param position where it is drawn, null: the layout decides
    public record Network(String name, Type type, @Nullable Position position) {
        /// What a network is.
        public enum Type {
            SWITCH,
            NAT
        }
    }

    /// A cable. One of `a` and `b` at least names a node.
    public record Link(End a, End b) {}

    /// One end of a cable.
    ///
    /// @param node name of a node or of a network
    /// @param iface the node's interface, e.g. `eth0`; null where `node` is a network
    /// @param addresses in CIDR form
    /// @param mac null: chosen
    public record End(
            String node,
            @Nullable String iface,
            List<String> addresses,
            @Nullable String mac) {
        public End {
            addresses = List.copyOf(addresses);
        }
    }

    /// A region of trust. `color` is one of `internet`, `dmz`, `lan`; null: by the zone's name or order.
    ///
    /// @param nodes names of nodes and networks drawn inside it
    public record Zone(
            String name, @Nullable String title, @Nullable String color, List<String> nodes) {
        public Zone {
            nodes = List.copyOf(nodes);
        }
    }

    /// One cell of the zone matrix: connections from a zone to another that are let through.
    ///
    /// @param allow `any`, `icmp`, `tcp/80`, `udp/53`, `tcp/1000-2000`, `ospf`; never empty
    public record Policy(String from, String to, List<String> allow) {
        public Policy {
            allow = List.copyOf(allow);
        }
    }
}
