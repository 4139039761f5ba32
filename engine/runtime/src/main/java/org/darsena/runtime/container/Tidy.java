package org.darsena.runtime.container;

import java.io.IOException;
import java.time.Duration;
import org.darsena.runtime.cgroup.ContainerCgroup;
import org.darsena.runtime.store.ContainerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes what a run leaves in the kernel: its links, processes that outlived its first one, its cgroups.
/// What can't be removed is logged; the next start and the next engine try again.
final class Tidy {
    private static final Logger LOG = LoggerFactory.getLogger(Tidy.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Parts parts;

    Tidy(Parts parts) {
        this.parts = parts;
    }

    void after(ContainerRecord r) {
        parts.sampler().remove("container/" + r.id());
        parts.lessons().end(r.id());
        cgroups(r.id());
        parts.apparmor().release(r.id());
        try {
            parts.networks().unwire(r);
        } catch (IOException | RuntimeException e) {
            LOG.warn("cannot unplug {}", r.id(), e);
        }
    }

    /// Ends what still runs in the cgroups of `id` and removes them.
    void cgroups(String id) {
        ContainerCgroup cgroup = parts.cgroups().of(id);
        try {
            if (!cgroup.pids().isEmpty() && !cgroup.killAll(LIMIT)) {
                LOG.warn("processes of {} do not end: {}", id, cgroup.pids());
            }
            if (!cgroup.remove(LIMIT)) {
                LOG.warn("the cgroups of {} stay: {}", id, cgroup.pids());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("cannot remove the cgroups of {}", id, e);
        }
    }
}
