package org.darsena.model.lab.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.darsena.model.Docs;
import org.darsena.model.Problem;
import org.darsena.model.container.Capability;
import org.darsena.model.container.FileSpec;
import org.darsena.model.json.LabReader;
import org.darsena.model.json.ShippedLabs;
import org.darsena.model.json.SpecReader;
import org.darsena.model.json.SpecWriter;
import org.darsena.model.lab.plan.LabPlan.Card;
import org.darsena.model.lab.plan.LabPlan.Medium;
import org.darsena.model.lab.plan.LabPlan.NodePlan;
import org.darsena.model.lab.plan.LabPlan.Plug;
import org.darsena.model.lab.plan.LabPlan.Route;
import org.darsena.model.lab.plan.LabPlan.SegmentPlan;
import org.darsena.model.lab.plan.LabPlan.Start;
import org.darsena.model.validate.ContainerRules;
import org.junit.jupiter.api.Test;

class LabPlannerTest {
    private static LabPlan plan(String... changes) throws Exception {
        return LabPlanner.plan(LabReader.read(Docs.with(Docs.LAB, changes)));
    }

    private static NodePlan node(LabPlan plan, String name) {
        return plan.node(name).orElseThrow();
    }

    @Test
    void segmentsAndCardsFitTogether() throws Exception {
        var plan = plan(
                "/networks/-",
                "{\"name\":\"out\",\"type\":\"nat\"}",
                "/links/-",
                "{\"a\":{\"node\":\"out\"},\"b\":{\"node\":\"a\",\"iface\":\"eth1\"}}");
        assertEquals(
                List.of(
                        new SegmentPlan(0, Medium.SWITCH, "sw", List.of(new Plug("f", "eth1"), new Plug("b", "eth0"))),
                        new SegmentPlan(1, Medium.NAT, "out", List.of(new Plug("a", "eth1"))),
                        new SegmentPlan(2, Medium.CABLE, null, List.of(new Plug("a", "eth0"), new Plug("r", "eth0"))),
                        new SegmentPlan(3, Medium.CABLE, null, List.of(new Plug("r", "eth1"), new Plug("f", "eth0")))),
                plan.segments());
        assertEquals(
                List.of(new Card("eth0", 2, 0, List.of("10.0.0.1/24"), null), new Card("eth1", 1, 4, List.of(), null)),
                node(plan, "a").cards());
        for (var segment : plan.segments()) {
            for (var plug : segment.cards()) {
                assertTrue(node(plan, plug.node()).cards().stream()
                        .anyMatch(c -> c.iface().equals(plug.iface()) && c.segment() == segment.index()));
            }
        }
    }

    @Test
    void firewallsStartBeforeRoutersBeforeTheRest() throws Exception {
        assertEquals(List.of("f", "r", "a", "b"), plan().startOrder());
    }

    @Test
    void routesAlwaysHaveAPrefix() throws Exception {
        assertEquals(
                List.of(new Route("0.0.0.0/0", "10.0.0.2")), node(plan(), "a").routes());
        assertEquals(
                List.of(new Route("10.0.0.0/16", "10.0.2.1")), node(plan(), "b").routes());
        var v6 = plan(
                "/links/0/a/addresses/-",
                "\"2001:db8::1/64\"",
                "/links/0/b/addresses/-",
                "\"2001:db8::2/64\"",
                "/nodes/0/routes/0/via",
                "\"2001:db8::2\"");
        assertEquals(List.of(new Route("::/0", "2001:db8::2")), node(v6, "a").routes());
        assertEquals("1", node(v6, "r").spec().sysctls().get("net.ipv6.conf.all.forwarding"));
    }

