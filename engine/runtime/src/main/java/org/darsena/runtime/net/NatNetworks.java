package org.darsena.runtime.net;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.net.IfNames.Mark;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens and closes the bridges of NAT networks, with the rules and ip_forward they need. Which ones
/// stand is asked of the kernel each time; nothing is remembered here. Callers hold [HostNetwork]'s lock.
final class NatNetworks {
    private static final Logger LOG = LoggerFactory.getLogger(NatNetworks.class);
    private static final String FORWARD = "ipv4/ip_forward";

    private final NetNs home;
    private final Netlink netlink;
    private final Nft nft;
    private final IfNames names;

    NatNetworks(NetNs home, Netlink netlink, Nft nft, IfNames names) {
        this.home = home;
        this.netlink = netlink;
        this.nft = nft;
        this.names = names;
    }

    HostView view() throws IOException {
        Map<Integer, String> ours = new HashMap<>();
        for (LinkInfo link : netlink.links("bridge")) {
            if (names.parse(link.name(), link.kind()) instanceof Mark.NatBridge) {
                ours.put(link.index(), link.name());
            }
        }
        Set<Cidr> taken = new HashSet<>();
        for (RouteInfo route : netlink.routes()) {
            if (!route.to().isDefault() && !ours.containsKey(route.index())) {
                taken.add(route.to());
            }
        }
        for (AddressInfo address : netlink.addresses()) {
            if (!ours.containsKey(address.index())) {
                taken.add(address.address().network());
            }
        }
        return new HostView(taken, new HashSet<>(ours.values()));
    }

    /// Whether the segment's bridge stands and is up, so that nothing is to be done.
    boolean isOpen(NatSegment segment) throws IOException {
        return netlink.link(segment.bridge()).map(LinkInfo::up).orElse(false);
    }

    /// Makes a segment: rules first, so that its containers are never without them. A failure leaves
    /// nothing.
    void open(NatSegment segment) throws IOException {
        try (ForwardLock _ = ForwardLock.take()) {
            openAlone(segment);
        }
    }

    private void openAlone(NatSegment segment) throws IOException {
        HostView host = view();
        if (host.isTaken(segment.network())) {
            throw new NoSubnetException("the host uses " + segment.network() + " of " + segment.bridge() + " now");
        }
        if (host.natBridges().contains(segment.bridge())) {
            remove(segment.bridge()); // half-made by a helper that was killed
        }
        List<NatRules.Bridge> standing = standing();
        List<NatRules.Bridge> wanted = new ArrayList<>(standing);
        wanted.add(new NatRules.Bridge(segment.bridge(), uid(segment.bridge()), segment.network()));
        boolean off = home.sysctl(FORWARD).equals("0");
        boolean wasOff = off || !tables().marked().isEmpty();
        try {
            nft.run(NatRules.transaction(names, wanted, wasOff, uplinks()));
            if (off) {
                home.sysctl(List.of(new SetSysctl(FORWARD, "1", true)));
                LOG.info("switched on net.ipv4.ip_forward for {}", segment.bridge());
            }
            addBridge(segment);
        } catch (IOException e) {
            undo(segment, standing, wasOff, e);
            throw e;
        }
    }

    private void addBridge(NatSegment segment) throws IOException {
        String bridge = segment.bridge();
        LinkSettings settings =
                LinkSettings.NONE.mac(Mac.derived("bridge/" + bridge)); // else it changes with its ports
        netlink.execute(new Request.AddLink(bridge, new LinkKind.Bridge(), settings));
        home.sysctl(List.of(NetPlanner.noIpv6(bridge)));
        netlink.execute(
                new Request.SetLink(bridge, LinkSettings.NONE.withoutIpv6()),
                new Request.AddAddress(bridge, segment.gateway()),
                new Request.SetLink(bridge, LinkSettings.NONE.up(true)));
    }

