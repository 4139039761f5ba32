package org.darsena.model.container;

import static org.darsena.model.container.ContainerState.*;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// The one place that says which verb is legal in which state, and which state may follow which.
public final class LifeCycle {
    private static final Map<ContainerState, Set<ContainerState>> NEXT = new EnumMap<>(Map.of(
            CREATING, EnumSet.of(STOPPED, DELETING),
            STOPPED, EnumSet.of(STARTING, DELETING),
            // a start that fails or is cancelled falls back to STOPPED
            STARTING, EnumSet.of(RUNNING, STOPPED),
            // a process may end by itself at any time
            RUNNING, EnumSet.of(FROZEN, STOPPING, STOPPED),
            FROZEN, EnumSet.of(RUNNING, STOPPING, STOPPED),
            STOPPING, EnumSet.of(STOPPED),
            DELETING, EnumSet.noneOf(ContainerState.class)));

    private static final Map<Verb, Set<ContainerState>> LEGAL = new EnumMap<>(Map.of(
            Verb.START, EnumSet.of(STOPPED),
            Verb.STOP, EnumSet.of(RUNNING, FROZEN),
            Verb.KILL, EnumSet.of(RUNNING, FROZEN, STOPPING),
            Verb.RESTART, EnumSet.of(RUNNING, FROZEN, STOPPED),
            Verb.FREEZE, EnumSet.of(RUNNING),
            Verb.THAW, EnumSet.of(FROZEN),
            Verb.DELETE, EnumSet.of(STOPPED),
            Verb.EXEC, EnumSet.of(RUNNING),
            Verb.UPDATE, EnumSet.of(STOPPED, RUNNING, FROZEN)));

    private LifeCycle() {}

    /// Whether `verb` may be asked of a container in `state`.
    public static boolean allows(ContainerState state, Verb verb) {
        return LEGAL.getOrDefault(verb, Set.of()).contains(state);
    }

    /// Whether a container may go from `from` to `to` in one move.
    public static boolean mayFollow(ContainerState from, ContainerState to) {
        return NEXT.getOrDefault(from, Set.of()).contains(to);
    }
}
