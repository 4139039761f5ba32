package org.darsena.runtime.net;

import static org.darsena.runtime.net.Wires.pings;
import static org.darsena.runtime.net.Wires.seenFrom;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernel")
class NatKernelTest {
    private static final String A = "aaaaaaaaaaaa";
    private static final String B = "bbbbbbbbbbbb";
    private static final String C = "cccccccccccc";
    private static final int OWNER = 1000;

    private final Wires wires = new Wires();
    private NatBook book = NatBook.EMPTY;

    NatKernelTest() throws IOException {}

    @AfterEach
    void dropWires() throws IOException {
        wires.close();
    }

    /// A container of `uid` with one NAT card; gives its address.
    private String container(int uid, String id) throws IOException {
        NatBook.Grant grant = book.grant(uid, id + "/eth0", IfNames.DEFAULT, wires.host.view());
        book = grant.book();
        wires.node(id);
        wires.apply(wires.plan(id, new Nic("eth0", null, null, List.of(), new Attachment.Nat(grant.lease()))));
        return grant.lease().address().address().getHostAddress();
    }

    private String table() throws IOException {
        return new Nft(wires.home).text("list", "ruleset");
    }

    private void bridgeNetfilter(String value) throws IOException {
        wires.home.sysctl(List.of(new SetSysctl("bridge/bridge-nf-call-iptables", value, false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1"})
    void masqueradedOutwardsWithBridgeNetfilterOffAndOn(String bridgeNetfilter) throws IOException {
        bridgeNetfilter(bridgeNetfilter);
        NetNs world = wires.outside("world");
        container(OWNER, A);
        ServerSocketChannel server = wires.listen(world);
        assertEquals(
                "192.0.2.1", seenFrom(wires.ns(A), server, "192.0.2.2", 3000).getHostAddress());
        String b = container(OWNER, B);
        assertTrue(pings(wires.ns(A), b), "neighbours of one owner reach each other");
    }

    /// Each container behind it could else announce itself as the host's router (CVE-2020-13401).
    @Test
    void theHostBelievesNoRouterBehindItsBridge() throws IOException {
        container(OWNER, A);
        assertEquals("1", wires.home.sysctl("ipv6/conf/darbn3e8/disable_ipv6"));
    }

    @Test
    void nobodyComesInFromOutside() throws IOException {
        NetNs world = wires.outside("world");
        String address = container(OWNER, A);
        ServerSocketChannel inside = wires.listen(wires.ns(A));
        assertEquals("10.213.0.1", seenFrom(wires.home, inside, address, 3000).getHostAddress());
        try (Netlink there = world.netlink()) {
            there.execute(
                    new Request.AddRoute(new Route(Cidr.parse("10.213.0.0/16"), Cidr.address("192.0.2.1"), null)));
        }
        assertThrows(SocketTimeoutException.class, () -> seenFrom(world, inside, address, 400));
        assertFalse(pings(world, address));
    }

    @Test
    void aBridgeThatIdledAwayBeforeTheCardCameIsOpenedAgain() throws IOException {
        NatBook.Grant grant = book.grant(OWNER, A + "/eth0", IfNames.DEFAULT, wires.host.view());
        wires.node(A);
        NetPlan plan = wires.plan(A, new Nic("eth0", null, null, List.of(), new Attachment.Nat(grant.lease())));
        wires.host.openNat(plan.nat());
        assertEquals(List.of("darbn3e8"), wires.host.closeIdleNat());
        wires.host.applyOpen(plan, wires::find);
        assertTrue(pings(wires.ns(A), "10.213.0.1"));
    }

    @Test
    void ownersAreKeptApart() throws IOException {
        container(OWNER, A);
        String b = container(OWNER + 1, B);
        ServerSocketChannel server = wires.listen(wires.ns(B));
        assertThrows(SocketTimeoutException.class, () -> seenFrom(wires.ns(A), server, b, 400));
        String c = container(OWNER + 1, C);
        assertTrue(pings(wires.ns(B), c));
        assertEquals(Set.of("darbn3e8", "darbn3e9"), wires.host.view().natBridges());
    }

    @Test
    void segmentsOfOneOwnerAreRouted() throws IOException {
        String a = container(OWNER, A);
        NatSegment first = book.segments(OWNER).get(0);
        NatSegment full = new NatSegment(first.bridge(), first.subnet(), thousand(first.leases()));
        book = new NatBook(Map.of(OWNER, List.of(full)));
        String b = container(OWNER, B);
        assertEquals("10.213.4.2", b);
        ServerSocketChannel server = wires.listen(wires.ns(A));
        assertEquals(b, seenFrom(wires.ns(B), server, a, 3000).getHostAddress(), "routed, not masqueraded");
    }

    private static Map<String, String> thousand(Map<String, String> some) {
        Map<String, String> all = new HashMap<>(some);
        for (int i = 0; all.size() < NatSegment.MAX_LEASES; i++) {
            all.put("x" + i, "10.213.3." + i);
        }
        return all;
    }

    @Test
    void forgedSourcesDoNotLeave() throws IOException {
        NetNs world = wires.outside("world");
        container(OWNER, A);
        try (Netlink in = wires.ns(A).netlink()) {
            in.execute(
                    new Request.AddAddress("eth0", Cidr.parse("198.51.100.7/32")),
                    new Request.DeleteAddress("eth0", Cidr.parse("10.213.0.2/22")),
                    new Request.AddRoute(new Route(Cidr.parse("10.213.0.1/32"), null, "eth0")));
        }
        new Nft(world).run("""
            add table inet probe
            add chain inet probe input { type filter hook input priority 0; }
            add rule inet probe input ip saddr 198.51.100.7 counter\
            """);
        assertFalse(pings(wires.ns(A), "192.0.2.2"));
        assertTrue(seen(world).contains("counter packets 0 "), seen(world));
        new Nft(wires.home).run("delete table inet darsena");
        assertFalse(pings(wires.ns(A), "192.0.2.2"));
        assertFalse(seen(world).contains("counter packets 0 "), "without our rules it gets there");
    }

    private static String seen(NetNs world) throws IOException {
        return new Nft(world).text("list", "table", "inet", "probe");
    }

    @Test
    void forwardingIsSwitchedOnAndGivenBack() throws IOException {
        assertEquals("0", wires.home.sysctl("ipv4/ip_forward"));
        container(OWNER, A);
        container(OWNER + 1, B);
        assertEquals("1", wires.home.sysctl("ipv4/ip_forward"));
        wires.host.remove(List.of(IfNames.DEFAULT.hostEnd(A, 0)));
        assertEquals(List.of("darbn3e8"), wires.host.closeIdleNat());
        assertEquals("1", wires.home.sysctl("ipv4/ip_forward"));
        assertTrue(table().contains("darbn3e9") && !table().contains("\"darbn3e8\""), table());
        wires.host.remove(List.of(IfNames.DEFAULT.hostEnd(B, 0)));
        assertEquals(List.of("darbn3e9"), wires.host.closeIdleNat());
        assertEquals("0", wires.home.sysctl("ipv4/ip_forward"));
        assertEquals("", table());
        assertEquals(
                List.of("lo"),
                wires.netlink.links().stream().map(LinkInfo::name).toList());
    }

    @Test
    void theHostDoesNotBecomeARouterForItsNeighbours() throws IOException {
        NetNs west = wires.outside("west", "192.0.2");
        NetNs east = wires.outside("east", "198.51.100");
        for (NetNs side : List.of(west, east)) {
            String gateway = side.equals(west) ? "192.0.2.1" : "198.51.100.1";
            try (Netlink there = side.netlink()) {
                there.execute(new Request.AddRoute(Route.defaultVia(Cidr.address(gateway))));
            }
        }
        container(OWNER, A);
        assertFalse(pings(west, "198.51.100.2"));
        assertTrue(pings(wires.ns(A), "198.51.100.2"));
        wires.host.remove(List.of(IfNames.DEFAULT.hostEnd(A, 0)));
        wires.host.closeIdleNat();
        wires.home.sysctl(List.of(new SetSysctl("ipv4/ip_forward", "1", true)));
        container(OWNER, B);
        assertTrue(pings(west, "198.51.100.2"), "where the host forwarded before, it goes on");
    }

    @Test
    void forwardingThatWasOnStaysOn() throws IOException {
        wires.home.sysctl(List.of(new SetSysctl("ipv4/ip_forward", "1", true)));
        container(OWNER, A);
        wires.host.remove(List.of(IfNames.DEFAULT.hostEnd(A, 0)));
        assertEquals(List.of("darbn3e8"), wires.host.closeIdleNat());
        assertEquals("1", wires.home.sysctl("ipv4/ip_forward"));
    }

    @Test
    void aKilledHelpersRestIsSwept() throws IOException {
        container(OWNER, A);
        wires.netlink.execute(new Request.AddLink("docker0", new LinkKind.Bridge(), LinkSettings.NONE));
        new Nft(wires.home).run("add table inet strange\nadd chain inet strange c");
        try (HostNetwork next = HostNetwork.open(wires.home, IfNames.DEFAULT)) {
            assertEquals(List.of(), next.sweep(Set.of(A)), "what lives stays");
            assertEquals(List.of(IfNames.DEFAULT.hostEnd(A, 0), "darbn3e8"), next.sweep(Set.of()));
        }
        assertEquals(Optional.empty(), wires.netlink.link("darbn3e8"));
        assertEquals("docker0", wires.netlink.require("docker0").name());
        assertTrue(table().contains("table inet strange"));
        assertFalse(table().contains("darsena"));
        assertEquals("1", wires.home.sysctl("ipv4/ip_forward"), "a stranger's bridge may need it by now");
    }

    @Test
    void tableWithoutBridgesIsSweptToo() throws IOException {
        container(OWNER, A);
        wires.netlink.execute(new Request.DeleteLink("darbn3e8"));
        wires.host.sweep(Set.of());
        assertEquals("", table());
        assertEquals("0", wires.home.sysctl("ipv4/ip_forward"));
    }

    @Test
    void twoEnginesDoNotTouchEachOther() throws IOException {
        container(OWNER, A);
        IfNames names = new IfNames("dax", "darsena_x");
        try (HostNetwork other = HostNetwork.open(wires.home, names)) {
            NatLease lease =
                    NatBook.EMPTY.grant(OWNER, B + "/eth0", names, other.view()).lease();
            assertEquals("10.213.4.0/22", lease.segment().subnet());
            NetNs ns = wires.node(B);
            Nic eth0 = new Nic("eth0", null, null, List.of(), new Attachment.Nat(lease));
            other.apply(other.planner().plan(Wires.node(B, eth0)), ref -> ns);
            assertTrue(table().contains("table inet darsena {") && table().contains("table inet darsena_x {"));
            other.sweep(Set.of());
            assertFalse(table().contains("darsena_x"));
        }
        assertTrue(table().contains("\"darbn3e8\""));
        assertTrue(wires.netlink.require("darbn3e8").up());
    }

    /// The setting is shared by all engines of a machine, none of whom is a stranger to the others.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theLastEngineGivesForwardingBack(boolean firstGoesFirst) throws IOException {
        container(OWNER, A);
        IfNames names = new IfNames("dax", "darsena_dax");
        try (HostNetwork second = HostNetwork.open(wires.home, names)) {
            NatLease lease = NatBook.EMPTY
                    .grant(OWNER, B + "/eth0", names, second.view())
                    .lease();
            second.openNat(List.of(lease.segment()));
            String idle = new IfNames("day", "darsena_day").bridge(C, 0); // a third one's, who forwards nothing
            wires.netlink.execute(new Request.AddLink(idle, new LinkKind.Bridge(), LinkSettings.NONE));
            wires.host.remove(List.of(IfNames.DEFAULT.hostEnd(A, 0)));
            HostNetwork first = firstGoesFirst ? wires.host : second;
            HostNetwork last = firstGoesFirst ? second : wires.host;
            assertEquals(1, first.closeIdleNat().size());
            assertEquals("1", wires.home.sysctl("ipv4/ip_forward"), "the other one needs it");
            assertEquals(1, last.closeIdleNat().size());
            assertEquals("0", wires.home.sysctl("ipv4/ip_forward"));
            assertEquals("", table());
        }
    }

    @Test
    void takenSubnetIsRefusedAndNothingMade() throws IOException {
        NatLease lease = book.grant(OWNER, A + "/eth0", IfNames.DEFAULT, wires.host.view())
                .lease();
        wires.outside("world");
        wires.netlink.execute(
                new Request.AddRoute(new Route(Cidr.parse("10.213.0.0/16"), Cidr.address("192.0.2.2"), null)));
        wires.node(A);
        NetPlan plan = wires.plan(A, new Nic("eth0", null, null, List.of(), new Attachment.Nat(lease)));
        assertThrows(NoSubnetException.class, () -> wires.apply(plan));
        assertEquals(Optional.empty(), wires.netlink.link("darbn3e8"));
        assertEquals("", table());
        assertEquals("0", wires.home.sysctl("ipv4/ip_forward"));
        NatBook.Grant moved = book.grant(OWNER, A + "/eth0", IfNames.DEFAULT, wires.host.view());
        assertEquals("10.214.0.0/22", moved.lease().segment().subnet());
    }

    @Test
    void foreignDropPolicyIsTold() throws IOException {
        assertEquals(List.of(), wires.host.forwardObstacles());
        new Nft(wires.home)
                .run("add table ip filter\n"
                        + "add chain ip filter FORWARD { type filter hook forward priority 0; policy drop; }");
        container(OWNER, A);
        assertEquals(List.of(new ForwardObstacle("ip", "filter", "FORWARD")), wires.host.forwardObstacles());
    }

    @Test
    void nftsOwnWordsArePassedOn() {
        NftException e = assertThrows(
                NftException.class, () -> new Nft(wires.home).run("add table inet ok\nadd rule inet none c drop"));
        assertTrue(
                e.text().contains("No such file or directory") && e.text().contains("add rule inet none c drop"),
                e.text());
        assertFalse(e.text().isEmpty());
    }

    @Test
    void missingNftIsNamed() {
        ProgramMissingException e = assertThrows(
                ProgramMissingException.class, () -> new Nft(wires.home, "nft-that-is-not-there").run("flush ruleset"));
        assertEquals("nft-that-is-not-there", e.program());
        assertEquals("nft-that-is-not-there is not installed (Debian package nftables)", e.getMessage());
    }
}
