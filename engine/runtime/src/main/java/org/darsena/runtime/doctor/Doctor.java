package org.darsena.runtime.doctor;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.darsena.model.plan.Facts;
import org.darsena.runtime.cgroup.CgroupLayout;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.net.HostNetwork;

/// Looks this machine over. Takes some 50 ms and leaves nothing behind. Any thread.
public final class Doctor {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final CgroupLayout layout;
    private final Facts.Machine machine;
    private final boolean quickMoves;
    private final HostNetwork host;

    /// @param machine what plans are made with
    /// @param quickMoves whether processes are put into cgroups without a grace period
    public Doctor(CgroupLayout layout, Facts.Machine machine, boolean quickMoves, HostNetwork host) {
        this.layout = layout;
        this.machine = machine;
        this.quickMoves = quickMoves;
        this.host = host;
    }

    /// All findings, what is essential first.
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(new KernelProbe(Path.of("/"), layout).findings());
        int landlock = LinuxKernel.get().landlockAbi();
        all.add(Finding.of("landlock", landlock > 0, landlock > 0 ? "ABI " + landlock : "", "lsm"));
        Finding moves = Finding.of("cgroup.moves", true, "", "speed");
        all.add(quickMoves ? moves : moves.limited("each start waits 5–15 ms: no favordynmods (Linux 6.0)"));
        all.add(Finding.of("usr-merge", Files.isSymbolicLink(Path.of("/bin")), "", "image.host"));
        all.addAll(new NetworkProbe(host).findings());
        return all;
    }

    /// As a JSON document: `kernel`, `cgroup`, `memory` (bytes), `processors`, `plan` (what plans are made with:
    /// `trees`,
    /// `parent`, `containers`), `hierarchies` (see [HierarchyProbe]), `checks`.
    public String json() {
        ObjectNode out = MAPPER.createObjectNode()
                .put("kernel", new KernelProbe(Path.of("/"), layout).release())
                .put("cgroup", layout.version().name().toLowerCase(Locale.ROOT))
                .put("memory", memory())
                .put("processors", Runtime.getRuntime().availableProcessors());
        out.set("plan", plan());
        try {
            out.set("hierarchies", new HierarchyProbe(Path.of("/")).json());
        } catch (IOException e) {
            out.putObject("hierarchies"); // a kernel without control groups
        }
        ArrayNode checks = out.putArray("checks");
        for (Finding f : findings()) {
            ObjectNode node = checks.addObject()
                    .put("id", f.id())
                    .put("state", f.state().name().toLowerCase(Locale.ROOT))
                    .put("value", f.value())
                    .put("detail", f.detail());
            node.set("neededFor", MAPPER.valueToTree(f.neededFor()));
        }
        return out.toPrettyString() + "\n";
    }

    private ObjectNode plan() {
        ObjectNode plan =
                MAPPER.createObjectNode().put("parent", machine.cgroupParent()).put("containers", machine.containers());
        ArrayNode trees = plan.putArray("trees");
        for (Facts.CgroupTree tree : machine.trees()) {
            ObjectNode node = trees.addObject().put("mount", tree.mount()).put("unified", tree.unified());
            tree.controllers().stream().sorted().forEach(node.putArray("controllers")::add);
        }
        return plan;
    }

    private static long memory() {
        try {
            return Files.readString(Path.of("/proc/meminfo"))
                    .lines()
                    .filter(l -> l.startsWith("MemTotal:"))
                    .mapToLong(l -> Long.parseLong(l.split("\\s+")[1]) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
