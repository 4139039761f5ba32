package org.darsena.runtime.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.darsena.model.container.ContainerState;
import org.darsena.model.lab.plan.LabPlan.NodePlan;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.lab.LabRecord.Phase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a new engine finds of labs: those that are up are taken over, those whose `up` or `down` was interrupted are
/// removed.
final class Adoption {
    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    private final Parts parts;
    private final Labs labs;
    private final Wiring wiring;
    private final Raising raising;
    private final Removal removal;
    private final Watch watch;
    private final List<String> unready = new ArrayList<>();

    Adoption(Parts parts, Labs labs, Wiring wiring, Raising raising, Removal removal, Watch watch) {
        this.parts = parts;
        this.labs = labs;
        this.wiring = wiring;
        this.raising = raising;
        this.removal = removal;
        this.watch = watch;
    }

    /// Containers of nodes whose start was interrupted: they run, but their start commands may not have.
    List<String> run() throws IOException {
        for (LabRecord record : parts.store().load()) {
            Lab lab = new Lab(record);
            nodes(lab).forEach(c -> lab.made(String.valueOf(c.node()), c.id()));
            labs.add(lab);
            if (record.phase() == Phase.UP) {
                adopt(lab);
            } else {
                undo(lab);
            }
        }
        for (String id : parts.switches().ids()) {
            if (labs.find(id).isEmpty()) {
                LOG.info("removing the switch of lab {}", id);
                parts.switches().remove(id);
            }
        }
        return unready;
    }

    private List<ContainerInfo> nodes(Lab lab) {
        return parts.containers().all().stream()
                .filter(c -> lab.id().equals(c.lab()))
                .toList();
    }

    private void undo(Lab lab) {
        LOG.info("removing lab {} ({}), which was interrupted", lab.name(), lab.id());
        try {
            removal.run(lab, Progress.NONE);
            labs.remove(lab);
        } catch (EngineException e) {
            LOG.error("lab {} cannot be removed; `down` tries again", lab.name(), e);
            lab.enter(Phase.STOPPING);
        }
    }

    private void adopt(Lab lab) {
        restoreLinks(lab);
        raising.count(lab);
        for (ContainerInfo node : nodes(lab)) {
            String name = String.valueOf(node.node());
            if (node.state() == ContainerState.STOPPED) {
                watch.unplug(lab, name);
            } else if (!parts.store().isReady(lab.id(), name, node.started())) {
                lab.ready(name, false);
                unready.add(node.id());
            }
        }
        watch.look(lab);
    }

    /// After a reboot no namespace is left, and no process: the links are made again, so that nodes can be started.
    private void restoreLinks(Lab lab) {
        boolean complete = lab.ids().size() == lab.plan.nodes().size();
        boolean idle = nodes(lab).stream().allMatch(c -> c.state() == ContainerState.STOPPED);
        if (!complete || !idle || linked(lab)) {
            return;
        }
        try {
            for (NodePlan node : lab.plan.nodes()) {
                parts.containers().pin(lab.ids().getOrDefault(node.name(), ""));
            }
            wiring.wire(lab);
        } catch (EngineException | IOException e) {
            LOG.error("the links of lab {} cannot be made again", lab.name(), e);
        }
    }

    private boolean linked(Lab lab) {
        if (LabNetwork.switched(lab.plan) && !parts.switches().stands(lab.id())) {
            return false;
        }
        try {
            for (String id : lab.ids().values()) {
                parts.containers().netNamespace(id);
            }
            return true;
        } catch (EngineException e) {
            return false; // NOT_FOUND: not pinned
        }
    }
}
