package org.darsena.runtime.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.darsena.model.container.Namespace;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.stage.StageOp.Cgroup;
import org.darsena.runtime.stage.StageOp.Clone;
import org.darsena.runtime.stage.StageOp.Confine;
import org.darsena.runtime.stage.StageOp.Join;
import org.darsena.runtime.stage.StageOp.Stdio;
import org.darsena.runtime.stage.StageOp.Sync;
import org.jspecify.annotations.Nullable;

/// A further process inside a running container.
///
/// When the helper goes away, a process with a terminal is hung up (SIGHUP, by the kernel, once the last copy
/// of the master is closed); one with plain descriptors runs on.
///
/// @param pidfd of the container's first process
/// @param namespaces those the container has of its own (joining the caller's own user namespace is an error)
/// @param cgroupFiles open `cgroup.procs` of each v1 hierarchy (or of the one v2 group)
/// @param cgroup2 an open v2 directory to be born in instead, or null
/// @param stdio [StdioPlan.Descriptors] or [StdioPlan.Terminal]
/// @param process what to run
/// @param apparmor the profile from the exec on, or null
/// @param waitForGo whether it waits for [Prepared#go]
public record ExecPlan(
        Fd pidfd,
        Set<Namespace> namespaces,
        List<Fd> cgroupFiles,
        @Nullable Fd cgroup2,
        StdioPlan stdio,
        ProcessPlan process,
        @Nullable String apparmor,
        boolean waitForGo) {

    public StagePlan toPlan() {
        if (stdio instanceof StdioPlan.Log || stdio instanceof StdioPlan.Console) {
            throw new IllegalArgumentException("exec has no console log");
        }
        List<StageOp> ops = new ArrayList<>();
        ops.add(new Clone(0, cgroup2));
        ops.add(new Join(pidfd, Flags.of(namespaces)));
        OomScore.neutral().ifPresent(ops::add);
        cgroupFiles.forEach(file -> ops.add(new Cgroup(file)));
        ops.add(new Sync());
        ops.add(new Stdio(stdio, 0, 0));
        Confine.by(apparmor).ifPresent(ops::add);
        process.addTo(ops, false, waitForGo);
        return new StagePlan(ops);
    }
}
