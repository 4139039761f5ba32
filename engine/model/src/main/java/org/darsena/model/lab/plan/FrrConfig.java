package org.darsena.model.lab.plan;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.darsena.model.container.FileSpec;
import org.darsena.model.lab.Node;
import org.darsena.model.lab.Node.Ospf;
import org.darsena.model.lab.Node.Router;
import org.darsena.model.lab.Topology;
import org.darsena.model.lab.Topology.Port;
import org.darsena.model.lab.Topology.Segment;
import org.darsena.model.net.Cidr;

/// A router's FRR configuration, made from what it is meant to do.
///
/// Neighbours are greeted every second and given up after four, so that a lab converges while one looks on (usual: 10
/// and 40); where another router on the segment brings a configuration of its own, the usual times stay, since both
/// sides must agree. A segment with two speakers is a point-to-point link: no election, no wait.
public final class FrrConfig {
    static final int HELLO_SECONDS = 1;
    static final int DEAD_SECONDS = 4;

    private FrrConfig() {}

    /// Whether the node runs FRR at all.
    static boolean wanted(Node node) {
        Router router = node.router();
        return router != null && (!router.ospf().isEmpty() || router.frrConfig() != null);
    }

    static List<FileSpec> files(Node node, Topology topology) {
        return List.of(new FileSpec("/etc/frr/frr.conf", of(node, topology), "0640", "frr:frr"));
    }

    /// Text that names the same daemons as the node's configuration.
    static String daemonsOf(Node node) {
        Router router = node.router();
        String verbatim = router == null ? null : router.frrConfig();
        return verbatim != null ? verbatim : "router ospf\n";
    }

    /// The whole frr.conf of a router.
    public static String of(Node node, Topology topology) {
        Router router = node.router();
        if (router == null) {
            throw new IllegalArgumentException(node.name() + " is no router");
        }
        if (router.frrConfig() != null) {
            return router.frrConfig();
        }
        var text = new StringBuilder();
        line(text, "frr defaults traditional");
        line(text, "hostname " + node.name());
        line(text, "log file /var/log/frr/frr.log informational");
        line(text, "service integrated-vtysh-config");
        line(text, "!");
        router.ospf().forEach(o -> iface(text, node, o, topology));
        line(text, "router ospf");
        routerId(node, router, topology).ifPresent(id -> line(text, " ospf router-id " + id));
        timers(text);
        if (router.originateDefault()) {
            // without a default route of its own it has to be told to offer one all the same
            boolean has = node.routes().stream().anyMatch(r -> r.to().equals("default") || r.to().equals("0.0.0.0/0"));
            line(text, " default-information originate" + (has ? "" : " always"));
        }
        line(text, "exit");
        line(text, "!");
        return text.toString();
    }

    /// A change is told to the others at once, not up to 5 s later; and what they tell is never refused as too early,
    /// since it would come again only after 5 s more.
    private static void timers(StringBuilder text) {
        line(text, " timers throttle lsa all 100");
        line(text, " timers lsa min-arrival 0");
        line(text, " timers throttle spf 10 100 1000");
    }

    private static void iface(StringBuilder text, Node node, Ospf ospf, Topology topology) {
        line(text, "interface " + ospf.iface());
        line(text, " ip ospf area " + ospf.area());
        if (ospf.passive()) {
            line(text, " ip ospf passive");
        } else {
            Optional<Segment> segment = topology.ports(node.name()).stream()
                    .filter(p -> p.iface().equals(ospf.iface()))
                    .findFirst()
                    .flatMap(topology::segment);
            if (segment.isPresent() && ours(segment.get(), topology)) {
                if (speakers(segment.get(), topology) <= 2) {
                    line(text, " ip ospf network point-to-point");
                }
                line(text, " ip ospf hello-interval " + HELLO_SECONDS);
                line(text, " ip ospf dead-interval " + DEAD_SECONDS);
                line(text, " ip ospf retransmit-interval 2");
            }
        }
        line(text, "exit");
        line(text, "!");
    }

    /// Whether every router on the segment has a configuration made here.
    private static boolean ours(Segment segment, Topology topology) {
        return segment.ports().stream()
                .flatMap(p -> topology.node(p.node()).stream())
                .noneMatch(n -> n.router() != null && n.router().frrConfig() != null);
    }

    private static long speakers(Segment segment, Topology topology) {
        return segment.ports().stream().filter(p -> speaks(p, topology)).count();
    }

    private static boolean speaks(Port port, Topology topology) {
        return topology.node(port.node())
                .map(Node::router)
                .filter(r -> r.ospf().stream().anyMatch(o -> o.iface().equals(port.iface()) && !o.passive()))
                .isPresent();
    }

    private static Optional<String> routerId(Node node, Router router, Topology topology) {
        return Optional.ofNullable(router.routerId())
                .or(() -> topology.ports(node.name()).stream()
                        .flatMap(p -> p.addresses().stream())
                        .filter(Cidr::isV4)
                        .max(Comparator.comparing(Cidr::value))
                        .map(Cidr::address)
                        .map(InetAddress::getHostAddress));
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
