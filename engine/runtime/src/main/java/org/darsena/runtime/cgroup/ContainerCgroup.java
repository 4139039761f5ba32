package org.darsena.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.darsena.model.container.LimitHits;
import org.darsena.model.plan.Delegation;
import org.darsena.model.plan.PlanStep.Delegate;
import org.darsena.model.plan.PlanStep.LimitDevices;
import org.darsena.model.plan.PlanStep.SetLimit;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.LinuxKernel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One container's cgroups, one folder in each tree we use. Holds no state but the paths: any number of
/// these may stand for the same container. Any thread.
public final class ContainerCgroup {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerCgroup.class);
    private static final String PROCS = "cgroup.procs";

    private final CgroupLayout layout;
    private final Map<Hierarchy, Path> dirs = new LinkedHashMap<>();

    ContainerCgroup(CgroupLayout layout, String parent, String id) {
        this.layout = layout;
        layout.hierarchies().forEach(h -> dirs.put(h, h.mount().resolve(parent).resolve(id)));
    }

    /// Its folder in each tree where it may have one, in the order to attach.
    public List<Path> paths() {
        return List.copyOf(dirs.values());
    }

    /// The files a process is attached by, v1 trees first.
    public List<Path> procsFiles() {
        List<Path> files = new ArrayList<>();
        dirs.forEach((tree, dir) -> {
            if (!tree.seldom() || Files.isDirectory(dir)) {
                files.add(dir.resolve(PROCS));
            }
        });
        return files;
    }

    /// Its folder in the tree that steers `controller`.
    public Optional<Path> path(String controller) {
        return layout.of(controller).map(dirs::get);
    }

    /// Makes the folders and writes the limits; folders from before are taken over. A failure leaves none.
    void make(CgroupPlan plan) throws IOException {
        try {
            for (Map.Entry<Hierarchy, Path> tree : dirs.entrySet()) {
                if (!tree.getKey().seldom()
                        || plan.folders().contains(tree.getValue().toString())) {
                    CgroupFiles.mkdir(tree.getValue());
                }
            }
            set(plan.limits());
            devices(plan);
            delegate(plan.delegate());
        } catch (IOException e) {
            remove(Duration.ZERO);
            throw e;
        }
    }

    private static void devices(CgroupPlan plan) throws IOException {
        LimitDevices devices = plan.devices();
        if (devices == null) {
            return;
        }
        try {
            Devices.limit(Path.of(devices.folder()), devices.allowed());
        } catch (ErrnoException e) {
            if (plan.strict()) {
                throw e;
            }
            LOG.warn("devices of {} are guarded by its user namespace only: {}", devices.folder(), e.getMessage());
        }
    }

    private static void delegate(@Nullable Delegate step) throws IOException {
        if (step != null) {
            int owner = Math.toIntExact(step.owner());
            LinuxKernel.get().chown(step.folder(), owner, owner);
            for (String file : Delegation.FILES) {
                LinuxKernel.get().chown(step.folder() + "/" + file, owner, owner);
            }
        }
    }

    /// Writes values, also on a running container. Throws [MissingControllerException] where the machine
    /// lacks the controller.
    public void set(List<SetLimit> limits) throws IOException {
        for (SetLimit limit : limits) {
            set(limit);
        }
    }

    static void set(SetLimit limit) throws IOException {
        Path file = Path.of(limit.folder(), limit.file());
        if (limit.optional() && !Files.exists(file)) {
            return;
        }
        try {
            if (limit.value().isEmpty()) {
                CgroupFiles.inherit(file);
            } else {
                CgroupFiles.write(file, limit.value());
            }
        } catch (ErrnoException e) {
            throw e.errno() == Errno.ENOENT ? new MissingControllerException(limit.controller()) : e;
        }
    }

    /// All processes in it, as the host sees them.
    public Set<Integer> pids() {
        Set<Integer> all = new LinkedHashSet<>();
        for (Path dir : dirs.values()) {
            CgroupTree.processes(dir, all);
        }
        if (dirs.size() == 1) { // of version 2, whose groups those inside may divide
            CgroupTree.processesBelow(dirs.values().iterator().next(), all);
        }
        all.remove(0); // of a foreign pid namespace
        return all;
    }

    /// Holds all its processes; false if that was not done within `limit` (then they are let go again).
    public boolean freeze(Duration limit) throws IOException {
        Path dir = freezerDir();
        if (unifiedFreezer()) {
            CgroupFiles.write(dir.resolve("cgroup.freeze"), "1");
            return settled(
                    limit,
                    () -> CgroupFiles.read(dir.resolve("cgroup.events"))
                            .filter(t -> CgroupFiles.keyed(t, "frozen").orElse(0) == 1)
                            .isPresent());
        }
        Path state = dir.resolve("freezer.state");
        CgroupFiles.write(state, "FROZEN");
        return settled(
                limit,
                () -> CgroupFiles.read(state)
                        .filter(t -> t.strip().equals("FROZEN"))
                        .isPresent());
    }

    private boolean settled(Duration limit, BooleanSupplier done) throws IOException {
        if (Waiting.until(limit, done)) {
            return true;
        }
        thaw();
        return false;
    }

    public void thaw() throws IOException {
        if (unifiedFreezer()) {
            CgroupFiles.write(freezerDir().resolve("cgroup.freeze"), "0");
        } else {
            CgroupFiles.write(freezerDir().resolve("freezer.state"), "THAWED");
        }
    }

    /// What the kernel says, not what we asked for last.
    public boolean frozen() {
        Path dir = path("freezer").orElse(null);
        if (dir == null) {
            return false;
        }
        return unifiedFreezer()
                ? CgroupFiles.read(dir.resolve("cgroup.events"))
                        .filter(t -> CgroupFiles.keyed(t, "frozen").orElse(0) == 1)
                        .isPresent()
                : CgroupFiles.read(dir.resolve("freezer.state"))
                        .filter(t -> !t.strip().equals("THAWED"))
                        .isPresent();
    }

    private Path freezerDir() throws IOException {
        return path("freezer").orElseThrow(() -> new MissingControllerException("freezer"));
    }

    private boolean unifiedFreezer() {
        return layout.of("freezer").filter(Hierarchy::unified).isPresent();
    }

    /// Ends every process in it, forked ones too; false if some still lived after `limit`.
    public boolean killAll(Duration limit) throws IOException {
        return new CgroupKiller(this, layout.unified().map(dirs::get).orElse(null)).killAll(limit);
    }

    /// For reading its figures over and over; the caller closes it.
    public CgroupProbe probe() throws IOException {
        return new CgroupProbe(this);
    }

    /// How often the kernel killed in it for want of memory; -1: not known.
    public long oomKills() {
        return CgroupReader.oomKills(this);
    }

    /// How often it met its limits; empty: it is gone, or nothing counts.
    public Optional<LimitHits> hits() {
        return CgroupReader.hits(this);
    }

    public CgroupUsage usage() {
        return CgroupReader.read(this);
    }

    /// Removes its folders; false if a process was still in one after `limit`.
    public boolean remove(Duration limit) throws IOException {
        IOException[] failed = new IOException[1];
        boolean gone = Waiting.until(limit, () -> {
            boolean all = true;
            for (Path dir : dirs.values()) {
                try {
                    all &= CgroupTree.remove(dir);
                } catch (IOException e) {
                    failed[0] = e;
                }
            }
            return all || failed[0] != null;
        });
        if (failed[0] != null) {
            throw failed[0];
        }
        return gone;
    }

    /// Whether any of its folders is there.
    public boolean exists() {
        return dirs.values().stream().anyMatch(Files::isDirectory);
    }
}
