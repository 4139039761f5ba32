package org.darsena.runtime.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.net.Request.AddAddress;
import org.darsena.runtime.net.Request.AddLink;
import org.darsena.runtime.net.Request.AddRoute;
import org.darsena.runtime.net.Request.DeleteAddress;
import org.darsena.runtime.net.Request.DeleteLink;
import org.darsena.runtime.net.Request.DeleteRoute;
import org.darsena.runtime.net.Request.SetLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class NetlinkKernelTest {
    private static final LinkSettings NONE = LinkSettings.NONE;
    private final NetNs ns;
    private final Netlink netlink;

    NetlinkKernelTest() throws IOException {
        Wires.requireRoot();
        ns = NetNs.create(Wires.KERNEL);
        netlink = ns.netlink();
    }

    @AfterEach
    void dropNamespace() {
        netlink.close();
        ns.close();
    }

    private static AddLink veth(String name, String peer) {
        return new AddLink(name, new LinkKind.Veth(peer, NONE), NONE);
    }

    /// A pid that was reused leads nowhere.
    @Test
    void theNamespaceOfAProcessIsNotThatOfWhoHasItsNumberNow() throws Exception {
        Process gone = new ProcessBuilder("sleep", "1000").start();
        int other = Math.toIntExact(ProcessHandle.current().pid());
        try (Fd pidfd = LinuxKernel.get().pidfdOpen((int) gone.pid())) {
            NetNs.ofProcess(LinuxKernel.get(), (int) gone.pid(), pidfd).close();
            gone.destroyForcibly();
            gone.waitFor();
            ErrnoException e =
                    assertThrows(ErrnoException.class, () -> NetNs.ofProcess(LinuxKernel.get(), other, pidfd));
            assertEquals(Errno.ESRCH, e.errno());
        }
    }

    @Test
    void linkIsMadeChangedRenamedAndDeleted() throws IOException {
        Mac mac = Mac.parse("02:00:00:00:00:09");
        netlink.execute(
                new AddLink("br0", new LinkKind.Bridge(), NONE.up(true)),
                new AddLink(
                        "a",
                        new LinkKind.Veth("b", NONE.mtu(1300)),
                        NONE.master("br0").mac(mac).mtu(1400)),
                new SetLink("a", NONE.rename("c").up(true)),
                new SetLink("b", NONE.up(true)));
        LinkInfo bridge = netlink.require("br0");
        LinkInfo end = netlink.require("c");
        assertEquals("bridge", bridge.kind());
        assertEquals("veth", end.kind());
        assertEquals(bridge.index(), end.master());
        assertEquals(1400, end.mtu());
        assertEquals(1300, netlink.require("b").mtu());
        assertEquals(mac, end.mac());
        assertTrue(end.up());
        assertEquals(Optional.empty(), netlink.link("a"));
        netlink.execute(new SetLink("c", NONE.master("").up(false)));
        assertEquals(0, netlink.require("c").master());
        assertFalse(netlink.require("c").up());
        netlink.execute(new DeleteLink("c"));
        assertEquals(Optional.empty(), netlink.link("b"));
    }

    @Test
    void takenNameIsSaidWithErrnoAndName() {
        NetlinkException e =
                assertThrows(NetlinkException.class, () -> netlink.execute(veth("a", "b"), veth("a", "c")));
        assertEquals(Errno.EEXIST, e.errno());
        assertEquals("EEXIST", e.errnoName());
        assertEquals("a", e.subject());
        assertEquals("ip link add a type veth peer name c", e.command());
    }

    @Test
    void takenAddressIsSaidWithErrnoAndName() throws IOException {
        netlink.execute(veth("a", "b"), new AddAddress("a", Cidr.parse("10.0.0.1/24")));
        NetlinkException e = assertThrows(
                NetlinkException.class, () -> netlink.execute(new AddAddress("a", Cidr.parse("10.0.0.1/24"))));
        assertEquals("EEXIST", e.errnoName());
        assertTrue(String.valueOf(e.getMessage()).contains("10.0.0.1/24 dev a"), e.getMessage());
    }

    @Test
    void theKernelsOwnWordsArePassedOn() throws IOException {
        netlink.execute(
                new AddLink("br0", new LinkKind.Bridge(), NONE), new AddLink("br1", new LinkKind.Bridge(), NONE));
        NetlinkException e =
                assertThrows(NetlinkException.class, () -> netlink.execute(new SetLink("br1", NONE.master("br0"))));
        assertEquals(Errno.ELOOP, e.errno());
        assertEquals("Can not enslave a bridge to a bridge", e.kernelText());
        assertTrue(
                String.valueOf(e.getMessage()).contains("ELOOP (Can not enslave a bridge to a bridge)"),
                e.getMessage());
    }

    @Test
    void unknownKindAndMissingLinkAreTold() {
        NetlinkException missing = assertThrows(
                NetlinkException.class, () -> netlink.execute(new AddAddress("no", Cidr.parse("::1/128"))));
        assertEquals("ENODEV", missing.errnoName());
        assertEquals("no", missing.subject());
        assertEquals(
                Errno.ENODEV,
                assertThrows(NetlinkException.class, () -> netlink.execute(new DeleteLink("no")))
                        .errno());
        assertEquals(
                Errno.ENODEV,
                assertThrows(NetlinkException.class, () -> netlink.require("no"))
                        .errno());
    }

    @Test
    void eachRequestOfABatchHasItsOwnResult() throws IOException {
        List<RequestResult> results = netlink.attempt(
                List.of(
                        veth("a", "b"),
                        veth("a", "c"),
                        new SetLink("zz", NONE.up(true)),
                        new SetLink("b", NONE.up(true)),
                        new AddAddress("zz", Cidr.parse("10.0.0.1/8")),
                        new AddAddress("b", Cidr.parse("10.0.0.1/8"))),
                NsLookup.NONE);
        assertEquals(
                List.of(0, Errno.EEXIST, Errno.ENODEV, 0, Errno.ENODEV, 0),
                results.stream().map(RequestResult::errno).toList());
    }

    @Test
    void afterAFailureLaterBatchesAreNotSent() throws IOException {
        List<RequestResult> results = netlink.run(
                List.of(veth("a", "b"), veth("a", "c"), new AddAddress("a", Cidr.parse("10.0.0.1/8"))),
                NsLookup.NONE,
                false);
        assertEquals(
                List.of(0, Errno.EEXIST, RequestResult.NOT_SENT),
                results.stream().map(RequestResult::errno).toList());
    }

    @Test
    void hundredsOfRequestsGoInOneCall() throws IOException {
        List<Request> requests = new ArrayList<>();
        requests.add(new AddLink("br0", new LinkKind.Bridge(), NONE.up(true)));
        for (int i = 0; i < 250; i++) {
            requests.add(new AddLink(
                    "a" + i,
                    new LinkKind.Veth("b" + i, NONE),
                    NONE.master("br0").up(true)));
            requests.add(new AddAddress("b" + i, Cidr.parse("10.0.0.0/16").host(i + 1)));
        }
        netlink.execute(requests, NsLookup.NONE);
        int master = netlink.require("br0").index();
        assertEquals(
                250,
                netlink.links().stream().filter(link -> link.master() == master).count());
        assertEquals(
                250,
                netlink.addresses().stream().filter(a -> a.address().isV4()).count());
        List<String> ends = new ArrayList<>(List.of("gone1", "gone2"));
        for (int i = 0; i < 250; i++) {
            ends.add("a" + i);
        }
        new LinkRemover(netlink).remove(ends);
        assertEquals(
                List.of("lo", "br0"),
                netlink.links().stream().map(LinkInfo::name).toList());
    }

    @Test
    void addressesAndRoutesOfBothFamilies() throws IOException {
        netlink.execute(
                veth("a", "b"),
                new SetLink("b", NONE.up(true)),
                new SetLink("a", NONE.up(true)),
                new AddAddress("a", Cidr.parse("10.1.0.1/24")),
                new AddAddress("a", Cidr.parse("2001:db8::1/64")),
                new AddRoute(new Route(Cidr.parse("10.7.0.0/16"), Cidr.address("10.1.0.9"), null)),
                new AddRoute(Route.defaultVia(Cidr.address("10.1.0.254"))),
                new AddRoute(new Route(Cidr.parse("10.8.0.0/16"), null, "a")),
                new AddRoute(Route.defaultVia(Cidr.address("2001:db8::fe"))));
        int index = netlink.require("a").index();
        assertTrue(netlink.addresses().contains(new AddressInfo(index, Cidr.parse("2001:db8::1/64"))));
        assertTrue(netlink.addresses().contains(new AddressInfo(index, Cidr.parse("10.1.0.1/24"))));
        List<RouteInfo> routes = netlink.routes();
        assertTrue(routes.contains(new RouteInfo(Cidr.parse("10.7.0.0/16"), 254, Cidr.address("10.1.0.9"), index)));
        assertTrue(routes.contains(new RouteInfo(Cidr.parse("0.0.0.0/0"), 254, Cidr.address("10.1.0.254"), index)));
        assertTrue(routes.contains(new RouteInfo(Cidr.parse("10.8.0.0/16"), 254, null, index)));
        assertTrue(routes.contains(new RouteInfo(Cidr.parse("::/0"), 254, Cidr.address("2001:db8::fe"), index)));
        assertTrue(routes.contains(new RouteInfo(Cidr.parse("10.1.0.0/24"), 254, null, index)));
        netlink.execute(
                new DeleteRoute(new Route(Cidr.parse("10.7.0.0/16"), Cidr.address("10.1.0.9"), null)),
                new DeleteRoute(new Route(Cidr.parse("10.8.0.0/16"), null, "a")),
                new DeleteAddress("a", Cidr.parse("2001:db8::1/64")));
        routes = netlink.routes();
        assertFalse(routes.stream()
                .anyMatch(r -> r.to().toString().startsWith("10.7.")
                        || r.to().toString().startsWith("10.8.")));
        assertFalse(netlink.addresses().contains(new AddressInfo(index, Cidr.parse("2001:db8::1/64"))));
    }

    @Test
    void unreachableGatewayIsTold() {
        NetlinkException e = assertThrows(
                NetlinkException.class,
                () -> netlink.execute(new AddRoute(Route.defaultVia(Cidr.address("10.1.0.254")))));
        assertEquals("0.0.0.0/0", e.subject());
        assertEquals("ENETUNREACH", e.errnoName());
        assertEquals("Nexthop has invalid gateway", e.kernelText());
    }

    @Test
    void movesALinkToAnotherNamespace() throws IOException {
        try (NetNs other = NetNs.create(Wires.KERNEL);
                Netlink there = other.netlink()) {
            NsLookup lookup = ref -> other.fd();
            netlink.execute(List.of(veth("a", "b"), new SetLink("a", NONE.netns(new NsRef("other")))), lookup);
            assertEquals(Optional.empty(), netlink.link("a"));
            assertEquals("veth", there.require("a").kind());
        }
    }

    @Test
    void actionsHappenInTheNamespaceOnly() throws IOException {
        netlink.execute(veth("a", "b"));
        String before = NetNs.own(Wires.KERNEL).sysctl("ipv4/ip_forward");
        ns.sysctl(List.of(
                new SetSysctl("ipv4/ip_forward", before.equals("1") ? "0" : "1", true),
                new SetSysctl("ipv4/conf/a/rp_filter", "2", true),
                new SetSysctl("ipv4/conf/nowhere/rp_filter", "2", false)));
        assertEquals(before.equals("1") ? "0" : "1", ns.sysctl("ipv4/ip_forward"));
        assertEquals("2", ns.sysctl("ipv4/conf/a/rp_filter"));
        assertEquals(before, NetNs.own(Wires.KERNEL).sysctl("ipv4/ip_forward"));
        ErrnoException e = assertThrows(
                ErrnoException.class,
                () -> ns.sysctl(List.of(new SetSysctl("ipv4/conf/nowhere/rp_filter", "2", true))));
        assertEquals(Errno.ENOENT, e.errno());
        assertEquals("/proc/sys/net/ipv4/conf/nowhere/rp_filter", e.what());
    }

    @Test
    void closedNamespaceIsRefusedAndLeavesTheBatchUnsent() throws IOException {
        NetNs gone = NetNs.create(Wires.KERNEL);
        gone.close();
        AddLink request = new AddLink("a", new LinkKind.Veth("b", NONE.netns(new NsRef("x"))), NONE);
        assertThrows(
                IllegalStateException.class, () -> netlink.execute(List.of(veth("c", "d"), request), ref -> gone.fd()));
        assertEquals(Optional.empty(), netlink.link("c"));
        netlink.execute(veth("c", "d")); // and the socket goes on working
    }
}
