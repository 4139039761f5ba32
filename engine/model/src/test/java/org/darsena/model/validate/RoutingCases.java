package org.darsena.model.validate;

import static org.darsena.model.validate.RuleCase.lab;

import java.util.List;

/// Rules for routes and routers of labs.
final class RoutingCases {
    static final List<RuleCase> ALL = List.of(
            route("route.to", "/to", "10.9.0.1/16", "10.0.0.2", "10.9.0.0/16", "10.0.0.2"),
            route("route.via", "/via", "default", "r", "default", "10.0.0.2"),
            route("route.family", "", "2001:db8::/32", "10.0.0.2", "10.9.0.0/16", "10.0.0.2"),
            route("route.unreachable", "/via", "default", "10.0.1.1", "default", "10.0.0.2"),
            route("route.self", "/via", "default", "10.0.0.1", "default", "10.0.0.2"),
            route("route.nobody", "/via", "default", "10.0.0.99", "default", "10.0.0.2"),
            lab(
                    "route.duplicate",
                    "/nodes/0/routes/1",
                    List.of("/nodes/0/routes/-", "{\"to\":\"default\",\"via\":\"10.0.0.2\"}"),
                    List.of("/nodes/0/routes/-", "{\"to\":\"10.9.0.0/16\",\"via\":\"10.0.0.2\"}")),
            lab(
                    "route.duplicate",
                    "/nodes/0/routes/1",
                    List.of("/nodes/0/routes/-", "{\"to\":\"default\",\"via\":\"10.0.0.2\"}"),
                    List.of(
                            "/links/0/a/addresses/-",
                            "\"2001:db8::1/64\"",
                            "/links/0/b/addresses/-",
                            "\"2001:db8::2/64\"",
                            "/nodes/0/routes/-",
                            "{\"to\":\"default\",\"via\":\"2001:db8::2\"}")),
            lab(
                    "kind.router",
                    "/nodes/0/router",
                    List.of("/nodes/0/router", "{}"),
                    List.of("/nodes/0/router", "{}", "/nodes/0/kind", "\"router\"")),
            one("router.id", "/nodes/1/router/routerId", "\"2001:db8::1\"", "\"1.1.1.1\""),
            lab(
                    "router.verbatim",
                    "/nodes/1/router/frrConfig",
                    List.of("/nodes/1/router/frrConfig", "\"router bgp 1\\n\""),
                    List.of("/nodes/1/router", "{\"frrConfig\":\"router bgp 1\\n\"}")),
            one("ospf.unknown-iface", "/nodes/1/router/ospf/0/iface", "\"eth9\"", "\"eth0\""),
            lab(
                    "ospf.duplicate",
                    "/nodes/1/router/ospf/2/iface",
                    List.of("/nodes/1/router/ospf/-", "{\"iface\":\"eth0\"}"),
                    List.of("/nodes/1/router/ospf", "[{\"iface\":\"eth0\"},{\"iface\":\"eth1\"}]")),
            one("ospf.area", "/nodes/1/router/ospf/0/area", "\"1.2\"", "\"4294967295\""),
            one("ospf.area", "/nodes/1/router/ospf/0/area", "\"4294967296\"", "\"0.0.0.1\""),
            lab(
                    "ospf.no-address",
                    "/nodes/1/router/ospf/1/iface",
                    List.of(
                            "/links/1/a/addresses",
                            "[\"2001:db8::1/64\"]",
                            "/links/1/b/addresses/-",
                            "\"2001:db8::2/64\""),
                    List.of(
                            "/links/1/a/addresses/-",
                            "\"2001:db8::1/64\"",
                            "/links/1/b/addresses/-",
                            "\"2001:db8::2/64\"")),
            one("masquerade.unknown-iface", "/nodes/1/router/masquerade/0", "\"wan\"", "\"eth1\""));

    private RoutingCases() {}

    private static RuleCase one(String rule, String place, String bad, String good) {
        return lab(rule, place, List.of(place, bad), List.of(place, good));
    }

    private static RuleCase route(String rule, String place, String to, String via, String goodTo, String goodVia) {
        return lab(
                rule,
                "/nodes/0/routes/0" + place,
                List.of("/nodes/0/routes/0", routeOf(to, via)),
                List.of("/nodes/0/routes/0", routeOf(goodTo, goodVia)));
    }

    private static String routeOf(String to, String via) {
        return "{\"to\":\"" + to + "\",\"via\":\"" + via + "\"}";
    }
}
