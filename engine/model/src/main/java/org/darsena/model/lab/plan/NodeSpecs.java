package org.darsena.model.lab.plan;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.FileSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.Resources;
import org.darsena.model.container.Security;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.Node;
import org.darsena.model.lab.Topology;
import org.darsena.model.lab.Topology.Port;

/// The container of a lab's node.
final class NodeSpecs {
    /// Keeps the node up; what works in it are the start commands' children.
    private static final List<String> IDLE = List.of("sleep", "infinity");

    private static final int STOP_SECONDS = 3;
    private static final Resources HOST = new Resources(256L << 20, 1.0, null, 256L);
    private static final Resources ROUTER = new Resources(256L << 20, 1.0, null, 128L);

    private NodeSpecs() {}

    static ContainerSpec spec(LabDocument lab, String labName, Node node, Topology topology, String hosts) {
        return new ContainerSpec(
                ContainerSpec.SCHEMA,
                labName + "." + node.name(),
                ContainerSpec.Kind.SYSTEM,
                node.image() == null ? "host" : node.image(),
                node.name(),
                new ProcessSpec(IDLE, node.env(), "/", 0, 0, false, true, "TERM", STOP_SECONDS),
                Namespace.OWN_BY_DEFAULT,
                node.resources() != null ? node.resources() : routes(node) ? ROUTER : HOST,
                new Security(capabilities(node), Set.of(), true, Security.Seccomp.DEFAULT),
                List.of(),
                files(lab, node, topology, hosts),
                sysctls(node, topology),
                Map.of("darsena.lab", labName, "darsena.node", node.name()),
                ContainerSpec.Root.WRITABLE);
    }

    static boolean routes(Node node) {
        return node.kind() == Node.Kind.ROUTER || node.kind() == Node.Kind.FIREWALL;
    }

    /// FRR's daemons refuse to start without SYS_ADMIN; it is the node's own user namespace's, not the host's.
    private static Set<Capability> capabilities(Node node) {
        var add = EnumSet.noneOf(Capability.class);
        add.addAll(node.capAdd());
        if (routes(node)) {
            add.add(Capability.NET_ADMIN);
        }
        if (FrrConfig.wanted(node)) {
            add.add(Capability.SYS_ADMIN);
        }
        return add;
    }

    /// Generated files first; one of the document's own with the same path takes its place.
    private static List<FileSpec> files(LabDocument lab, Node node, Topology topology, String hosts) {
        Map<String, FileSpec> files = new LinkedHashMap<>();
        put(files, FileSpec.of("/etc/hosts", hosts));
        if (FrrConfig.wanted(node)) {
            FrrConfig.files(node, topology).forEach(f -> put(files, f));
        }
        if (Ruleset.wanted(node)) {
            put(files, new FileSpec(Ruleset.PATH, Ruleset.of(lab, node), "0644", "0:0"));
        }
        node.files().forEach(f -> put(files, f));
        return List.copyOf(files.values());
    }

    private static void put(Map<String, FileSpec> files, FileSpec file) {
        files.put(file.path(), file);
    }

    /// A firewall is told to forward only once its rules stand: see [StartCommands].
    private static Map<String, String> sysctls(Node node, Topology topology) {
        Map<String, String> sysctls = new LinkedHashMap<>();
        if (!routes(node)) {
            return sysctls;
        }
        if (node.kind() == Node.Kind.ROUTER) {
            sysctls.put("net.ipv4.ip_forward", "1");
            if (hasV6(topology, node)) {
                sysctls.put("net.ipv6.conf.all.forwarding", "1");
            }
        }
        // answers may come back another way; the greater of "all" and the interface's own counts
        sysctls.put("net.ipv4.conf.all.rp_filter", "0");
        sysctls.put("net.ipv4.conf.default.rp_filter", "0");
        for (Port port : topology.ports(node.name())) {
            sysctls.put("net/ipv4/conf/" + port.iface() + "/rp_filter", "0");
        }
        return sysctls;
    }

    static boolean hasV6(Topology topology, Node node) {
        return topology.ports(node.name()).stream()
                .flatMap(p -> p.addresses().stream())
                .anyMatch(c -> !c.isV4());
    }
}
