package org.darsena.model.validate;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.Node;
import org.darsena.model.lab.Node.Kind;
import org.darsena.model.lab.Node.Ospf;
import org.darsena.model.lab.Node.Router;
import org.darsena.model.lab.Topology;
import org.darsena.model.net.Cidr;
import org.darsena.model.net.Ip;

/// Rules for what routers are meant to do.
final class RouterRules {
    private static final Pattern AREA_NUMBER = Pattern.compile("0|[1-9][0-9]{0,9}");

    private RouterRules() {}

    static void check(LabDocument lab, Topology topology, Report report) {
        Texts.each(lab.nodes(), "/nodes", (node, place) -> {
            if (node.router() != null) {
                boolean routes = node.kind() == Kind.ROUTER || node.kind() == Kind.FIREWALL;
                report.require(
                        routes,
                        "kind.router",
                        place + "/router",
                        node.kind().name().toLowerCase(Locale.ROOT));
                intent(node, node.router(), place + "/router", topology, report);
            }
        });
    }

    private static void intent(Node node, Router router, String place, Topology topology, Report report) {
        if (router.routerId() != null) {
            boolean quad = Ip.parse(router.routerId()).filter(Ip::isV4).isPresent()
                    && !router.routerId().equals("0.0.0.0");
            report.require(quad, "router.id", place + "/routerId", router.routerId());
        }
        if (router.frrConfig() != null) {
            Texts.plain(router.frrConfig(), place + "/frrConfig", 1 << 20, report);
            if (!router.ospf().isEmpty() || router.routerId() != null || router.originateDefault()) {
                report.warning("router.verbatim", place + "/frrConfig");
            }
        }
        Set<String> ifaces = topology.interfaces(node.name());
        var seen = new HashSet<String>();
        Texts.each(router.ospf(), place + "/ospf", (ospf, at) -> {
            ospf(node, ospf, at, topology, report);
            report.require(seen.add(ospf.iface()), "ospf.duplicate", at + "/iface", ospf.iface());
        });
        Texts.each(
                router.masquerade(),
                place + "/masquerade",
                (iface, at) -> report.require(ifaces.contains(iface), "masquerade.unknown-iface", at, iface));
    }

    private static void ospf(Node node, Ospf ospf, String at, Topology topology, Report report) {
        report.require(isArea(ospf.area()), "ospf.area", at + "/area", ospf.area());
        var port = topology.ports(node.name()).stream()
                .filter(p -> p.iface().equals(ospf.iface()))
                .findFirst();
        if (report.require(port.isPresent(), "ospf.unknown-iface", at + "/iface", ospf.iface())) {
            boolean v4 = port.get().addresses().stream().anyMatch(Cidr::isV4);
            report.require(v4, "ospf.no-address", at + "/iface", ospf.iface());
        }
    }

    private static boolean isArea(String area) {
        return Ip.parse(area).filter(Ip::isV4).isPresent()
                || (AREA_NUMBER.matcher(area).matches() && Long.parseLong(area) <= 0xffff_ffffL);
    }
}
