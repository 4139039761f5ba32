package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.spec;
import static org.darsena.runtime.local.TestEngine.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.NetworkSpec;
import org.darsena.runtime.Engine.Owner;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.container.LabNode;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.net.Cidr;
import org.darsena.runtime.net.LinkKind;
import org.darsena.runtime.net.LinkSettings;
import org.darsena.runtime.net.NetNs;
import org.darsena.runtime.net.Netlink;
import org.darsena.runtime.net.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class NetworkKernelTest {
    private final TestEngine t = new TestEngine();

    NetworkKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private static ContainerSpec sleeper(String name, NetworkSpec... cards) {
        return with(spec(name, "sleep", "1000"), List.of(cards));
    }

    private static NetworkSpec card(String name, NetworkSpec.Type type, String network, String address) {
        return new NetworkSpec(name, type, network, List.of(address), null, null);
    }

    private boolean pings(String id, String address) throws Exception {
        return t.exec(id, "ping -c1 -W2 " + address).contains(" 1 received");
    }

    private String address(String id) throws Exception {
        return t.exec(id, "ip -4 -o addr show eth0 | awk '{print $4}'").strip();
    }

    @Test
    void natKeepsItsAddressFromStartToStart() throws Exception {
        String a = t.start(sleeper("a", NetworkSpec.nat("eth0")));
        String b = t.start(sleeper("b", NetworkSpec.nat("eth0")));
        String first = address(a);
        assertEquals(List.of(first), t.info(a).addresses());
        assertTrue(pings(a, "10.213.0.1"), "the gateway");
        assertTrue(pings(a, address(b).replaceFirst("/.*", "")), "a neighbour");
        assertTrue(t.exec(a, "ip route show default").startsWith("default via 10.213.0.1 dev eth0 "));
        t.engine().restart(a, Progress.NONE);
        assertEquals(first, address(a));
        t.reopen();
        t.engine().restart(a, Progress.NONE);
        assertEquals(first, address(a));
        assertEquals(List.of(first), t.info(a).addresses());
        t.engine().stop(b, 0, Progress.NONE);
        TestEngine.until(
                "its end on the host goes",
                () -> t.links().stream().noneMatch(l -> l.startsWith("dtxv" + b.substring(0, 9))));
        t.engine().delete(a, true, Progress.NONE);
        String c = t.start(sleeper("c", NetworkSpec.nat("eth0")));
        assertEquals(first, address(c), "a freed address is given again");
    }

    /// What each card said of itself would go to each of hundreds of others.
    @Test
    void aCardBehindNatIsSilentWhenItComes() throws Exception {
        String a = t.start(sleeper("a", NetworkSpec.nat("eth0")));
        String b = t.start(sleeper("b", NetworkSpec.nat("eth0")));
        assertTrue(pings(a, address(b).replaceFirst("/.*", "")), "its neighbour is up");
        assertEquals("", t.exec(b, "ip -6 -o addr show eth0"));
        String heard = t.exec(a, "awk '$1 == \"Ip6InReceives\" {print $2}' /proc/net/dev_snmp6/eth0");
        assertEquals("0\n", heard);
    }

    @Test
    void ownersHaveNetworksOfTheirOwn() throws Exception {
        String a = t.start(sleeper("a", NetworkSpec.nat("eth0")));
        String b = t.engine()
                .create(sleeper("a", NetworkSpec.nat("eth0")), new Owner(1234), Progress.NONE)
                .id();
        t.engine().start(b, Progress.NONE);
        assertFalse(address(b).startsWith("10.213.0."), "another subnet than " + address(a));
        assertFalse(pings(a, address(b).replaceFirst("/.*", "")), "one owner's containers do not reach another's");
    }

    @Test
    void namedNetworks() throws Exception {
        String a = t.start(sleeper("a", card("eth0", NetworkSpec.Type.BRIDGE, "lan", "192.0.2.1/24")));
        String b = t.start(sleeper("b", card("eth0", NetworkSpec.Type.BRIDGE, "lan", "192.0.2.2/24")));
        String other = t.start(sleeper("c", card("eth0", NetworkSpec.Type.BRIDGE, "wan", "192.0.2.2/24")));
        assertTrue(pings(a, "192.0.2.2"));
        t.engine().stop(b, 0, Progress.NONE);
        assertFalse(pings(a, "192.0.2.2"), "the one of that address in the other network is not reached");
        assertEquals("", t.exec(a, "ip route show default"), "no way out");
        t.reopen();
        t.engine().start(b, Progress.NONE);
        assertTrue(pings(a, "192.0.2.2"));
        for (String id : List.of(a, b, other)) {
            t.engine().stop(id, 0, Progress.NONE);
        }
        TestEngine.until(
                "the bridges go with their last member", () -> t.links().isEmpty());
    }

    @Test
    void aCableBetweenTwo() throws Exception {
        String a = t.start(
                sleeper("a", card("eth0", NetworkSpec.Type.PAIR, "b", "192.0.2.1/24"), NetworkSpec.nat("eth1")));
        assertTrue(t.exec(a, "ip link show eth0").contains("exit 1"), "its other end is not there yet");
        String b = t.start(sleeper("b", card("to-a", NetworkSpec.Type.PAIR, "a", "192.0.2.2/24")));
        assertTrue(pings(a, "192.0.2.2"));
        t.engine().restart(a, Progress.NONE);
        assertTrue(pings(b, "192.0.2.1"), "laid again by the one that started");
        assertTrue(pings(a, "10.213.0.1"));
    }

    /// What a lab does: namespaces made first, links that outlive the node's process.
    @Test
    void pinnedNamespacesOutliveTheirContainer() throws Exception {
        var containers = t.engine().core().containers();
        String id = containers
                .create(sleeper("node"), TestEngine.OWNER, new LabNode("aaaaaaaaaaaa", "r1"), Progress.NONE)
                .id();
        assertEquals("r1", t.info(id).node());
        containers.pin(id);
        containers.pin(id);
        Path file = containers.netNamespace(id);
        try (NetNs ns = NetNs.at(LinuxKernel.get(), file.toString());
                Netlink netlink = ns.netlink()) {
            netlink.execute(
                    new Request.AddLink("eth7", new LinkKind.Bridge(), LinkSettings.NONE),
                    new Request.AddAddress("eth7", Cidr.parse("192.0.2.9/24")));
        }
        for (int i = 0; i < 2; i++) {
            t.engine().start(id, Progress.NONE);
            assertTrue(t.exec(id, "ip addr show eth7").contains("192.0.2.9/24"));
            assertEquals("uid=0(root) gid=0(root) groups=0(root)\n", t.exec(id, "id"));
            t.engine().stop(id, 0, Progress.NONE);
        }
        t.reopen();
        assertEquals("aaaaaaaaaaaa", t.info(id).lab());
        t.engine().start(id, Progress.NONE);
        assertTrue(t.exec(id, "ip addr show eth7").contains("192.0.2.9/24"));
        t.engine().delete(id, true, Progress.NONE);
        assertEquals(List.of(), t.files("run/ns"));
    }
}