    private void undo(NatSegment segment, List<NatRules.Bridge> standing, boolean wasOff, IOException cause) {
        try {
            remove(segment.bridge());
            settle(standing, wasOff);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /// Removes the bridges of NAT networks that have no port any more. With the last one the table goes
    /// and ip_forward is what it was before the first engine came, once the last one goes.
    List<String> closeIdle() throws IOException {
        if (netlink.links().stream().noneMatch(this::isNat) && !Nft.installed()) {
            return List.of();
        }
        try (ForwardLock _ = ForwardLock.take()) {
            return closeIdleAlone();
        }
    }

    private boolean isNat(LinkInfo link) {
        return names.parse(link.name(), link.kind()) instanceof Mark.NatBridge;
    }

    private List<String> closeIdleAlone() throws IOException {
        List<LinkInfo> links = netlink.links();
        Set<Integer> used = new HashSet<>();
        links.forEach(link -> used.add(link.master()));
        List<String> closed = new ArrayList<>();
        boolean any = false;
        for (LinkInfo link : links) {
            if (isNat(link)) {
                any = true;
                if (!used.contains(link.index())) {
                    remove(link.name());
                    closed.add(link.name());
                }
            }
        }
        NatTables tables = !closed.isEmpty() || !any && Nft.installed() ? tables() : NatTables.NONE;
        if (!closed.isEmpty() || tables.all().contains(names.table())) {
            settle(standing(), tables.marked().contains(names.table()));
        }
        return closed;
    }

    /// Makes the rules fit the bridges that stand; without any, gives ip_forward back.
    private void settle(List<NatRules.Bridge> standing, boolean wasOff) throws IOException {
        List<IfNames> others = standing.isEmpty() && wasOff ? tables().others(names) : List.of();
        if (!others.isEmpty()) {
            LOG.info("net.ipv4.ip_forward stays on for {}", others);
        } else if (standing.isEmpty() && wasOff && !strangersBridge()) {
            home.sysctl(List.of(new SetSysctl(FORWARD, "0", true)));
            LOG.info("gave net.ipv4.ip_forward back");
        }
        nft.run(NatRules.transaction(names, standing, wasOff, uplinks()));
    }

    /// The host's own interfaces: neither ours nor the bridges and veths of others who route on purpose.
    private List<String> uplinks() throws IOException {
        return netlink.links().stream()
                .filter(link -> !link.kind().equals("bridge") && !link.kind().equals("veth"))
                .map(LinkInfo::name)
                .filter(name -> !name.equals("lo"))
                .toList();
    }

    /// Somebody who is none of us (docker, libvirt) routes between bridges too, and came after us if ip_forward was
    /// off before: then it stays on.
    private boolean strangersBridge() throws IOException {
        for (LinkInfo link : netlink.links("bridge")) {
            if (!IfNames.ofAnyEngine(link.name(), link.kind())) {
                LOG.warn("net.ipv4.ip_forward stays on: {} may need it", link.name());
                return true;
            }
        }
        return false;
    }

    private List<NatRules.Bridge> standing() throws IOException {
        Map<Integer, Cidr> subnets = new HashMap<>();
        for (AddressInfo address : netlink.addresses()) {
            if (address.address().isV4()) {
                subnets.put(address.index(), address.address().network());
            }
        }
        List<NatRules.Bridge> all = new ArrayList<>();
        for (LinkInfo link : netlink.links("bridge")) {
            Cidr subnet = subnets.get(link.index());
            if (subnet != null && names.parse(link.name(), link.kind()) instanceof Mark.NatBridge(int uid)) {
                all.add(new NatRules.Bridge(link.name(), uid, subnet));
            }
        }
        return all;
    }

    private NatTables tables() throws IOException {
        return NatTables.read(nft::text);
    }

    private int uid(String bridge) {
        if (names.parse(bridge, "bridge") instanceof Mark.NatBridge(int uid)) {
            return uid;
        }
        throw new IllegalArgumentException("not one of our NAT bridges: " + bridge);
    }

    private void remove(String link) throws IOException {
        try {
            netlink.execute(new Request.DeleteLink(link));
        } catch (NetlinkException e) {
            if (e.errno() != Errno.ENODEV) {
                throw e;
            }
        }
    }
}