    @Test
    void aNodesContainerIsAGoodOne() throws Exception {
        for (var plan : List.of(plan(), LabPlanner.plan(ShippedLabs.read("dmz"), "other"))) {
            for (var node : plan.nodes()) {
                var problems = ContainerRules.check(node.spec()); // FRR wants SYS_ADMIN, which is remarked upon
                assertTrue(problems.stream().noneMatch(Problem::isError), () -> node.name() + ": " + problems);
                assertEquals(node.spec(), SpecReader.read(SpecWriter.write(node.spec())));
                assertEquals(node.name(), node.spec().hostname());
                assertEquals(plan.name() + "." + node.name(), node.spec().name());
                assertEquals(plan.name(), node.spec().labels().get("darsena.lab"));
            }
        }
    }

    @Test
    void theLongestNamesMakeAContainersName() throws Exception {
        var plan = plan(
                "/name", Docs.quoted("l".repeat(30)), "/nodes/-", "{\"name\":" + Docs.quoted("n".repeat(32)) + "}");
        assertEquals(List.of(), ContainerRules.check(plan.nodes().getLast().spec()));
    }

    @Test
    void onlyRoutersForwardAndOnlyFrrMayAdministrate() throws Exception {
        var plan = plan();
        assertEquals(Map.of(), node(plan, "a").spec().sysctls());
        assertEquals("1", node(plan, "r").spec().sysctls().get("net.ipv4.ip_forward"));
        assertEquals(Set.of(), node(plan, "a").spec().security().capAdd());
        assertEquals(
                Set.of(Capability.NET_ADMIN, Capability.SYS_ADMIN),
                node(plan, "r").spec().security().capAdd());
        var still = plan("/nodes/1/router/ospf", "[]");
        assertEquals(
                Set.of(Capability.NET_ADMIN), node(still, "r").spec().security().capAdd());
        assertEquals(Set.of("nft"), node(still, "r").needs());
        assertEquals(Set.of("frr", "nft"), node(plan, "f").needs());
        assertEquals(Set.of(), node(plan, "b").needs());
    }

    /// Else packets could pass in the moment before its rules stand.
    @Test
    void aFirewallForwardsOnlyOnceItsRulesStand() throws Exception {
        var fw = node(plan(), "f");
        assertFalse(fw.spec().sysctls().containsKey("net.ipv4.ip_forward"));
        assertEquals(
                List.of("firewall", "forwarding", "frr", "frr", "frr", "frr"),
                fw.start().stream().map(Start::what).toList());
        assertEquals(List.of("nft", "-f", Ruleset.PATH), fw.start().getFirst().argv());
    }

    @Test
    void theDocumentsOwnCommandsComeLast() throws Exception {
        var plan = plan("/nodes/1/start", "[\"echo 1 &\", \"echo 2\"]");
        var start = node(plan, "r").start();
        assertEquals(
                List.of(List.of("/bin/sh", "-c", "echo 1 &"), List.of("/bin/sh", "-c", "echo 2")),
                start.subList(start.size() - 2, start.size()).stream()
                        .map(Start::argv)
                        .toList());
    }

    @Test
    void everyNodeKnowsEveryName() throws Exception {
        String hosts = file(node(plan(), "b"), "/etc/hosts").content();
        assertTrue(hosts.contains("\n10.0.0.1 a\n10.0.0.2 r\n10.0.1.2 f\n10.0.2.2 b\n"), hosts);
        assertTrue(hosts.startsWith("127.0.0.1 localhost\n"));
    }

    @Test
    void aFileOfTheDocumentTakesTheGeneratedOnesPlace() throws Exception {
        var plan = plan("/nodes/0/files", "[{\"path\":\"/etc/hosts\",\"content\":\"mine\"},{\"path\":\"/x\"}]");
        assertEquals(
                Map.of("/etc/hosts", "mine", "/x", ""),
                node(plan, "a").spec().files().stream().collect(Collectors.toMap(FileSpec::path, FileSpec::content)));
    }

    @Test
    void theSameDocumentGivesTheSamePlan() throws Exception {
        assertEquals(plan(), plan());
    }

    static FileSpec file(NodePlan node, String path) {
        return node.spec().files().stream()
                .filter(f -> f.path().equals(path))
                .findFirst()
                .orElseThrow();
    }
}
