package org.darsena.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.darsena.model.plan.PlanStep.LimitDevices;
import org.darsena.model.plan.PlanStep.SetLimit;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.net.NetNs;
import org.jspecify.annotations.Nullable;

/// A change of limits while a container runs: all of it or nothing. One thread.
public final class LimitChange {
    /// Between two looks at a container's processes some may have been forked by others that were not moved yet.
    private static final int ROUNDS = 100;

    private final ContainerCgroup cgroup;
    private final Forth forth;
    private final Back back;
    private final @Nullable NetNs inside;

    private final List<SetLimit> written = new ArrayList<>();
    private final List<Path> made = new ArrayList<>();
    private boolean programmed;

    /// What is done.
    ///
    /// @param folders those that the container has afterwards
    /// @param devices null: they stay as they are, or are among `limits`
    public record Forth(
            List<String> folders,
            List<SetLimit> limits,
            @Nullable LimitDevices devices) {
        public Forth {
            folders = List.copyOf(folders);
            limits = List.copyOf(limits);
        }
    }

    /// The same the other way round.
    public record Back(List<SetLimit> limits, @Nullable LimitDevices devices) {
        public Back {
            limits = List.copyOf(limits);
        }
    }

    /// @param inside the container's network namespace, where priorities of packets are among the limits
    public LimitChange(ContainerCgroup cgroup, Forth forth, Back back, @Nullable NetNs inside) {
        this.cgroup = cgroup;
        this.forth = forth;
        this.back = back;
        this.inside = inside;
    }

    /// A failure leaves all as it was.
    public void apply() throws IOException {
        try {
            for (Path dir : cgroup.paths()) {
                if (forth.folders.contains(dir.toString()) && !Files.isDirectory(dir)) {
                    CgroupFiles.mkdir(dir);
                    made.add(dir);
                }
            }
            for (SetLimit limit : forth.limits) {
                write(limit);
                written.add(limit);
            }
            LimitDevices devices = forth.devices;
            if (devices != null) {
                Devices.limit(Path.of(devices.folder()), devices.allowed());
                programmed = true;
            }
            for (Path dir : made) {
                enter(dir);
            }
        } catch (IOException | RuntimeException e) {
            undo(e);
            throw e;
        }
    }

    /// Takes back what was done, as far as the kernel lets us; for when what follows fails.
    public void undo(Exception cause) {
        try {
            LimitDevices devices = back.devices;
            if (programmed && devices != null) {
                Devices.limit(Path.of(devices.folder()), devices.allowed());
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        for (SetLimit limit : back.limits) {
            if (written.stream().anyMatch(w -> undoes(limit, w))) {
                try {
                    write(limit);
                } catch (IOException e) {
                    cause.addSuppressed(e);
                }
            }
        }
        made.forEach(dir -> leave(dir, cause));
    }

    /// What is allowed in one file of devices is denied in another; doing so again does no harm.
    private static boolean undoes(SetLimit back, SetLimit written) {
        return back.folder().equals(written.folder())
                && (back.controller().equals("devices") || back.file().equals(written.file()));
    }

    private void write(SetLimit limit) throws IOException {
        if (limit.controller().equals(CgroupPlan.FROM_INSIDE)) {
            if (inside != null) {
                fromInside(inside, List.of(limit));
            }
            return;
        }
        if (limit.file().equals("memory.max")) {
            wouldKill(limit);
        }
        ContainerCgroup.set(limit);
    }

    /// v1 refuses a limit below what is used and cannot be reclaimed; v2 takes it and kills.
    private static void wouldKill(SetLimit limit) throws ErrnoException {
        long wanted = CgroupFiles.number(limit.value()).orElse(Long.MAX_VALUE);
        Path file = Path.of(limit.folder(), limit.file());
        if (CgroupFiles.number(file.resolveSibling("memory.current")).orElse(0) > wanted) {
            throw new ErrnoException("write", Errno.EBUSY, file.toString());
        }
    }

    /// Writes values that name interfaces, from where these have their names.
    public static void fromInside(NetNs ns, List<SetLimit> limits) throws IOException {
        ns.call(() -> {
            for (SetLimit limit : limits) {
                ContainerCgroup.set(limit);
            }
            return true;
        });
    }

    /// Brings all the container's processes into a folder made just now; children begin where their parent is, so
    /// what was forked meanwhile is found in the next round.
    private void enter(Path dir) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            Set<Integer> there = new HashSet<>();
            CgroupTree.processes(dir, there);
            Set<Integer> left = new HashSet<>(cgroup.pids());
            left.removeAll(there);
            if (left.isEmpty()) {
                return;
            }
            for (int pid : left) {
                move(pid, dir);
            }
        }
        throw new ErrnoException(
                "write", Errno.EAGAIN, dir.resolve("cgroup.procs").toString());
    }

    private static void move(int pid, Path dir) throws IOException {
        try {
            CgroupFiles.write(dir.resolve("cgroup.procs"), String.valueOf(pid));
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ESRCH) { // it has just ended
                throw e;
            }
        }
    }

    private static void leave(Path dir, Exception cause) {
        try {
            Set<Integer> there = new HashSet<>();
            CgroupTree.processes(dir, there);
            for (int pid : there) {
                move(pid, dir.resolve("../..").normalize());
            }
            CgroupFiles.rmdir(dir);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
