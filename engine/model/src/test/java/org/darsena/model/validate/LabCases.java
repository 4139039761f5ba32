package org.darsena.model.validate;

import static org.darsena.model.Docs.quoted;
import static org.darsena.model.validate.RuleCase.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rules for nodes, cables, addresses, zones and checks of labs.
final class LabCases {
    static final List<RuleCase> ALL = all();

    private LabCases() {}

    private static List<RuleCase> all() {
        var all = new ArrayList<RuleCase>();
        nodes(all);
        links(all);
        addresses(all);
        zones(all);
        policy(all);
        checks(all);
        return List.copyOf(all);
    }

    private static RuleCase one(String rule, String place, String bad, String good) {
        return lab(rule, place, List.of(place, bad), List.of(place, good));
    }

    private static void nodes(List<RuleCase> all) {
        all.add(one("name.length", "/name", quoted("x".repeat(31)), quoted("x".repeat(30))));
        all.add(one("name.pattern", "/name", "\"Lab\"", "\"lab-2\""));
        all.add(lab(
                "node.duplicate",
                "/nodes/4/name",
                List.of("/nodes/-", "{\"name\":\"a\"}"),
                List.of("/nodes/-", "{\"name\":\"c\"}")));
        all.add(lab(
                "node.duplicate",
                "/networks/1/name",
                List.of("/networks/-", "{\"name\":\"a\",\"type\":\"nat\"}"),
                List.of("/networks/-", "{\"name\":\"nat\",\"type\":\"nat\"}")));
        all.add(one("image.pattern", "/nodes/0/image", "\"a/b\"", "\"debian-13\""));
        all.add(one("position.range", "/nodes/0/position", "{\"x\":1e6,\"y\":0}", "{\"x\":-1e5,\"y\":0.5}"));
        all.add(lab(
                "memory.range",
                "/nodes/0/resources/memory",
                List.of("/nodes/0/resources", "{\"memory\":\"1M\"}"),
                List.of("/nodes/0/resources", "{\"memory\":\"64M\"}")));
        all.add(lab(
                "path.dotdot",
                "/nodes/0/files/0/path",
                List.of("/nodes/0/files", "[{\"path\":\"/a/../b\"}]"),
                List.of("/nodes/0/files", "[{\"path\":\"/a/b\"}]")));
        all.add(lab(
                "env.name",
                "/nodes/0/env/1A",
                List.of("/nodes/0/env", "{\"1A\":\"\"}"),
                List.of("/nodes/0/env", "{\"A1\":\"\"}")));
        all.add(lab(
                "text.nul",
                "/nodes/0/start/0",
                List.of("/nodes/0/start", "[\"a\\u0000\"]"),
                List.of("/nodes/0/start", "[\"a\\nb &\"]")));
        all.add(one("text.length", "/title", quoted("x".repeat(201)), quoted("x".repeat(200))));
    }

    private static void links(List<RuleCase> all) {
        all.add(lab(
                "link.unknown-node",
                "/links/4/b/node",
                List.of("/links/-", cable("a", "eth1", "ghost", "eth0")),
                List.of("/links/-", cable("a", "eth1", "b", "eth1"))));
        all.add(lab(
                "link.no-node",
                "/links/4",
                List.of(
                        "/networks/-",
                        "{\"name\":\"n\",\"type\":\"nat\"}",
                        "/links/-",
                        "{\"a\":{\"node\":\"sw\"},\"b\":{\"node\":\"n\"}}"),
                List.of("/links/-", "{\"a\":{\"node\":\"sw\"},\"b\":{\"node\":\"a\",\"iface\":\"eth1\"}}")));
        all.add(lab(
                "link.self",
                "/links/4",
                List.of("/links/-", cable("a", "eth1", "a", "eth2")),
                List.of("/links/-", cable("a", "eth1", "b", "eth2"))));
        all.add(lab(
                "end.iface-missing",
                "/links/4/a",
                List.of("/links/-", "{\"a\":{\"node\":\"a\"},\"b\":{\"node\":\"sw\"}}"),
                List.of("/links/-", "{\"a\":{\"node\":\"a\",\"iface\":\"x\"},\"b\":{\"node\":\"sw\"}}")));
        all.add(one("end.network-fields", "/links/3/a", "{\"node\":\"sw\",\"iface\":\"p1\"}", "{\"node\":\"sw\"}"));
        all.add(lab(
                "end.duplicate",
                "/links/4/a",
                List.of("/links/-", cable("a", "eth0", "b", "eth1")),
                List.of("/links/-", cable("a", "eth1", "b", "eth1"))));
        all.add(one("iface.name", "/links/0/a/iface", "\"e/0\"", "\"e.0\""));
        all.add(one("mac.syntax", "/links/0/a/mac", "\"02:00\"", "\"02:00:00:00:00:01\""));
        all.add(lab(
                "network.lonely",
                "/networks/1",
                List.of("/networks/-", "{\"name\":\"n\"}"),
                List.of("/networks/-", "{\"name\":\"n\",\"type\":\"nat\"}")));
        all.add(lab("network.ports", "/networks/1", members(1024), members(1023)));
    }

