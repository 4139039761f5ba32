package org.darsena.runtime.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.net.Attachment;
import org.darsena.runtime.net.BridgeSpec;
import org.darsena.runtime.net.Cidr;
import org.darsena.runtime.net.HostNetwork;
import org.darsena.runtime.net.IfNames;
import org.darsena.runtime.net.IpCommand;
import org.darsena.runtime.net.NetNs;
import org.darsena.runtime.net.NetOp;
import org.darsena.runtime.net.NetPlan;
import org.darsena.runtime.net.NetStep;
import org.darsena.runtime.net.Nic;
import org.darsena.runtime.net.NodeNetwork;
import org.darsena.runtime.net.NsRef;
import org.darsena.runtime.net.Request;

/// A star: a bridge with a cable to each of 10, 50, 100 namespaces that stand already. The same plan is carried out by
/// the engine, by ip(8) with one batch a namespace, and by one ip a command. To be run in a network namespace of its
/// own, with a /run of its own for ip's names.
public final class NetworkBench {
    private static final String BRIDGE = IfNames.DEFAULT.bridge("cccccccccccc", 0);

    private final int size;
    private final HostNetwork host;
    private final Map<NsRef, NetNs> nodes = new HashMap<>();
    private final NetPlan plan;
    private final List<String> ends;

    private NetworkBench(int size, HostNetwork host) throws IOException {
        this.size = size;
        this.host = host;
        List<NodeNetwork> wanted = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String id = String.format("%09x000", i + 1);
            Spawn.millis("ip", "netns", "add", id);
            NsRef ref = new NsRef(id);
            nodes.put(ref, NetNs.at(LinuxKernel.get(), "/run/netns/" + id));
            Cidr address = Cidr.parse("10.0." + i / 200 + "." + (i % 200 + 1) + "/16");
            var nic = new Nic("eth0", null, null, List.of(address), new Attachment.Bridge(NsRef.HOST, BRIDGE));
            wanted.add(new NodeNetwork(id, ref, List.of(nic), List.of(), List.of()));
        }
        plan = host.planner().plan(List.of(new BridgeSpec(NsRef.HOST, BRIDGE)), wanted);
        ends = new ArrayList<>(
                plan.hostEnds().stream().map(NetPlan.HostEnd::name).toList());
        ends.add(BRIDGE);
    }

    /// How many rounds.
    public static void main(String[] args) throws Exception {
        try (HostNetwork host = HostNetwork.open(NetNs.own(LinuxKernel.get()), IfNames.DEFAULT)) {
            for (int size : new int[] {10, 50, 100}) {
                var bench = new NetworkBench(size, host);
                bench.race(Integer.parseInt(args[0]));
                bench.close();
            }
        }
    }

    private void race(int rounds) throws Exception {
        var create = new Race("network", "ms/node");
        add(create, "engine", this::apply, () -> host.remove(ends));
        add(create, "ip -batch", this::batches, this::removeByBatch);
        add(create, "one ip a command", this::singly, this::removeSingly);
        // the removal is measured by the creation's race: what is made must go before the next contender's turn
        create.run(1, rounds);
    }

    private interface Work {
        void run() throws Exception;
    }

    private void add(Race create, String who, Work make, Work remove) {
        create.add("create, " + size + " nodes: " + who, () -> {
            double made = perNode(make);
            create.also("destroy, " + size + " nodes: " + who, "destroy, " + size + " nodes: engine", perNode(remove));
            return made;
        });
    }

    private double perNode(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return Race.millisSince(start) / size;
    }

    private void apply() throws IOException {
        host.apply(plan, ref -> java.util.Objects.requireNonNull(nodes.get(ref), ref.label()));
    }

    private void batches() throws IOException {
        Map<NsRef, List<String>> byNamespace = new LinkedHashMap<>();
        for (NetStep step : plan.steps()) {
            for (NetOp op : step.ops()) {
                if (op instanceof Request) { // sysctls are no business of ip
                    byNamespace
                            .computeIfAbsent(step.where(), _ -> new ArrayList<>())
                            .add(IpCommand.of(op).substring("ip ".length()));
                }
            }
        }
        for (Map.Entry<NsRef, List<String>> one : byNamespace.entrySet()) {
            batch(one.getKey(), one.getValue());
        }
    }

    private static void batch(NsRef where, List<String> lines) throws IOException {
        Path file = Path.of("/run/batch");
        Files.writeString(file, String.join("\n", lines) + "\n");
        if (where.equals(NsRef.HOST)) {
            Spawn.millis("ip", "-batch", file.toString());
        } else {
            Spawn.millis("ip", "-n", where.label(), "-batch", file.toString());
        }
    }

    private void singly() {
        for (NetStep step : plan.steps()) {
            for (NetOp op : step.ops()) {
                if (op instanceof Request) {
                    List<String> words =
                            new ArrayList<>(List.of(IpCommand.of(op).split(" ")));
                    if (!step.where().equals(NsRef.HOST)) {
                        words.addAll(1, List.of("-n", step.where().label()));
                    }
                    Spawn.millis(words);
                }
            }
        }
    }

    private void removeByBatch() throws IOException {
        batch(NsRef.HOST, ends.stream().map(e -> "link del " + e).toList());
    }

    private void removeSingly() {
        ends.forEach(e -> Spawn.millis("ip", "link", "del", e));
    }

    private void close() {
        nodes.values().forEach(NetNs::close);
        nodes.keySet().forEach(ref -> Spawn.millis("ip", "netns", "del", ref.label()));
    }
}
