package org.darsena.runtime.bench;

import java.util.ArrayList;
import java.util.List;
import org.darsena.model.json.LabReader;
import org.darsena.model.json.ShippedLabs;
import org.darsena.model.lab.LabDocument;
import org.darsena.runtime.Engine.CheckResult;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.LabInfo;

/// Labs from nothing to working and back, in seconds: the DMZ that comes with the program, and a data-centre fabric of
/// 18 nodes (2 super-spines, 4 spines, 4 leaves, 8 hosts) whose first ping goes from one end to the other.
public final class LabBench {
    private LabBench() {}

    /// How many rounds.
    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[0]);
        try (var box = new EngineBox()) {
            var dmz = new Race("lab", "s");
            LabDocument document = ShippedLabs.read("dmz");
            dmz.add("dmz, 7 nodes: up", () -> life(box, dmz, document, "dmz, 7 nodes: ", "all checks hold"));
            dmz.run(0, rounds);
            var fabric = new Race("lab", "s");
            LabDocument eighteen = LabReader.read(fabric());
            fabric.add(
                    "fabric, 18 nodes: up",
                    () -> life(box, fabric, eighteen, "fabric, 18 nodes: ", "first ping end to end"));
            fabric.run(0, rounds);
        }
    }

    private static double life(EngineBox box, Race race, LabDocument document, String prefix, String checked)
            throws Exception {
        long start = System.nanoTime();
        LabInfo lab = box.engine().up(document, null, EngineBox.OWNER, Progress.NONE);
        double up = Race.millisSince(start) / 1e3;
        List<CheckResult> results = box.engine().check(lab.id(), Progress.NONE);
        race.also(prefix + checked, Race.millisSince(start) / 1e3);
        long down = System.nanoTime();
        box.engine().down(lab.id(), Progress.NONE);
        race.also(prefix + "down", Race.millisSince(down) / 1e3);
        results.stream().filter(r -> !r.held()).forEach(r -> {
            throw new IllegalStateException("a check of " + document.name() + " does not hold: " + r);
        });
        return up;
    }

    /// Every spine is cabled to both super-spines, every leaf to two spines of its side, two hosts to every leaf; OSPF
    /// everywhere.
    private static String fabric() {
        var cables = new Cables();
        for (int spine = 1; spine <= 4; spine++) {
            cables.routers("super-1", "spine-" + spine);
            cables.routers("super-2", "spine-" + spine);
        }
        for (int leaf = 1; leaf <= 4; leaf++) {
            int side = leaf <= 2 ? 1 : 3;
            cables.routers("spine-" + side, "leaf-" + leaf);
            cables.routers("spine-" + (side + 1), "leaf-" + leaf);
        }
        for (int host = 1; host <= 8; host++) {
            cables.host("leaf-" + (host + 1) / 2, host);
        }
        return """
            { "schema": 1, "name": "fabric", "nodes": [%s], "links": [%s],
              "checks": [{ "name": "end to end", "node": "host-1",
                           "probe": { "type": "ping", "host": "172.16.8.2" }, "withinSeconds": 120 }] }
            """.formatted(String.join(",\n", cables.nodes()), String.join(",\n", cables.links));
    }

    /// Links as they are laid, and each router's interfaces.
    private static final class Cables {
        private final List<String> links = new ArrayList<>();
        private final List<String> hosts = new ArrayList<>();
        private final java.util.Map<String, List<String>> ospf = new java.util.LinkedHashMap<>();
        private int count;

        private String plug(String router, boolean passive) {
            List<String> interfaces = ospf.computeIfAbsent(router, _ -> new ArrayList<>());
            String name = "eth" + interfaces.size();
            interfaces.add("{ \"iface\": \"%s\", \"area\": \"0.0.0.0\", \"passive\": %s }".formatted(name, passive));
            return name;
        }

        void routers(String a, String b) {
            int net = 4 * count++;
            link(
                    a,
                    plug(a, false),
                    "10.255.0." + (net + 1) + "/30",
                    b,
                    plug(b, false),
                    "10.255.0." + (net + 2) + "/30");
        }

        void host(String leaf, int host) {
            String gateway = "172.16." + host + ".1";
            link(leaf, plug(leaf, true), gateway + "/24", "host-" + host, "eth0", "172.16." + host + ".2/24");
            hosts.add("{ \"name\": \"host-%d\", \"routes\": [{ \"to\": \"default\", \"via\": \"%s\" }] }"
                    .formatted(host, gateway));
        }

        private void link(String a, String ifaceA, String addressA, String b, String ifaceB, String addressB) {
            String end = "{ \"node\": \"%s\", \"iface\": \"%s\", \"addresses\": [\"%s\"] }";
            links.add("{ \"a\": " + end.formatted(a, ifaceA, addressA) + ", \"b\": "
                    + end.formatted(b, ifaceB, addressB) + " }");
        }

        List<String> nodes() {
            List<String> all = new ArrayList<>(hosts);
            ospf.forEach((router, interfaces) ->
                    all.add("{ \"name\": \"%s\", \"kind\": \"router\", \"router\": { \"ospf\": [%s] } }"
                            .formatted(router, String.join(", ", interfaces))));
            return all;
        }
    }
}