    private static String cable(String a, String ai, String b, String bi) {
        return "{\"a\":{\"node\":\"" + a + "\",\"iface\":\"" + ai + "\"},\"b\":{\"node\":\"" + b + "\",\"iface\":\""
                + bi + "\"}}";
    }

    private static List<String> members(int n) {
        var changes = new ArrayList<String>(List.of("/networks/-", "{\"name\":\"n\"}"));
        for (int i = 0; i < n; i++) {
            changes.addAll(
                    List.of("/links/-", "{\"a\":{\"node\":\"a\",\"iface\":\"m" + i + "\"},\"b\":{\"node\":\"n\"}}"));
        }
        return changes;
    }

    private static void addresses(List<RuleCase> all) {
        all.add(lab(
                "cidr.syntax",
                "/links/0/a/addresses/1",
                List.of("/links/0/a/addresses/-", "\"10.0.0.03/24\""),
                List.of("/links/0/a/addresses/-", "\"10.0.0.3/24\"")));
        all.add(lab(
                "address.duplicate",
                "/links/4/b/addresses",
                List.of("/links/-", member("eth9", "10.0.2.2/24")),
                List.of("/links/-", member("eth9", "10.0.2.3/24"))));
        all.add(lab(
                "address.duplicate-elsewhere",
                "/links/0/a/addresses",
                List.of("/links/3/b/addresses/-", "\"10.0.0.1/24\"", "/links/2/a/addresses/-", "\"10.0.0.9/24\""),
                List.of("/links/3/b/addresses/-", "\"10.0.3.1/24\"", "/links/2/a/addresses/-", "\"10.0.3.9/24\"")));
        all.add(lab(
                "mac.duplicate",
                "/links/0/b/mac",
                List.of("/links/0/a/mac", "\"02:00:00:00:00:0a\"", "/links/0/b/mac", "\"02:00:00:00:00:0A\""),
                List.of("/links/0/a/mac", "\"02:00:00:00:00:0a\"", "/links/3/b/mac", "\"02:00:00:00:00:0A\"")));
        all.add(lab(
                "subnet.mismatch",
                "/links/4/b/addresses",
                List.of("/links/-", member("eth9", "10.9.2.3/24")),
                List.of("/links/-", member("eth9", "2001:db8::1/64"))));
        all.add(lab("nat.addresses", "/links/4/b/addresses", nat("\"10.0.9.1/24\""), nat("")));
    }

    private static String member(String iface, String address) {
        return "{\"a\":{\"node\":\"sw\"},\"b\":{\"node\":\"a\",\"iface\":\"" + iface + "\",\"addresses\":[\"" + address
                + "\"]}}";
    }

    private static List<String> nat(String address) {
        return List.of(
                "/networks/-",
                "{\"name\":\"n\",\"type\":\"nat\"}",
                "/links/-",
                "{\"a\":{\"node\":\"n\"},\"b\":{\"node\":\"a\",\"iface\":\"eth1\",\"addresses\":[" + address + "]}}");
    }

    private static void zones(List<RuleCase> all) {
        all.add(lab(
                "zone.duplicate",
                "/zones/2/name",
                List.of("/zones/-", "{\"name\":\"in\"}"),
                List.of("/zones/-", "{\"name\":\"inner\"}")));
        all.add(one("zone.unknown-node", "/zones/0/nodes/0", "\"ghost\"", "\"f\""));
        all.add(one("zone.node-twice", "/zones/1/nodes/0", "\"sw\"", "\"r\""));
        all.add(one("zone.color", "/zones/0/color", "\"#ff0000\"", "\"dmz\""));
        all.add(lab(
                "firewall.missing",
                "/nodes/4",
                List.of("/nodes/-", "{\"name\":\"g\",\"kind\":\"firewall\"}"),
                List.of("/nodes/-", "{\"name\":\"g\",\"kind\":\"firewall\",\"firewall\":{\"zones\":{}}}")));
        all.add(lab(
                "kind.firewall",
                "/nodes/3/firewall",
                List.of("/nodes/3/firewall", "{\"zones\":{}}"),
                List.of("/nodes/3/firewall", "{\"zones\":{}}", "/nodes/3/kind", "\"firewall\"")));
        all.add(lab(
                "firewall.unknown-zone",
                "/nodes/2/firewall/zones/moon",
                List.of("/nodes/2/firewall/zones/moon", "[]"),
                List.of("/nodes/2/firewall/zones/in", "[\"eth1\"]")));
        all.add(one("firewall.unknown-iface", "/nodes/2/firewall/zones/in/0", "\"eth7\"", "\"eth1\""));
        all.add(one("firewall.iface-twice", "/nodes/2/firewall/zones/out/0", "\"eth1\"", "\"eth0\""));
    }

