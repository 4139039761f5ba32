package org.darsena.runtime.cgroup;

import java.util.List;
import org.darsena.model.plan.ContainerPlan;
import org.darsena.model.plan.PlanStep.Delegate;
import org.darsena.model.plan.PlanStep.LimitDevices;
import org.darsena.model.plan.PlanStep.MakeCgroup;
import org.darsena.model.plan.PlanStep.SetLimit;
import org.jspecify.annotations.Nullable;

/// What of a plan is done in cgroupfs before a container's process is there.
///
/// @param folders those beyond the ones that every container has; others may be among them
/// @param limits values, in order
/// @param devices to limit by a program; null: nothing to do
/// @param delegate what to hand to the container; null: nothing
/// @param strict whether a kernel that takes no such program is a failure
public record CgroupPlan(
        List<String> folders,
        List<SetLimit> limits,
        @Nullable LimitDevices devices,
        @Nullable Delegate delegate,
        boolean strict) {

    /// Priorities of packets are written from inside the network namespace whose interfaces they name.
    public static final String FROM_INSIDE = "net_prio";

    public CgroupPlan {
        folders = List.copyOf(folders);
        limits = List.copyOf(limits);
    }

    public static CgroupPlan of(ContainerPlan plan, boolean strict) {
        return new CgroupPlan(
                plan.one(MakeCgroup.class).map(MakeCgroup::folders).orElse(List.of()),
                plan.all(SetLimit.class).stream()
                        .filter(s -> !s.controller().equals(FROM_INSIDE))
                        .toList(),
                plan.one(LimitDevices.class).orElse(null),
                plan.one(Delegate.class).orElse(null),
                strict);
    }
}
