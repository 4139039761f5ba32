package org.darsena.model.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.darsena.model.container.ContainerSpec;

/// Everything the engine does to start a container, in order; made by [Planner], carried out by the engine, shown to
/// whoever wants to know by [Words].
///
/// @param steps each done before the next but where the engine overlaps what does not depend on each other
public record ContainerPlan(ContainerSpec spec, Facts facts, List<PlanStep> steps) {
    public ContainerPlan {
        steps = List.copyOf(steps);
    }

    /// The steps of one kind, in order.
    public <T extends PlanStep> List<T> all(Class<T> kind) {
        return steps.stream()
                .flatMap(s -> kind.isInstance(s) ? Stream.of(kind.cast(s)) : Stream.empty())
                .toList();
    }

    /// The only step of a kind, if there is one.
    public <T extends PlanStep> Optional<T> one(Class<T> kind) {
        return all(kind).stream().findFirst();
    }
}