    private static void policy(List<RuleCase> all) {
        all.add(one("policy.unknown-zone", "/policy/0/from", "\"moon\"", "\"in\""));
        all.add(lab(
                "policy.duplicate",
                "/policy/1",
                List.of("/policy/-", "{\"from\":\"in\",\"to\":\"out\",\"allow\":[\"icmp\"]}"),
                List.of("/policy/-", "{\"from\":\"out\",\"to\":\"in\",\"allow\":[\"icmp\"]}")));
        all.add(one("policy.empty", "/policy/0/allow", "[]", "[\"icmp\"]"));
        for (String bad : List.of("tcp/0", "tcp/9-8", "tcp/65536", "sctp/1", "tcp/", "TCP/80", "any/1")) {
            all.add(one("policy.allow", "/policy/0/allow/0", "\"" + bad + "\"", "\"tcp/1-65535\""));
        }
        all.add(lab(
                "policy.not-enforced",
                "/policy/0",
                List.of("/nodes/2/firewall/zones", "{\"out\":[\"eth0\"]}"),
                List.of("/nodes/2/firewall/zones", "{\"in\":[\"eth1\"],\"out\":[\"eth0\"]}")));
    }

    private static void checks(List<RuleCase> all) {
        all.add(lab(
                "check.duplicate",
                "/checks/1/name",
                List.of("/checks/-", check("a pings b", "{\"type\":\"ping\",\"host\":\"b\"}")),
                List.of("/checks/-", check("again", "{\"type\":\"ping\",\"host\":\"b\"}"))));
        all.add(one("check.unknown-node", "/checks/0/node", "\"sw\"", "\"b\""));
        all.add(one("seconds.range", "/checks/0/withinSeconds", "301", "300"));
        all.add(probe(
                "check.host", "/host", "{\"type\":\"ping\",\"host\":\"a b\"}", "{\"type\":\"ping\",\"host\":\"::1\"}"));
        all.add(probe(
                "check.unknown-host",
                "/host",
                "{\"type\":\"ping\",\"host\":\"c\"}",
                "{\"type\":\"ping\",\"host\":\"b\"}"));
        all.add(probe(
                "check.url",
                "/url",
                "{\"type\":\"http\",\"url\":\"ftp://b/\"}",
                "{\"type\":\"http\",\"url\":\"http://[2001:db8::1]:80/\"}"));
        all.add(probe(
                "check.url",
                "/url",
                "{\"type\":\"http\",\"url\":\"http://b /\"}",
                "{\"type\":\"http\",\"url\":\"http://b\"}"));
        all.add(probe(
                "check.port",
                "/port",
                "{\"type\":\"tcp\",\"host\":\"b\",\"port\":0}",
                "{\"type\":\"tcp\",\"host\":\"b\",\"port\":1}"));
        all.add(probe(
                "argv.empty",
                "/argv",
                "{\"type\":\"command\",\"argv\":[]}",
                "{\"type\":\"command\",\"argv\":[\"true\"]}"));
        all.add(probe("json.choice", "/type", "{\"type\":\"dns\",\"zone\":1}", "{\"type\":\"ping\",\"host\":\"b\"}"));
        all.add(probe(
                "json.unknown-key",
                "/port",
                "{\"type\":\"ping\",\"host\":\"b\",\"port\":1}",
                "{\"type\":\"ping\",\"host\":\"b\"}"));
        all.add(lab(
                "check.neighbours",
                "/checks/0/probe/neighbours",
                List.of("/checks/0/probe", "{\"type\":\"ospf-full\",\"neighbours\":1}"),
                List.of("/checks/0/probe", "{\"type\":\"ospf-full\",\"neighbours\":1}", "/checks/0/node", "\"r\"")));
        all.add(lab("list.length", "/checks", List.of("/checks", checks(2001)), List.of("/checks", checks(2000))));
    }

    private static RuleCase probe(String rule, String place, String bad, String good) {
        return lab(rule, "/checks/0/probe" + place, List.of("/checks/0/probe", bad), List.of("/checks/0/probe", good));
    }

    private static String check(String name, String probe) {
        return "{\"name\":\"" + name + "\",\"node\":\"a\",\"probe\":" + probe + "}";
    }

    private static String checks(int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> check("c" + i, "{\"type\":\"ping\",\"host\":\"b\"}"))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
