package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.darsena.model.container.NetworkSpec;
import org.darsena.model.plan.Facts.Wire;
import org.darsena.runtime.net.Attachment;
import org.darsena.runtime.net.Cidr;
import org.darsena.runtime.net.IfNames;
import org.darsena.runtime.net.Mac;
import org.darsena.runtime.net.NatLease;
import org.darsena.runtime.net.NetNs;
import org.darsena.runtime.net.Nic;
import org.darsena.runtime.net.NodeNetwork;
import org.darsena.runtime.net.NsRef;
import org.darsena.runtime.net.SetSysctl;
import org.darsena.runtime.store.ContainerRecord;
import org.jspecify.annotations.Nullable;

/// From the cards of a spec to what the network layer wires.
final class Cards {
    /// Another container that runs.
    record Peer(ContainerRecord record, Home home) {}

    /// The network namespace of one that runs, the caller's to close.
    interface Home {
        NetNs open() throws IOException;
    }

    /// Finds a running container of an owner by its name; null: none of that name runs.
    interface Peers extends BiFunction<Integer, String, @Nullable Peer> {}

    /// Gives the address of a card behind NAT.
    interface Leases {
        NatLease lease(ContainerRecord record, String card) throws IOException;
    }

    /// @param nodes the container first, then those whose cable's far end comes along
    /// @param peers whose namespaces are needed
    record Wiring(List<NodeNetwork> nodes, List<Peer> peers) {}

    private final IfNames names;
    private final Leases leases;

    Cards(IfNames names, Leases leases) {
        this.names = names;
        this.leases = leases;
    }

    Wiring wiring(ContainerRecord r, Peers running) throws IOException {
        List<Nic> nics = new ArrayList<>();
        List<Nic> cables = new ArrayList<>(); // after the others, whose place is part of their host ends' names
        List<NodeNetwork> others = new ArrayList<>();
        List<Peer> peers = new ArrayList<>();
        for (NetworkSpec card : r.spec().networks()) {
            if (card.type() != NetworkSpec.Type.PAIR) {
                nics.add(nic(card, attachment(r, card)));
                continue;
            }
            Peer peer = running.apply(r.owner(), String.valueOf(card.network()));
            NetworkSpec far =
                    peer == null ? null : farEnd(peer.record(), r.spec().name());
            if (peer != null && far != null) { // else the one that starts later lays the cable
                NsRef there = new NsRef(peer.record().id());
                cables.add(nic(card, new Attachment.Direct(there, far.name())));
                List<Nic> end = List.of(nic(far, new Attachment.Present()));
                others.add(new NodeNetwork(peer.record().id(), there, end, List.of(), List.of()));
                peers.add(peer);
            }
        }
        nics.addAll(cables);
        others.addFirst(new NodeNetwork(r.id(), new NsRef(r.id()), nics, List.of(), sysctls(r)));
        return new Wiring(others, peers);
    }

    private Attachment attachment(ContainerRecord r, NetworkSpec card) throws IOException {
        return card.type() == NetworkSpec.Type.BRIDGE
                ? new Attachment.Bridge(NsRef.HOST, bridge(r, card))
                : new Attachment.Nat(leases.lease(r, card.name()));
    }

    private static @Nullable NetworkSpec farEnd(ContainerRecord peer, String name) {
        return peer.spec().networks().stream()
                .filter(n -> n.type() == NetworkSpec.Type.PAIR && name.equals(n.network()))
                .findFirst()
                .orElse(null);
    }

    private static Nic nic(NetworkSpec card, Attachment attachment) {
        String mac = card.mac();
        return new Nic(
                card.name(),
                mac == null ? null : Mac.parse(mac),
                card.mtu(),
                card.addresses().stream().map(Cidr::parse).toList(),
                attachment);
    }

    private static List<SetSysctl> sysctls(ContainerRecord r) {
        List<SetSysctl> all = new ArrayList<>();
        r.spec().sysctls().forEach((key, value) -> all.add(new SetSysctl(belowNet(key), value, true)));
        return all;
    }

    /// `net.ipv4.ip_forward` → `ipv4/ip_forward`. As sysctl(8): a key with slashes may hold dots.
    static String belowNet(String key) {
        String path = key.indexOf('/') >= 0 ? key : key.replace('.', '/');
        return path.startsWith("net/") ? path.substring("net/".length()) : path;
    }

    /// The address a card has already; null: none yet.
    interface Held {
        @Nullable
        NatLease lease(int owner, String id, String card);
    }

    /// How the cards are plugged, as a plan shows it; a card without an address yet is left out.
    Map<String, Wire> wires(ContainerRecord r, Held held) {
        Map<String, Wire> wires = new LinkedHashMap<>();
        int place = 0;
        for (NetworkSpec card : r.spec().networks()) {
            if (card.type() == NetworkSpec.Type.PAIR) {
                continue;
            }
            String end = names.hostEnd(r.id(), place++);
            NatLease lease = card.type() == NetworkSpec.Type.NAT ? held.lease(r.owner(), r.id(), card.name()) : null;
            List<String> addresses = new ArrayList<>(card.addresses());
            if (lease != null) {
                addresses.add(lease.address().toString());
                String gateway = lease.gateway().getHostAddress();
                wires.put(card.name(), new Wire(end, lease.segment().bridge(), addresses, gateway));
            } else if (card.type() == NetworkSpec.Type.BRIDGE) {
                wires.put(card.name(), new Wire(end, bridge(r, card), addresses, null));
            }
        }
        return wires;
    }

    /// The host's ends of a container's cards.
    List<String> hostEnds(ContainerRecord r) {
        List<String> ends = new ArrayList<>();
        for (NetworkSpec card : r.spec().networks()) {
            if (card.type() != NetworkSpec.Type.PAIR) {
                ends.add(names.hostEnd(r.id(), ends.size()));
            }
        }
        return ends;
    }

    /// The host's bridges that a container's cards are ports of, those of NAT excepted.
    ///
    /// @return bridge → owner and name of its network
    Map<String, String> bridges(ContainerRecord r) {
        Map<String, String> all = new HashMap<>();
        for (NetworkSpec card : r.spec().networks()) {
            if (card.type() == NetworkSpec.Type.BRIDGE) {
                all.put(bridge(r, card), r.owner() + "/" + card.network());
            }
        }
        return all;
    }

    /// Ids under which the bridges of [#bridges] are known to the network layer.
    static Set<String> networkIds(ContainerRecord r) {
        Set<String> all = new HashSet<>();
        for (NetworkSpec card : r.spec().networks()) {
            if (card.type() == NetworkSpec.Type.BRIDGE) {
                all.add(networkId(r.owner(), String.valueOf(card.network())));
            }
        }
        return all;
    }

    private String bridge(ContainerRecord r, NetworkSpec card) {
        return names.bridge(networkId(r.owner(), String.valueOf(card.network())), 0);
    }

    /// A stable id for an owner's named network.
    private static String networkId(int owner, String network) {
        byte[] text = (owner + "/" + network).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
