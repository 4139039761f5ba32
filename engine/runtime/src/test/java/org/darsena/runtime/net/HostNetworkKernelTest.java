package org.darsena.runtime.net;

import static org.darsena.runtime.net.Wires.nic;
import static org.darsena.runtime.net.Wires.node;
import static org.darsena.runtime.net.Wires.pings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class HostNetworkKernelTest {
    private static final String A = "aaaaaaaaaaaa";
    private static final String B = "bbbbbbbbbbbb";
    private static final String LAB = "cccccccccccc";
    private static final String BRIDGE = IfNames.DEFAULT.bridge(LAB, 0);
    private static final Attachment ON_HOST = new Attachment.Bridge(NsRef.HOST, BRIDGE);

    private final Wires wires = new Wires();

    HostNetworkKernelTest() throws IOException {}

    @AfterEach
    void dropWires() throws IOException {
        wires.close();
    }

    private NetPlan twoOnABridge(NsRef where) throws IOException {
        wires.node(A);
        wires.node(B);
        Attachment port = new Attachment.Bridge(where, BRIDGE);
        return wires.host
                .planner()
                .plan(
                        List.of(new BridgeSpec(where, BRIDGE)),
                        List.of(
                                node(A, nic("eth0", "10.0.0.1/24", port)),
                                node(
                                        B,
                                        new Nic(
                                                "eth0",
                                                null,
                                                1400,
                                                List.of(Cidr.parse("10.0.0.2/24"), Cidr.parse("2001:db8::2/64")),
                                                port))));
    }

    @Test
    void pingThroughABridgeOnTheHost() throws IOException {
        wires.apply(twoOnABridge(NsRef.HOST));
        assertTrue(pings(wires.ns(A), "10.0.0.2"));
        assertTrue(pings(wires.ns(A), "10.0.0.1"), "its own address needs lo up");
        try (Netlink inB = wires.ns(B).netlink()) {
            assertEquals(1400, inB.require("eth0").mtu());
            assertEquals(Mac.derived(B + "/eth0"), inB.require("eth0").mac());
        }
        assertEquals(1400, wires.netlink.require(IfNames.DEFAULT.hostEnd(B, 0)).mtu());
    }

    @Test
    void pingThroughABridgeInASwitchNamespace() throws IOException {
        wires.node("switch");
        wires.apply(twoOnABridge(new NsRef("switch")));
        assertTrue(pings(wires.ns(A), "10.0.0.2"));
        assertEquals(
                List.of("lo"),
                wires.netlink.links().stream().map(LinkInfo::name).toList());
    }

    @Test
    void smallMtuThatExcludesIpv6() throws IOException {
        wires.node(A);
        Nic small = new Nic("eth0", null, 1000, List.of(Cidr.parse("10.0.0.1/24")), ON_HOST);
        wires.apply(wires.host.planner().plan(List.of(new BridgeSpec(NsRef.HOST, BRIDGE)), List.of(node(A, small))));
        assertTrue(wires.netlink.require(IfNames.DEFAULT.hostEnd(A, 0)).up());
        assertTrue(pings(wires.ns(A), "10.0.0.1"));
    }

    @Test
    void nodeOfAnotherUserNamespaceIsWired() throws Exception {
        Process process = new ProcessBuilder("unshare", "--user", "--map-root-user", "--net", "sleep", "60").start();
        try (NetNs ns = Wires.namespaceOf(process)) {
            NodeNetwork node = new NodeNetwork(
                    A,
                    new NsRef(A),
                    List.of(nic("eth0", "10.0.0.1/24", ON_HOST)),
                    List.of(),
                    List.of(new SetSysctl("ipv4/ip_forward", "1", true)));
            wires.host.apply(
                    wires.host.planner().plan(List.of(new BridgeSpec(NsRef.HOST, BRIDGE)), List.of(node)), _ -> ns);
            assertTrue(pings(ns, "10.0.0.1"));
            assertEquals("1", ns.sysctl("ipv4/ip_forward"));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theMachinesOwnNetworkIsOnlyRead() throws IOException {
        try (HostNetwork machine = HostNetwork.open(NetNs.own(Wires.KERNEL), IfNames.DEFAULT)) {
            assertTrue(machine.view().isTaken(Cidr.parse("127.0.0.0/24")));
            machine.forwardObstacles(); // runs nft without nsenter
        }
    }

    @Test
    void portsAndBridgesAreSilent() throws IOException {
        wires.apply(twoOnABridge(NsRef.HOST));
        assertEquals(List.of(), wires.netlink.addresses(), "no link-local addresses on the host's side");
    }

    @Test
    void directLinkOfBothFamilies() throws IOException {
        wires.node(A);
        wires.node(B);
        Nic here = new Nic(
                "eth7",
                null,
                9000,
                List.of(Cidr.parse("10.9.0.1/30"), Cidr.parse("2001:db8:9::1/64")),
                new Attachment.Direct(new NsRef(B), "eth5"));
        Nic there = new Nic(
                "eth5",
                Mac.parse("02:00:00:00:00:55"),
                null,
                List.of(Cidr.parse("10.9.0.2/30"), Cidr.parse("2001:db8:9::2/64")),
                new Attachment.Present());
        wires.apply(wires.host.planner().plan(List.of(), List.of(node(A, here), node(B, there))));
        assertTrue(pings(wires.ns(A), "10.9.0.2"));
        assertTrue(pings(wires.ns(B), "2001:db8:9::1"), "IPv6 at once, without waiting for duplicates");
        try (Netlink inB = wires.ns(B).netlink()) {
            assertEquals(Mac.parse("02:00:00:00:00:55"), inB.require("eth5").mac());
            assertEquals(9000, inB.require("eth5").mtu());
        }
        assertEquals(
                List.of("lo"),
                wires.netlink.links().stream().map(LinkInfo::name).toList());
    }

    @Test
    void routerForwardsBetweenItsLinks() throws IOException {
        for (String label : List.of(A, B, LAB)) {
            wires.node(label);
        }
        NodeNetwork router = new NodeNetwork(
                A,
                new NsRef(A),
                List.of(
                        nic("eth0", "10.1.0.1/24", new Attachment.Direct(new NsRef(B), "eth0")),
                        nic("eth1", "10.2.0.1/24", new Attachment.Direct(new NsRef(LAB), "eth0"))),
                List.of(),
                List.of(new SetSysctl("ipv4/ip_forward", "1", true)));
        wires.apply(wires.host.planner().plan(List.of(), List.of(router, leaf(B, "10.1.0"), leaf(LAB, "10.2.0"))));
        assertTrue(pings(wires.ns(B), "10.2.0.2"));
    }

    private static NodeNetwork leaf(String id, String net) {
        return new NodeNetwork(
                id,
                new NsRef(id),
                List.of(nic("eth0", net + ".2/24", new Attachment.Present())),
                List.of(Route.defaultVia(Cidr.address(net + ".1"))),
                List.of());
    }

    @Test
    void failureUndoesAllOfItsPlan() throws IOException {
        wires.node(A);
        wires.node(B);
        NetPlan plan = wires.host
                .planner()
                .plan(
                        List.of(new BridgeSpec(NsRef.HOST, BRIDGE)),
                        List.of(
                                node(A, nic("eth0", "10.0.0.1/24", ON_HOST)),
                                node(B, nic("eth0", "10.0.0.2/24", ON_HOST), nic("eth1", "10.0.0.2/24", ON_HOST)),
                                new NodeNetwork(
                                        LAB,
                                        new NsRef(A),
                                        List.of(),
                                        List.of(Route.defaultVia(Cidr.address("172.16.0.1"))),
                                        List.of())));
        NetlinkException e = assertThrows(NetlinkException.class, () -> wires.apply(plan));
        assertEquals("ENETUNREACH", e.errnoName());
        assertEquals(0, e.getSuppressed().length);
        assertEquals(
                List.of("lo"),
                wires.netlink.links().stream().map(LinkInfo::name).toList());
    }

    @Test
    void nameOfADyingLinkIsWaitedFor() throws IOException {
        wires.netlink.execute(new Request.AddLink(BRIDGE, new LinkKind.Bridge(), LinkSettings.NONE.up(true)));
        for (int i = 0; i < 5; i++) {
            NsRef life = new NsRef("life" + i);
            NetNs ns = wires.node(life.label());
            NodeNetwork node =
                    new NodeNetwork(A, life, List.of(nic("eth0", "10.0.0.1/24", ON_HOST)), List.of(), List.of());
            wires.apply(wires.host.planner().plan(node));
            LinkInfo end = wires.netlink.require(IfNames.DEFAULT.hostEnd(A, 0));
            assertTrue(end.up());
            assertEquals(wires.netlink.require(BRIDGE).index(), end.master());
            ns.close(); // nobody else is in it: it dies some time later, and its end of the veth with it
        }
    }

    @Test
    void nameOfALivingLinkIsRefusedAndTheLinkStays() throws IOException {
        NetPlan plan = twoOnABridge(NsRef.HOST);
        wires.apply(plan);
        NodeNetwork again =
                new NodeNetwork(A, new NsRef(B), List.of(nic("eth9", "10.0.0.9/24", ON_HOST)), List.of(), List.of());
        NetlinkException e = assertThrows(
                NetlinkException.class, () -> wires.apply(wires.host.planner().plan(again)));
        assertEquals("EEXIST", e.errnoName());
        assertEquals(IfNames.DEFAULT.hostEnd(A, 0), e.subject());
        assertTrue(pings(wires.ns(A), "10.0.0.2"));
    }

    @Test
    void sweepTakesOursAndLeavesStrangers() throws IOException {
        wires.apply(twoOnABridge(NsRef.HOST));
        IfNames otherEngine = new IfNames("dax", "darsena_x");
        wires.netlink.execute(
                new Request.AddLink("docker0", new LinkKind.Bridge(), LinkSettings.NONE),
                new Request.AddLink("darth0", new LinkKind.Bridge(), LinkSettings.NONE),
                new Request.AddLink("darvfffffffff00", new LinkKind.Bridge(), LinkSettings.NONE), // kind does not fit
                new Request.AddLink(otherEngine.bridge(LAB, 0), new LinkKind.Bridge(), LinkSettings.NONE));
        assertEquals(List.of(), wires.host.sweep(Set.of(A, B, LAB)));
        assertTrue(pings(wires.ns(A), "10.0.0.2"));
        assertEquals(List.of(IfNames.DEFAULT.hostEnd(B, 0)), wires.host.sweep(Set.of(A, LAB)));
        assertEquals(Set.of(IfNames.DEFAULT.hostEnd(A, 0), BRIDGE), Set.copyOf(wires.host.sweep(Set.of())));
        assertEquals(
                Set.of("lo", "docker0", "darth0", "darvfffffffff00", otherEngine.bridge(LAB, 0)),
                Set.copyOf(wires.netlink.links().stream().map(LinkInfo::name).toList()));
    }

    @Test
    void removeRefusesStrangers() throws IOException {
        wires.netlink.execute(new Request.AddLink("docker0", new LinkKind.Bridge(), LinkSettings.NONE));
        assertThrows(IllegalArgumentException.class, () -> wires.host.remove(List.of("docker0")));
        wires.apply(twoOnABridge(NsRef.HOST));
        wires.host.remove(List.of(IfNames.DEFAULT.hostEnd(A, 0), IfNames.DEFAULT.hostEnd(A, 1), BRIDGE));
        assertEquals(Optional.empty(), wires.netlink.link(IfNames.DEFAULT.hostEnd(A, 0)));
        assertFalse(pings(wires.ns(B), "10.0.0.1"));
        assertEquals("docker0", wires.netlink.require("docker0").name());
    }

    @Test
    void countersFollowTraffic() throws IOException {
        wires.apply(twoOnABridge(NsRef.HOST));
        try (LinkCounters counters = wires.host.counters()) {
            Map<String, long[]> before = sample(counters);
            assertEquals(Set.of(BRIDGE, IfNames.DEFAULT.hostEnd(A, 0), IfNames.DEFAULT.hostEnd(B, 0)), before.keySet());
            assertTrue(pings(wires.ns(A), "10.0.0.2"));
            Map<String, long[]> after = sample(counters);
            long[] a0 = Objects.requireNonNull(before.get(IfNames.DEFAULT.hostEnd(A, 0)));
            long[] a1 = Objects.requireNonNull(after.get(IfNames.DEFAULT.hostEnd(A, 0)));
            long[] b1 = Objects.requireNonNull(after.get(IfNames.DEFAULT.hostEnd(B, 0)));
            assertTrue(a1[0] - a0[0] >= 98, "A sent at least one echo request of 98 bytes");
            assertTrue(a1[1] - a0[1] >= 1 && a1[3] - a0[3] >= 1);
            assertTrue(b1[2] >= 98, "B's end sent it on into B");
            LinkStats slow =
                    wires.netlink.require(IfNames.DEFAULT.hostEnd(A, 0)).stats();
            assertTrue(slow.rxBytes() >= a1[0] && slow.txPackets() >= a1[3]);
            wires.netlink.execute(new Request.AddLink(
                    "darvddddddddd00", new LinkKind.Veth("strange", LinkSettings.NONE), LinkSettings.NONE));
            assertTrue(sample(counters).containsKey("darvddddddddd00"), "a link that came later is found");
            wires.host.remove(List.of("darvddddddddd00"));
            assertEquals(before.keySet(), sample(counters).keySet());
        }
    }

    private static Map<String, long[]> sample(LinkCounters counters) throws IOException {
        Map<String, long[]> all = new HashMap<>();
        counters.sample((name, rxBytes, rxPackets, txBytes, txPackets) ->
                all.put(name, new long[] {rxBytes, rxPackets, txBytes, txPackets}));
        return all;
    }
}
