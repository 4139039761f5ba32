package org.darsena.model.lab.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.lab.LabDocument;
import org.jspecify.annotations.Nullable;

/// All that has to be made for a lab, in order; by [LabPlanner], from the document alone.
///
/// @param name the lab's name, which may differ from its document's
/// @param nodes in the document's order
/// @param segments networks first, then cables
/// @param startOrder names of nodes: firewalls first, so that nothing passes unfiltered, then routers, then the rest
public record LabPlan(
        LabDocument document, String name, List<NodePlan> nodes, List<SegmentPlan> segments, List<String> startOrder) {

    public LabPlan {
        nodes = List.copyOf(nodes);
        segments = List.copyOf(segments);
        startOrder = List.copyOf(startOrder);
    }

    public Optional<NodePlan> node(String node) {
        return nodes.stream().filter(n -> n.name().equals(node)).findFirst();
    }

    /// What a segment is made of.
    public enum Medium {
        /// one veth between two nodes, no part on the host
        CABLE,
        /// a bridge of the lab
        SWITCH,
        /// the owner's NAT network: addresses and default route are leased
        NAT
    }

    /// One layer-2 segment.
    ///
    /// @param index its number in [LabPlan#segments]
    /// @param network its name in the document; null: a cable
    /// @param cards what is plugged into it; of a cable exactly two, the first is end `a`
    public record SegmentPlan(
            int index, Medium medium, @Nullable String network, List<Plug> cards) {
        public SegmentPlan {
            cards = List.copyOf(cards);
        }
    }

    /// A node's interface.
    public record Plug(String node, String iface) {}

    /// One node.
    ///
    /// @param spec its container: no networks of its own (its cards are below), generated files included
    /// @param cards its interfaces, in order
    /// @param routes static routes, added after all addresses
    /// @param start commands to run in it, in order, as root, once all cards stand; each must end with 0
    /// @param needs what the image must have: `frr`, `nft`
    public record NodePlan(
            String name,
            ContainerSpec spec,
            List<Card> cards,
            List<Route> routes,
            List<Start> start,
            Set<String> needs) {
        public NodePlan {
            cards = List.copyOf(cards);
            routes = List.copyOf(routes);
            start = List.copyOf(start);
            needs = Set.copyOf(needs);
        }
    }

    /// An interface to be plugged.
    ///
    /// @param segment index of its segment
    /// @param link index of its cable in the document; the cable's counters are those of side `a`'s card, or of the
    ///     only node's
    /// @param addresses in CIDR form; none on NAT
    /// @param mac null: chosen
    public record Card(
            String iface,
            int segment,
            int link,
            List<String> addresses,
            @Nullable String mac) {
        public Card {
            addresses = List.copyOf(addresses);
        }
    }

    /// `to` a prefix, `0.0.0.0/0` or `::/0` for the default; `via` an address.
    public record Route(String to, String via) {}

    /// A command at start.
    ///
    /// @param what `frr`, `firewall`, `forwarding`, or `user` for a line of the document's
    /// @param argv as executed
    public record Start(String what, List<String> argv) {
        public Start {
            argv = List.copyOf(argv);
        }

        static Start shell(String what, String line) {
            return new Start(what, List.of("/bin/sh", "-c", line));
        }
    }
}
