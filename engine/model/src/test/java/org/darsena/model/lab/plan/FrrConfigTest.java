package org.darsena.model.lab.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.darsena.model.Docs;
import org.darsena.model.json.LabReader;
import org.darsena.model.lab.Topology;
import org.darsena.model.lab.plan.LabPlan.Start;
import org.junit.jupiter.api.Test;

class FrrConfigTest {
    private static String config(String node, String... changes) throws Exception {
        var lab = LabReader.read(Docs.with(Docs.LAB, changes));
        var topology = new Topology(lab);
        return FrrConfig.of(topology.node(node).orElseThrow(), topology);
    }

    @Test
    void whole() throws Exception {
        assertEquals("""
                frr defaults traditional
                hostname r
                log file /var/log/frr/frr.log informational
                service integrated-vtysh-config
                !
                interface eth0
                 ip ospf area 0.0.0.0
                 ip ospf passive
                exit
                !
                interface eth1
                 ip ospf area 0.0.0.0
                 ip ospf network point-to-point
                 ip ospf hello-interval 1
                 ip ospf dead-interval 4
                 ip ospf retransmit-interval 2
                exit
                !
                router ospf
                 ospf router-id 10.0.1.1
                 timers throttle lsa all 100
                 timers lsa min-arrival 0
                 timers throttle spf 10 100 1000
                exit
                !
                """, config("r"));
    }

    @Test
    void theRouterIdIsTheHighestAddressUnlessGiven() throws Exception {
        assertTrue(config("r", "/links/0/b/addresses/-", "\"192.168.0.1/24\"").contains("router-id 192.168.0.1\n"));
        assertTrue(config("r", "/nodes/1/router/routerId", "\"1.1.1.1\"").contains("router-id 1.1.1.1\n"));
    }

    @Test
    void aDefaultRouteIsOfferedAlwaysOnlyWithoutOneOfItsOwn() throws Exception {
        var originate = new String[] {"/nodes/1/router/originateDefault", "true"};
        assertTrue(config("r", originate).contains(" default-information originate always\n"));
        assertTrue(config(
                        "r",
                        "/nodes/1/router/originateDefault",
                        "true",
                        "/nodes/1/routes",
                        "[{\"to\":\"default\",\"via\":\"10.0.0.1\"}]")
                .contains(" default-information originate\n"));
        assertFalse(config("r").contains("default-information"));
    }

    @Test
    void threeSpeakersOnASwitchElectButDoNotDawdle() throws Exception {
        var three = new String[] {
            "/nodes/3/kind",
            "\"router\"",
            "/nodes/3/router",
            "{\"ospf\":[{\"iface\":\"eth0\"}]}",
            "/nodes/2/router/ospf/-",
            "{\"iface\":\"eth1\"}",
            "/nodes/-",
            "{\"name\":\"c\",\"kind\":\"router\",\"router\":{\"ospf\":[{\"iface\":\"eth0\"}]}}",
            "/links/-",
            "{\"a\":{\"node\":\"c\",\"iface\":\"eth0\",\"addresses\":[\"10.0.2.3/24\"]},\"b\":{\"node\":\"sw\"}}"
        };
        String on = config("b", three);
        assertFalse(on.contains("point-to-point"));
        assertTrue(on.contains(" ip ospf dead-interval 4\n"));
    }

    /// It brings its own times, which both sides of a link must share.
    @Test
    void besideAConfigurationOfSomeoneElsesTheUsualTimesStay() throws Exception {
        String beside = config("f", "/nodes/1/router", "{\"frrConfig\":\"router ospf\\n\",\"masquerade\":[]}");
        assertFalse(beside.contains("interval"));
        assertFalse(beside.contains("point-to-point"));
    }

    @Test
    void verbatimIsVerbatim() throws Exception {
        String text = "router bgp 65000\n no bgp ebgp-requires-policy\n";
        assertEquals(text, config("r", "/nodes/1/router", "{\"frrConfig\":" + Docs.quoted(text) + "}"));
    }

    @Test
    void daemonsFollowFromTheText() {
        assertEquals(List.of("zebra"), FrrDaemons.of("hostname x\n"));
        assertEquals(List.of("zebra", "ospfd"), FrrDaemons.of("router ospf\nrouter ospf vrf red\n"));
        assertEquals(List.of("zebra", "ospf6d"), FrrDaemons.of("router ospf6\n"));
        assertEquals(
                List.of("zebra", "bgpd", "staticd", "ripd", "ripngd"),
                FrrDaemons.of("router bgp 1\n!\nip route 0.0.0.0/0 10.0.0.1\nrouter rip\nrouter ripng\n"));
        assertEquals(List.of("zebra"), FrrDaemons.of("! router bgp 1\nrouter-id 1.1.1.1\n"));
    }

    @Test
    void daemonsAreUpBeforeTheyAreConfigured() throws Exception {
        var node = new Topology(LabReader.read(Docs.LAB)).node("r").orElseThrow();
        var argv = FrrDaemons.start(node).stream().map(Start::argv).toList();
        assertEquals("/usr/lib/frr/zebra", argv.get(1).getFirst());
        assertEquals("/usr/lib/frr/ospfd", argv.get(2).getFirst());
        assertEquals(List.of("vtysh", "-b"), argv.getLast());
    }
}
