package org.darsena.runtime.lab;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.darsena.model.lab.plan.LabPlan;
import org.darsena.model.lab.plan.LabPlanner;
import org.darsena.runtime.LabInfo;
import org.darsena.runtime.lab.LabRecord.Phase;

/// What is in memory of one lab. Any thread.
final class Lab {
    final LabPlan plan;

    /// Held while cards of nodes are plugged or unplugged.
    final ReentrantLock plugging = new ReentrantLock();

    // all below guarded by this
    private LabRecord record;
    private final Map<String, String> ids = new HashMap<>();
    private final Set<String> unready = new HashSet<>();
    private boolean whole = true;
    private boolean ending;

    Lab(LabRecord record) {
        this.record = record;
        this.plan = LabPlanner.plan(record.document(), record.name());
    }

    synchronized LabRecord record() {
        return record;
    }

    String id() {
        return record().id();
    }

    String name() {
        return record().name();
    }

    synchronized void enter(Phase phase) {
        record = record.in(phase);
    }

    synchronized Phase phase() {
        return record.phase();
    }

    /// Node name → container id, of those that are made.
    synchronized Map<String, String> ids() {
        return Map.copyOf(ids);
    }

    synchronized void made(String node, String container) {
        ids.put(node, container);
    }

    /// The node that the container is.
    synchronized Optional<String> node(String container) {
        return ids.entrySet().stream()
                .filter(e -> e.getValue().equals(container))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// Its start commands have, or have not yet, run since its last start.
    synchronized void ready(String node, boolean done) {
        if (done) {
            unready.remove(node);
        } else {
            unready.add(node);
        }
    }

    synchronized boolean ready(String node) {
        return !unready.contains(node);
    }

    /// Notes whether every node runs and is ready; true if that is news.
    synchronized boolean whole(boolean now) {
        boolean news = whole != now;
        whole = now;
        return news;
    }

    /// Claims its removal; false if somebody is at it.
    synchronized boolean beginEnding() {
        if (ending) {
            return false;
        }
        ending = true;
        return true;
    }

    /// The removal failed: it may be tried again.
    synchronized void endingFailed() {
        ending = false;
    }

    synchronized LabInfo info() {
        LabInfo.State state = switch (record.phase()) {
            case STARTING -> LabInfo.State.STARTING;
            case UP -> whole ? LabInfo.State.RUNNING : LabInfo.State.DEGRADED;
            case STOPPING -> LabInfo.State.STOPPING;
        };
        return new LabInfo(record.id(), record.name(), record.owner(), state, record.document(), ids, record.started());
    }
}
