package org.darsena.runtime.container;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.darsena.model.container.ContainerState;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.store.ContainerRecord;
import org.darsena.runtime.store.Damaged;
import org.darsena.runtime.store.IdSlots;
import org.darsena.runtime.store.RunRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a new engine finds: containers on disk, those of them that run, and leftovers of an engine that was
/// killed.
final class Adoption {
    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    private final Parts parts;
    private final Register register;
    private final Launch launch;
    private final Ends ends;

    Adoption(Parts parts, Register register, Launch launch, Ends ends) {
        this.parts = parts;
        this.register = register;
        this.launch = launch;
        this.ends = ends;
    }

    void run() throws IOException {
        List<ContainerRecord> records = parts.store().load(Adoption::report);
        for (int slot : parts.store().damagedSlots()) {
            parts.slots().claim(slot, IdSlots.ROOT); // whose it was cannot be read
        }
        for (ContainerRecord r : records) {
            if (!parts.slots().claim(r.slot(), r.owner())) {
                LOG.error("the ids of {} are used twice (slot {})", r.id(), r.slot());
            }
            adopt(r);
        }
        parts.apparmor().sweep();
        sweepPins();
        sweepMounts();
        sweepCgroups();
        if (register.all().stream().allMatch(c -> c.state() == ContainerState.STOPPED)) {
            parts.images().prune(); // nobody stands on an old one
        }
    }

    private static void report(Damaged d) {
        LOG.error("container {} cannot be read ({}): moved to {}", d.id(), d.why(), d.movedTo());
    }

    private void adopt(ContainerRecord r) throws IOException {
        RunRecord run = parts.store().run(r.id()).orElse(null);
        Fd process = run == null ? null : RunProcess.hold(parts, run);
        if (run == null || process == null) {
            Container c = new Container(r, ContainerState.STOPPED, parts);
            if (run != null) {
                howItEnded(c);
            }
            add(c);
            return;
        }
        boolean frozen = parts.cgroups().of(r.id()).frozen();
        Container c = new Container(r, frozen ? ContainerState.FROZEN : ContainerState.RUNNING, parts);
        c.began(run, process);
        add(c);
        parts.networks().adopt(r);
        parts.apparmor().adopt(r.id(), label(c, run));
        launch.sample(c);
        listen(r);
        ends.followFound(c, run);
    }

    /// What it called while no engine was there is not known.
    private void listen(ContainerRecord r) {
        try {
            SeccompNeeds.listen(parts, r, true);
        } catch (IOException e) {
            LOG.warn("what {} calls is not noted any more", r.id(), e);
        }
    }

    /// Of its command: the reaper is not confined.
    private String label(Container c, RunRecord run) throws IOException {
        Observed seen = new Observed(parts.proc(), run.pid());
        return seen.confinement(parts.cgroups().of(c.id()).pids());
    }

    private void add(Container c) {
        try {
            register.add(c);
        } catch (EngineException e) {
            LOG.error("uid {} has two containers named {}", c.record.owner(), c.name());
            register.replace(c);
        }
    }

    /// It ended while no engine was there to hear of it.
    private void howItEnded(Container c) {
        ExitNote.read(parts.store().exitFile(c.id()))
                .ifPresentOrElse(n -> over(c, How.of(parts, c, n.code(), n.signal())), () -> over(c, How.LOST));
    }

    private static void over(Container c, How how) {
        c.over(how.code(), how.reason());
    }

    private void sweepPins() throws IOException {
        for (String id : parts.pins().ids()) {
            if (register.find(id).isEmpty()) {
                LOG.info("removing namespaces pinned for {}", id);
                parts.pins().unpin(id);
            }
        }
    }

    private void sweepMounts() throws IOException {
        for (String id : parts.mountPins().ids()) {
            if (register.find(id).isEmpty()) {
                LOG.info("letting go of mounts kept for {}", id);
                parts.mountPins().unpin(id);
            }
        }
    }

    /// Cgroups of containers that do not run; of those unknown too: a start that was interrupted, or a
    /// record that is damaged, so that nobody could ever stop what runs there.
    private void sweepCgroups() throws IOException {
        Set<String> dead = new HashSet<>(parts.cgroups().ids());
        for (Container c : register.all()) {
            if (c.state() != ContainerState.STOPPED) {
                dead.remove(c.id());
            }
        }
        for (String id : dead) {
            if (id.matches("[0-9a-f]{12}")) {
                LOG.info("removing cgroups left of {}", id);
                new Tidy(parts).cgroups(id);
            }
        }
    }
}
