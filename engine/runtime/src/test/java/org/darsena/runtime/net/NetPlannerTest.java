package org.darsena.runtime.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetPlannerTest {
    private static final NsRef R1 = new NsRef("r1");
    private static final NsRef R2 = new NsRef("r2");
    private final NetPlanner planner = new NetPlanner(IfNames.DEFAULT);

    private static Nic nic(String name, String address, Attachment attachment) {
        return new Nic(name, Mac.parse("02:00:00:00:00:07"), 1400, List.of(Cidr.parse(address)), attachment);
    }

    @Test
    void bridgeAndDirectInOrder() {
        NodeNetwork one = new NodeNetwork(
                "aaaaaaaaaaaa",
                R1,
                List.of(
                        nic("eth0", "10.0.0.1/24", new Attachment.Bridge(NsRef.HOST, "darb00000000000")),
                        nic("eth1", "10.9.0.1/30", new Attachment.Direct(R2, "eth1"))),
                List.of(Route.defaultVia(Cidr.address("10.0.0.254"))),
                List.of(new SetSysctl("ipv4/ip_forward", "1", true)));
        NodeNetwork two = new NodeNetwork(
                "bbbbbbbbbbbb",
                R2,
                List.of(nic("eth1", "10.9.0.2/30", new Attachment.Present())),
                List.of(),
                List.of());
        NetPlan plan = planner.plan(List.of(new BridgeSpec(NsRef.HOST, "darb00000000000")), List.of(one, two));
        String in1 = "ip netns exec r1 ";
        String in2 = "ip netns exec r2 ";
        String mac = "address 02:00:00:00:00:07";
        assertEquals(
                List.of(
                        "ip link add darb00000000000 type bridge mcast_snooping 0",
                        "sysctl -w net/ipv6/conf/darb00000000000/disable_ipv6='1'",
                        "sysctl -w net/ipv4/conf/darb00000000000/arp_ignore='8'",
                        "sysctl -w net/ipv4/conf/darb00000000000/drop_unicast_in_l2_multicast='1'",
                        "ip link set darb00000000000 addrgenmode none",
                        "ip link set darb00000000000 up",
                        "ip link add darvaaaaaaaaa00 mtu 1400 master darb00000000000"
                                + " type veth peer name eth0 netns r1 " + mac + " mtu 1400",
                        "ip link set darvaaaaaaaaa00 addrgenmode none",
                        "ip link set darvaaaaaaaaa00 up",
                        in1 + "ip link add eth1 " + mac + " mtu 1400 type veth peer name eth1 netns r2 mtu 1400",
                        in1 + "sysctl -w net/ipv6/conf/eth0/accept_dad='0'",
                        in1 + "sysctl -w net/ipv6/conf/eth1/accept_dad='0'",
                        in1 + "sysctl -w net/ipv4/ip_forward='1'",
                        in1 + "ip link set lo up",
                        in1 + "ip link set eth0 up",
                        in1 + "ip link set eth1 up",
                        in1 + "ip address add 10.0.0.1/24 dev eth0",
                        in1 + "ip address add 10.9.0.1/30 dev eth1",
                        in1 + "ip route add default via 10.0.0.254",
                        in2 + "sysctl -w net/ipv6/conf/eth1/accept_dad='0'",
                        in2 + "ip link set lo up",
                        in2 + "ip link set eth1 " + mac + " mtu 1400 up",
                        in2 + "ip address add 10.9.0.2/30 dev eth1"),
                plan.commands());
        assertEquals(
                List.of(new NetPlan.HostEnd("aaaaaaaaaaaa", "eth0", NsRef.HOST, "darvaaaaaaaaa00")), plan.hostEnds());
        assertEquals(Set.of(NsRef.HOST, R1, R2), plan.namespaces());
    }

    @Test
    void natBringsItsSegmentAddressAndDefaultRoute() throws NoSubnetException {
        NatLease lease = NatBook.EMPTY
                .grant(1000, "aaaaaaaaaaaa/eth0", IfNames.DEFAULT, HostView.EMPTY)
                .lease();
        Nic eth0 = new Nic("eth0", null, null, List.of(), new Attachment.Nat(lease));
        NetPlan plan = planner.plan(new NodeNetwork("aaaaaaaaaaaa", R1, List.of(eth0), List.of(), List.of()));
        assertEquals(List.of(lease.segment()), plan.nat());
        String mac = Mac.derived("nat/10.213.0.2/22").toString();
        assertTrue(
                plan.commands()
                        .contains(
                                "ip link add darvaaaaaaaaa00 master darbn3e8 type veth peer name eth0 netns r1 address "
                                        + mac),
                plan.commands()::toString);
        assertEquals(
                List.of(
                        "ip netns exec r1 ip address add 10.213.0.2/22 dev eth0",
                        "ip netns exec r1 ip route add default via 10.213.0.1"),
                plan.commands()
                        .subList(plan.commands().size() - 2, plan.commands().size()));
    }

    @Test
    void ownDefaultRouteTakesThePlaceOfNats() throws NoSubnetException {
        NatLease lease = NatBook.EMPTY
                .grant(1000, "aaaaaaaaaaaa/eth0", IfNames.DEFAULT, HostView.EMPTY)
                .lease();
        Nic eth0 = new Nic("eth0", null, null, List.of(), new Attachment.Nat(lease));
        Route own = Route.defaultVia(Cidr.address("10.213.0.77"));
        NetPlan plan = planner.plan(new NodeNetwork("aaaaaaaaaaaa", R1, List.of(eth0), List.of(own), List.of()));
        assertEquals(
                List.of("ip netns exec r1 ip route add default via 10.213.0.77"),
                plan.commands().stream().filter(c -> c.contains("default")).toList());
    }

    @Test
    void oneCardNameTwiceIsRefused() {
        Nic eth0 = nic("eth0", "10.0.0.1/24", new Attachment.Present());
        assertThrows(
                IllegalArgumentException.class,
                () -> new NodeNetwork("aaaaaaaaaaaa", R1, List.of(eth0, eth0), List.of(), List.of()));
    }

    @Test
    void macOfACardIsTheSameAtEachStart() {
        Nic eth0 = new Nic("eth0", null, null, List.of(), new Attachment.Bridge(NsRef.HOST, "darb00000000000"));
        NodeNetwork node = new NodeNetwork("aaaaaaaaaaaa", R1, List.of(eth0), List.of(), List.of());
        assertEquals(planner.plan(node), planner.plan(node));
        assertTrue(planner.plan(node)
                .commands()
                .toString()
                .contains(Mac.derived("aaaaaaaaaaaa/eth0").toString()));
    }

    @Test
    void bookSurvivesAsPlainStrings() {
        NatSegment segment = new NatSegment("darbn3e8", "10.213.0.0/22", Map.of("a/eth0", "10.213.0.2"));
        assertEquals("10.213.0.1/22", segment.gateway().toString());
        assertThrows(IllegalArgumentException.class, () -> new NatSegment("a/b", "10.213.0.0/22", Map.of()));
        assertThrows(IllegalArgumentException.class, () -> new NatSegment("darbn3e8", "fd00::/64", Map.of()));
    }
}
