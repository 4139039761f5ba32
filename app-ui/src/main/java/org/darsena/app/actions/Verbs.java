package org.darsena.app.actions;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper.Action;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.Job;
import org.darsena.app.view.Context;
import org.darsena.app.view.Pin;
import org.darsena.model.container.LifeCycle;
import org.darsena.model.container.Verb;
import org.jspecify.annotations.Nullable;

/// Asks the helper for verbs on containers and keeps, for each container, whether one is under way and why the last
/// was refused: views show that where the action was asked for. JavaFX thread only.
public final class Verbs {
    private final Context context;
    private final Map<String, Integer> busy = new HashMap<>();
    private final Map<String, String> refused = new HashMap<>();
    private final List<Consumer<Set<String>>> listeners = new CopyOnWriteArrayList<>();

    public Verbs(Context context) {
        this.context = context;
    }

    /// Told which containers' [#refusal] or [#busy] changed.
    public Pin listen(Consumer<Set<String>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Whether `action` makes sense for it now, as far as the window knows.
    public boolean can(ContainerView container, Action action) {
        if (!context.live().connection().connected() || busy(container.id())) {
            return false;
        }
        // one that runs is removed by force; see Removal
        return action == Action.DELETE
                ? LifeCycle.allows(container.state(), Verb.DELETE) || LifeCycle.allows(container.state(), Verb.KILL)
                : LifeCycle.allows(container.state(), Verb.valueOf(action.name()));
    }

    /// Whether `action` makes sense for at least one of them.
    public boolean canSome(Collection<ContainerView> containers, Action action) {
        return containers.stream().anyMatch(c -> can(c, action));
    }

    public boolean canOpenTerminal(ContainerView container) {
        return context.live().connection().connected() && LifeCycle.allows(container.state(), Verb.EXEC);
    }

    /// Whether an action on it is under way.
    public boolean busy(String id) {
        return busy.containsKey(id);
    }

    /// Why the last action on it came to nothing, as a sentence; null: it did not, or it was put away.
    public @Nullable String refusal(String id) {
        return refused.get(id);
    }

    /// Puts the sentence away.
    public void dismiss(String id) {
        if (refused.remove(id) != null) {
            tell(Set.of(id));
        }
    }

    /// Asks `action` of those of them for which it makes sense.
    public void run(Action action, Collection<ContainerView> containers) {
        for (ContainerView c : List.copyOf(containers)) {
            if (can(c, action)) {
                run(action, c.id(), options(action, c));
            }
        }
    }

    private void run(Action action, String id, Map<String, Object> options) {
        refused.remove(id);
        busy.merge(id, 1, Integer::sum);
        tell(Set.of(id));
        Job job = context.helper().act(id, action, options);
        context.follow(job, result -> end(id, null), failure -> end(id, failure));
    }

    private void end(String id, @Nullable HelperException failure) {
        busy.computeIfPresent(id, (key, n) -> n == 1 ? null : n - 1);
        if (failure != null) {
            refused.put(id, context.sentences().of(failure));
        }
        tell(Set.of(id));
    }

    private void tell(Set<String> ids) {
        var all = new HashSet<>(ids);
        listeners.forEach(l -> l.accept(all));
    }

    private static Map<String, Object> options(Action action, ContainerView c) {
        return switch (action) {
            case KILL -> Map.of("signal", "KILL");
            case DELETE -> LifeCycle.allows(c.state(), Verb.DELETE) ? Map.of() : Map.of("force", true);
            default -> Map.of();
        };
    }
}
