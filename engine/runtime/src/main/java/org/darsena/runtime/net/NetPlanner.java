package org.darsena.runtime.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.runtime.net.NetPlan.HostEnd;

/// Plans the wiring of any number of nodes at once. Pure.
///
/// Order: bridges, then all links (each host end or pair in one batch per namespace), then each node from
/// within. Links are made down and without an IPv6 address of their own on the host's side; a veth's peer
/// is put straight into the node under its final name, so nothing is ever renamed or moved.
public final class NetPlanner {
    private final IfNames names;

    public NetPlanner(IfNames names) {
        this.names = names;
    }

    public NetPlan plan(NodeNetwork node) {
        return plan(List.of(), List.of(node));
    }

    public NetPlan plan(List<BridgeSpec> bridges, List<NodeNetwork> nodes) {
        Map<NsRef, List<NetOp>> links = new LinkedHashMap<>();
        Set<NatSegment> nat = new LinkedHashSet<>();
        List<HostEnd> ends = new ArrayList<>();
        for (BridgeSpec bridge : bridges) {
            List<NetOp> ops = links.computeIfAbsent(bridge.where(), _ -> new ArrayList<>());
            ops.add(new Request.AddLink(bridge.name(), new LinkKind.Bridge(), LinkSettings.NONE));
            if (bridge.where().equals(NsRef.HOST)) {
                ops.addAll(deaf(bridge.name()));
            }
            bringUpPlain(ops, bridge.name());
        }
        for (NodeNetwork node : nodes) {
            for (int i = 0; i < node.nics().size(); i++) {
                link(node, i, links, nat, ends);
            }
        }
        List<NetStep> steps = new ArrayList<>();
        links.forEach((where, ops) -> steps.add(new NetStep(where, ops)));
        for (NodeNetwork node : nodes) {
            steps.add(new NetStep(node.ns(), inside(node)));
        }
        return new NetPlan(List.copyOf(nat), steps, ends);
    }

    private void link(
            NodeNetwork node, int index, Map<NsRef, List<NetOp>> links, Set<NatSegment> nat, List<HostEnd> ends) {
        Nic nic = node.nics().get(index);
        switch (nic.attachment()) {
            case Attachment.Bridge(NsRef where, String bridge) -> ends.add(plug(node, index, where, bridge, links));
            case Attachment.Nat(NatLease lease) -> {
                nat.add(lease.segment());
                ends.add(plug(node, index, NsRef.HOST, lease.segment().bridge(), links));
            }
            case Attachment.Direct(NsRef peer, String peerName) -> {
                LinkSettings far = LinkSettings.NONE.mtu(nic.mtu()).netns(peer);
                LinkSettings near = LinkSettings.NONE.mtu(nic.mtu()).mac(mac(node, nic));
                links.computeIfAbsent(node.ns(), _ -> new ArrayList<>())
                        .add(new Request.AddLink(nic.name(), new LinkKind.Veth(peerName, far), near));
            }
            case Attachment.Present() -> {}
        }
    }

    private HostEnd plug(NodeNetwork node, int index, NsRef where, String bridge, Map<NsRef, List<NetOp>> links) {
        Nic nic = node.nics().get(index);
        String end = names.hostEnd(node.id(), index);
        LinkSettings far = LinkSettings.NONE.mtu(nic.mtu()).mac(mac(node, nic)).netns(node.ns());
        LinkSettings near = LinkSettings.NONE.mtu(nic.mtu()).master(bridge);
        List<NetOp> ops = links.computeIfAbsent(where, _ -> new ArrayList<>());
        ops.add(new Request.AddLink(end, new LinkKind.Veth(nic.name(), far), near));
        bringUpPlain(ops, end);
        return new HostEnd(node.id(), nic.name(), where, end);
    }

    /// The host itself is no member of a bridge without a way out: it says its address to nobody there, and takes
    /// nothing from there.
    private static List<SetSysctl> deaf(String bridge) {
        return List.of(
                noIpv6(bridge),
                new SetSysctl("ipv4/conf/" + bridge + "/arp_ignore", "8", false),
                new SetSysctl("ipv4/conf/" + bridge + "/drop_unicast_in_l2_multicast", "1", false));
    }

    /// A bridge of the host's is an interface of the host's: a container behind it could announce itself as the
    /// host's IPv6 router, and would be believed (CVE-2020-13401).
    static SetSysctl noIpv6(String bridge) {
        return new SetSysctl("ipv6/conf/" + bridge + "/disable_ipv6", "1", false);
    }

    /// Up, but silent: ports and bridges of ours would send router solicitations and the like into every
    /// node.
    private static void bringUpPlain(List<NetOp> ops, String link) {
        ops.add(new Request.SetLink(link, LinkSettings.NONE.withoutIpv6()));
        ops.add(new Request.SetLink(link, LinkSettings.NONE.up(true)));
    }

    private static Mac mac(NodeNetwork node, Nic nic) {
        if (nic.mac() != null) {
            return nic.mac();
        }
        if (nic.attachment() instanceof Attachment.Nat(NatLease lease)) {
            return Mac.derived("nat/" + lease.address()); // a reused address finds its neighbours' tables right
        }
        return Mac.derived(node.id() + "/" + nic.name());
    }

    private static List<NetOp> inside(NodeNetwork node) {
        List<NetOp> ops = new ArrayList<>();
        for (Nic nic : node.nics()) {
            ops.add(ipv6(nic));
        }
        ops.addAll(node.sysctls());
        ops.add(new Request.SetLink("lo", LinkSettings.NONE.up(true)));
        for (Nic nic : node.nics()) {
            LinkSettings up = LinkSettings.NONE.up(true);
            boolean made = nic.attachment() instanceof Attachment.Present;
            ops.add(new Request.SetLink(nic.name(), made ? up.mtu(nic.mtu()).mac(mac(node, nic)) : up));
        }
        for (Nic nic : node.nics()) {
            nic.addresses().forEach(address -> ops.add(new Request.AddAddress(nic.name(), address)));
            if (nic.attachment() instanceof Attachment.Nat(NatLease lease)) {
                ops.add(new Request.AddAddress(nic.name(), lease.address()));
            }
        }
        routes(node).forEach(route -> ops.add(new Request.AddRoute(route)));
        return ops;
    }

    /// A card behind NAT has no IPv6 there, so it makes itself no address either, whose announcements would go to
    /// each of the many others. Elsewhere our own addresses are known to be unique: no second of waiting for
    /// duplicates.
    private static SetSysctl ipv6(Nic nic) {
        boolean silent = nic.attachment() instanceof Attachment.Nat
                && nic.addresses().stream().allMatch(Cidr::isV4);
        String conf = "ipv6/conf/" + nic.name();
        return silent
                ? new SetSysctl(conf + "/addr_gen_mode", String.valueOf(Nl.IN6_ADDR_GEN_MODE_NONE), false)
                : new SetSysctl(conf + "/accept_dad", "0", false);
    }

    private static List<Route> routes(NodeNetwork node) {
        List<Route> routes = new ArrayList<>(node.routes());
        boolean ownDefault = routes.stream()
                .anyMatch(route -> route.to().isV4() && route.to().isDefault());
        for (Nic nic : node.nics()) {
            if (!ownDefault && nic.attachment() instanceof Attachment.Nat(NatLease lease)) {
                routes.add(Route.defaultVia(lease.gateway()));
                ownDefault = true; // of several NAT cards the first one counts
            }
        }
        return routes;
    }
}
