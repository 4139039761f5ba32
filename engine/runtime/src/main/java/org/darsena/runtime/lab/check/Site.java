package org.darsena.runtime.lab.check;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.darsena.model.container.ContainerState;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.Node;
import org.darsena.model.lab.Topology;
import org.darsena.model.net.Cidr;
import org.darsena.model.net.Ip;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.container.Containers;
import org.darsena.runtime.container.Failures;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.net.NetNs;
import org.jspecify.annotations.Nullable;

/// The lab as its probes see it: which node has which address, and the way into each. Names are those of the lab's own
/// document; the machine's resolver is never asked.
public final class Site {
    final Kernel kernel;
    final Containers containers;
    private final Map<String, String> ids;
    private final Map<String, InetAddress> byName = new LinkedHashMap<>();
    private final Map<InetAddress, String> byAddress = new HashMap<>();

    /// @param ids node name → container id
    public Site(Kernel kernel, Containers containers, LabDocument lab, Map<String, String> ids) {
        this.kernel = kernel;
        this.containers = containers;
        this.ids = Map.copyOf(ids);
        Topology topology = new Topology(lab);
        for (Node node : lab.nodes()) {
            topology.ports(node.name()).forEach(p -> p.addresses().forEach(c -> note(node.name(), c)));
        }
    }

    /// A name means the node's first IPv4 address, or else its first one, as in its /etc/hosts.
    private void note(String node, Cidr address) {
        InetAddress ip = address.address();
        byAddress.putIfAbsent(ip, node);
        InetAddress first = byName.putIfAbsent(node, ip);
        if (first != null && !(first instanceof Inet4Address) && ip instanceof Inet4Address) {
            byName.put(node, ip);
        }
    }

    /// The address meant by a name of the lab or an address literal.
    Optional<InetAddress> resolve(String host) {
        if (host.equals("localhost")) {
            return Ip.parse("127.0.0.1");
        }
        InetAddress known = byName.get(host);
        return known != null ? Optional.of(known) : Ip.parse(host);
    }

    /// The node that has the address.
    Optional<String> owner(InetAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    /// The node that has the address, or the address of a stranger.
    String named(InetAddress address) {
        return byAddress.getOrDefault(address, address.getHostAddress());
    }

    /// The node's container if it runs; null otherwise.
    @Nullable
    ContainerInfo running(String node) {
        String id = ids.get(node);
        return id == null
                ? null
                : containers
                        .find(id)
                        .filter(c -> c.state() == ContainerState.RUNNING)
                        .orElse(null);
    }

    /// A node's network namespace; the caller closes it.
    NetNs network(ContainerInfo node) throws EngineException {
        Path file = containers.netNamespace(node.id());
        try {
            return NetNs.at(kernel, file.toString());
        } catch (ErrnoException e) {
            throw Failures.of(e);
        }
    }
}
