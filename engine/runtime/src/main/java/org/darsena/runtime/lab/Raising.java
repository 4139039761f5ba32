package org.darsena.runtime.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.FileSpec;
import org.darsena.model.lab.plan.LabPlan.Medium;
import org.darsena.model.lab.plan.LabPlan.NodePlan;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Owner;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.container.Containers;
import org.darsena.runtime.container.LabNode;
import org.darsena.runtime.container.Nameservers;
import org.darsena.runtime.lab.LabRecord.Phase;

/// Makes all of a lab: containers with their pinned namespaces, links, processes, start commands. Whatever it made when
/// it fails is left to [Removal].
final class Raising {
    private static final String RESOLV_CONF = "/etc/resolv.conf";

    private final Parts parts;
    private final Wiring wiring;
    private final StartRun starts;

    Raising(Parts parts, Wiring wiring, StartRun starts) {
        this.parts = parts;
        this.wiring = wiring;
        this.starts = starts;
    }

    /// @param told after each change that others may see
    void run(Lab lab, Progress progress, Runnable told) throws EngineException, IOException {
        int commands = lab.plan.nodes().stream().mapToInt(n -> n.start().size()).sum();
        Reporter reporter = new Reporter(progress, 2 * lab.plan.nodes().size() + commands + 1);
        parts.store().save(lab.record()); // from here on a killed helper's successor finds what to undo
        create(lab, progress, reporter);
        told.run();
        Crew.each(List.of(lab), progress, (l, _) -> {
            reporter.step("lab.wire", Map.of("name", lab.name()));
            wiring.wire(l);
        });
        count(lab);
        start(lab, progress, reporter);
        lab.enter(Phase.UP);
        parts.store().save(lab.record());
    }

    private void create(Lab lab, Progress progress, Reporter reporter) throws EngineException {
        Containers containers = parts.containers();
        Owner owner = new Owner(lab.record().owner());
        Crew.each(lab.plan.nodes(), progress, (node, quiet) -> {
            reporter.step("lab.create", Map.of("name", lab.name(), "node", node.name()));
            ContainerInfo made = containers.create(spec(lab, node), owner, new LabNode(lab.id(), node.name()), quiet);
            lab.made(node.name(), made.id());
            containers.pin(made.id());
        });
    }

    /// A node with a way out gets the host's name servers, unless the document says others.
    private static ContainerSpec spec(Lab lab, NodePlan node) {
        ContainerSpec spec = node.spec();
        boolean nat = node.cards().stream()
                .anyMatch(c -> lab.plan.segments().get(c.segment()).medium() == Medium.NAT);
        if (!nat || spec.files().stream().anyMatch(f -> f.path().equals(RESOLV_CONF))) {
            return spec;
        }
        Map<String, FileSpec> files = new LinkedHashMap<>();
        spec.files().forEach(f -> files.put(f.path(), f));
        files.put(RESOLV_CONF, FileSpec.of(RESOLV_CONF, Nameservers.resolvConf(Path.of("/"))));
        return spec.with(c -> c.files = List.copyOf(files.values()));
    }

    private void start(Lab lab, Progress progress, Reporter reporter) throws EngineException {
        Map<String, String> ids = lab.ids();
        Crew.each(lab.plan.startOrder(), progress, (name, quiet) -> {
            NodePlan node = lab.plan.node(name).orElseThrow();
            String id = ids.getOrDefault(name, "");
            reporter.step("lab.start", Map.of("name", lab.name(), "node", name));
            parts.containers().start(id, quiet);
            commands(lab, node, id, quiet, reporter);
        });
    }

    /// Runs a node's start commands and notes that they have run in this run of the node.
    void commands(Lab lab, NodePlan node, String id, Progress progress, Reporter reporter)
            throws EngineException, IOException {
        starts.run(
                id,
                node,
                progress,
                words -> reporter.step("lab.command", Map.of("node", node.name(), "command", words)));
        ContainerInfo now = parts.containers().find(id).orElse(null);
        if (now != null) {
            parts.store().ready(lab.id(), node.name(), now.started());
        }
    }

    /// Begins to count the bytes of its links.
    void count(Lab lab) {
        for (int i = 0; i < lab.plan.document().links().size(); i++) {
            parts.core().sampler().add(LinkViews.subject(lab.id(), i), null);
        }
        var views = new LinkViews(parts, lab);
        parts.traffic().add(lab.id(), views.views(), views.nodes());
    }
}
