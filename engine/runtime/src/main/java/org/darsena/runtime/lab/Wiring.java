package org.darsena.runtime.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.darsena.model.lab.plan.LabPlan.Card;
import org.darsena.model.lab.plan.LabPlan.NodePlan;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.container.Failures;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.net.HostNetwork;
import org.darsena.runtime.net.LinkSettings;
import org.darsena.runtime.net.NetNs;
import org.darsena.runtime.net.NetPlan;
import org.darsena.runtime.net.NetStep;
import org.darsena.runtime.net.Netlink;
import org.darsena.runtime.net.NetlinkException;
import org.darsena.runtime.net.NodeNetwork;
import org.darsena.runtime.net.NsLookup;
import org.darsena.runtime.net.NsRef;
import org.darsena.runtime.net.Request;
import org.darsena.runtime.net.RequestResult;

/// Makes a lab's links, and plugs one node's cards out and in again. Links are made between namespaces that are pinned,
/// so they stay whatever the nodes' processes do; a node that does not run has its cards switched off, as a machine
/// without power has: else its kernel would go on forwarding.
final class Wiring {
    private final Parts parts;

    Wiring(Parts parts) {
        this.parts = parts;
    }

    private LabNetwork network(Lab lab) {
        return new LabNetwork(lab.plan, lab.id(), lab.ids(), parts.names(), parts.containers()::lease);
    }

    /// All links of a lab whose nodes are pinned, in one plan. A failure leaves none.
    void wire(Lab lab) throws EngineException, IOException {
        LabNetwork network = network(lab);
        HostNetwork host = parts.core().networks().host();
        Map<NsRef, NetNs> namespaces = new HashMap<>();
        try {
            if (LabNetwork.switched(lab.plan)) {
                parts.switches().make(lab.id());
                namespaces.put(LabNetwork.SWITCH, parts.switches().open(lab.id()));
            }
            for (String id : lab.ids().values()) {
                namespaces.put(new NsRef(id), open(id));
            }
            NetPlan plan = host.planner().plan(network.bridges(), network.nodes());
            host.apply(plan, namespaces::get);
        } finally {
            namespaces.values().forEach(NetNs::close);
        }
    }

    private NetNs open(String container) throws EngineException, IOException {
        Path file = parts.containers().netNamespace(container);
        return NetNs.at(parts.kernel(), file.toString());
    }

    /// Switches a node's cards off. The neighbours' interfaces stay, without a carrier.
    void unplug(Lab lab, String node) throws EngineException {
        change(lab, node, (plan, id, netlink, _) -> netlink.attempt(all(plan, false), NsLookup.NONE));
    }

    /// Switches them on again, with the addresses and routes that the kernel dropped meanwhile. First off, so that
    /// nothing of the last run's routing stays.
    void plug(Lab lab, String node) throws EngineException {
        change(lab, node, (plan, id, netlink, namespace) -> {
            NodeNetwork again = network(lab).again(plan, id);
            require(netlink.attempt(all(plan, false), NsLookup.NONE));
            if (!again.sysctls().isEmpty()) {
                namespace.sysctl(again.sysctls());
            }
            NetPlan setUp = parts.core().networks().host().planner().plan(again);
            List<Request> requests = new ArrayList<>();
            for (NetStep step : setUp.steps()) {
                step.ops().stream()
                        .filter(Request.class::isInstance)
                        .map(Request.class::cast)
                        .forEach(requests::add);
            }
            require(netlink.attempt(requests, NsLookup.NONE));
        });
    }

    /// Something done in a node's namespace.
    @FunctionalInterface
    private interface Change {
        void with(NodePlan plan, String id, Netlink netlink, NetNs namespace) throws EngineException, IOException;
    }

    private void change(Lab lab, String node, Change change) throws EngineException {
        String id = lab.ids().get(node);
        NodePlan plan = lab.plan.node(node).orElseThrow();
        if (id == null) {
            return;
        }
        try (NetNs namespace = open(id);
                Netlink netlink = namespace.netlink()) {
            change.with(plan, id, netlink, namespace);
        } catch (IOException e) {
            throw Failures.of(e);
        }
    }

    private static List<Request> all(NodePlan node, boolean up) {
        return node.cards().stream()
                .map(Card::iface)
                .<Request>map(name -> new Request.SetLink(name, LinkSettings.NONE.up(up)))
                .toList();
    }

    /// What is there already is fine.
    private static void require(List<RequestResult> results) throws NetlinkException {
        for (RequestResult result : results) {
            if (result.refused() && result.errno() != Errno.EEXIST) {
                throw new NetlinkException(
                        result.request().toString(), result.request().subject(), result.errno(), result.kernelText());
            }
        }
    }

    /// Removes what the host itself has of a lab.
    void unwireHost(Lab lab) throws IOException {
        List<String> ends = LabNetwork.onHost(lab.plan, lab.ids(), parts.names());
        if (!ends.isEmpty()) {
            HostNetwork host = parts.core().networks().host();
            host.remove(ends);
            host.closeIdleNat();
        }
    }
}
