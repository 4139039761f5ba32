package org.darsena.model.lab.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.darsena.model.Docs;
import org.darsena.model.json.LabReader;
import org.darsena.model.lab.Topology;
import org.junit.jupiter.api.Test;

class RulesetTest {
    private static String rules(String node, String... changes) throws Exception {
        var lab = LabReader.read(Docs.with(Docs.LAB, changes));
        return Ruleset.of(lab, new Topology(lab).node(node).orElseThrow());
    }

    @Test
    void aRouterThatMasquerades() throws Exception {
        assertEquals("""
                table inet darsena
                delete table inet darsena
                table inet darsena {
                  chain postrouting {
                    type nat hook postrouting priority srcnat; policy accept;
                    oifname { "eth0" } masquerade
                  }
                }
                """, rules("r"));
    }

    @Test
    void aFirewall() throws Exception {
        assertEquals("""
                table inet darsena
                delete table inet darsena
                table inet darsena {
                  counter from_in_to_out_allowed { }
                  counter from_in_to_out_refused { }
                  counter from_out_to_in_allowed { }
                  counter from_out_to_in_refused { }
                  counter other_refused { }
                  chain from_in_to_out {
                    tcp dport 80 counter name from_in_to_out_allowed accept
                    udp dport 1000-2000 counter name from_in_to_out_allowed accept
                    meta l4proto { icmp, ipv6-icmp } counter name from_in_to_out_allowed accept
                    meta l4proto tcp counter name from_in_to_out_allowed accept
                    counter name from_in_to_out_refused
                    limit rate 5/second log prefix "darsena in>out refused: "
                    reject with icmpx type admin-prohibited
                  }
                  chain from_out_to_in {
                    counter name from_out_to_in_refused
                    limit rate 5/second log prefix "darsena out>in refused: "
                    reject with icmpx type admin-prohibited
                  }
                  chain input {
                    type filter hook input priority filter; policy drop;
                    iifname "lo" accept
                    ct state established,related accept
                    ct state invalid drop
                    iifname { "eth0" } meta l4proto 89 accept
                    meta l4proto { icmp, ipv6-icmp } accept
                    reject with icmpx type admin-prohibited
                  }
                  chain forward {
                    type filter hook forward priority filter; policy drop;
                    ct state established,related accept
                    ct state invalid drop
                    meta l4proto 89 accept
                    iifname { "eth1" } oifname { "eth0" } goto from_in_to_out
                    iifname { "eth0" } oifname { "eth1" } goto from_out_to_in
                    counter name other_refused
                    reject with icmpx type admin-prohibited
                  }
                }
                """, rules("f", "/policy/0/allow", "[\"tcp/80\",\"udp/1000-2000\",\"icmp\",\"tcp\"]"));
    }

    @Test
    void whatIsNotListedIsRefusedBothWays() throws Exception {
        String rules = rules("f", "/policy", "[]");
        assertFalse(rules.contains("_allowed accept"));
        assertTrue(rules.contains("policy drop"));
    }

    @Test
    void anyLeavesNothingToRefuse() throws Exception {
        String rules = rules("f");
        assertTrue(rules.contains("""
                  chain from_in_to_out {
                    counter name from_in_to_out_allowed accept
                  }
                """));
    }

    @Test
    void cardsOfOneZoneReachEachOther() throws Exception {
        String rules = rules(
                "f",
                "/links/-",
                "{\"a\":{\"node\":\"f\",\"iface\":\"eth2\"},\"b\":{\"node\":\"b\",\"iface\":\"eth1\"}}",
                "/nodes/2/firewall/zones/in/-",
                "\"eth2\"");
        assertTrue(rules.contains("    iifname { \"eth1\", \"eth2\" } oifname { \"eth1\", \"eth2\" } accept\n"));
        assertTrue(rules.contains("    iifname { \"eth1\", \"eth2\" } oifname { \"eth0\" } goto from_in_to_out\n"));
    }

    @Test
    void aFirewallWithoutZonesLetsNothingThrough() throws Exception {
        String rules = rules("f", "/nodes/2/firewall/zones", "{}", "/policy", "[]");
        assertFalse(rules.contains("goto"));
        assertTrue(rules.contains("    counter name other_refused\n    reject with icmpx"));
    }

    @Test
    void zonesWithADashStayApart() throws Exception {
        String rules = rules(
                "f",
                "/zones",
                "[{\"name\":\"a-to\"},{\"name\":\"b\"}]",
                "/policy",
                "[]",
                "/nodes/2/firewall/zones",
                "{\"a-to\":[\"eth0\"],\"b\":[\"eth1\"]}");
        assertTrue(rules.contains("chain from_a-to_to_b {"), rules);
    }
}
