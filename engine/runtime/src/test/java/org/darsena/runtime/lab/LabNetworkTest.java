package org.darsena.runtime.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.darsena.model.lab.plan.LabPlan;
import org.darsena.model.lab.plan.LabPlanner;
import org.darsena.runtime.net.Cidr;
import org.darsena.runtime.net.IfNames;
import org.darsena.runtime.net.NatLease;
import org.darsena.runtime.net.NatSegment;
import org.darsena.runtime.net.NetPlanner;
import org.junit.jupiter.api.Test;

class LabNetworkTest {
    private static final String LAB = "00000000000f";
    private static final Map<String, String> IDS =
            Map.of("a", "aaaaaaaaaaaa", "b", "bbbbbbbbbbbb", "r", "cccccccccccc");
    private static final IfNames NAMES = IfNames.DEFAULT;

    private static LabNetwork network(LabPlan plan) {
        return new LabNetwork(plan, LAB, IDS, NAMES, (container, card) -> {
            assertEquals("eth1", card);
            return new NatLease(new NatSegment("darbn0", "10.213.0.0/24", Map.of()), Cidr.parse("10.213.0.9/24"));
        });
    }

    private static List<String> commands(LabPlan plan) throws Exception {
        LabNetwork network = network(plan);
        return new NetPlanner(NAMES).plan(network.bridges(), network.nodes()).commands();
    }

    @Test
    void cablesGoStraightAndNetworksThroughTheSwitch() throws Exception {
        List<String> all = commands(LabPlanner.plan(Small.routed("l")));
        assertTrue(index(all, "ip netns exec switch ip link add darb00000000000", "type bridge") >= 0, all.toString());
        assertEquals(
                List.of("ip netns exec aaaaaaaaaaaa", "ip netns exec switch", "ip netns exec switch"),
                all.stream()
                        .filter(c -> c.contains("type veth"))
                        .map(c -> c.substring(0, c.indexOf(" ip link")))
                        .sorted()
                        .toList());
        assertTrue(all.stream().noneMatch(c -> c.startsWith("ip link")), "nothing on the host: " + all);
        int off = index(all, "ip netns exec cccccccccccc", "ip_forward");
        int up = index(all, "ip netns exec cccccccccccc", "link set eth0 ");
        assertTrue(off >= 0 && off < up, "no packet passes a node that is not started yet: " + all);
    }

    private static int index(List<String> all, String begin, String part) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).startsWith(begin) && all.get(i).contains(part)) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void endsOnTheHostAreThoseBehindNat() throws Exception {
        LabPlan plan = LabPlanner.plan(LabBox.document("""
                { "schema": 1, "name": "n",
                  "nodes": [{ "name": "a" }, { "name": "b" }],
                  "networks": [{ "name": "out", "type": "nat" }],
                  "links": [
                    { "a": { "node": "a", "iface": "eth0", "addresses": ["10.9.0.1/24"] },
                      "b": { "node": "b", "iface": "eth0", "addresses": ["10.9.0.2/24"] } },
                    { "a": { "node": "a", "iface": "eth1" }, "b": { "node": "out" } } ] }
                """));
        assertEquals(List.of(NAMES.hostEnd("aaaaaaaaaaaa", 1)), LabNetwork.onHost(plan, IDS, NAMES));
        List<String> all = commands(plan);
        assertTrue(index(all, "ip link add " + NAMES.hostEnd("aaaaaaaaaaaa", 1), "veth") >= 0, all.toString());
        assertTrue(index(all, "ip netns exec aaaaaaaaaaaa", "default via 10.213.0.1") >= 0, all.toString());
        var again = network(plan).again(plan.node("a").orElseThrow(), "aaaaaaaaaaaa");
        assertEquals(
                List.of("10.213.0.9/24"),
                again.nics().get(1).addresses().stream().map(Cidr::toString).toList());
        assertEquals(Cidr.address("10.213.0.1"), again.routes().getFirst().via());
    }
}
