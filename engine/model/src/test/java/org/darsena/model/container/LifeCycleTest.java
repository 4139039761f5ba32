package org.darsena.model.container;

import static org.darsena.model.container.ContainerState.CREATING;
import static org.darsena.model.container.ContainerState.DELETING;
import static org.darsena.model.container.ContainerState.FROZEN;
import static org.darsena.model.container.ContainerState.RUNNING;
import static org.darsena.model.container.ContainerState.STARTING;
import static org.darsena.model.container.ContainerState.STOPPED;
import static org.darsena.model.container.ContainerState.STOPPING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

/// The whole matrix: every pair listed here is legal, every other one is not.
class LifeCycleTest {
    private static final Set<String> MOVES = Set.of(
            "CREATING STOPPED",
            "CREATING DELETING",
            "STOPPED STARTING",
            "STOPPED DELETING",
            "STARTING RUNNING",
            "STARTING STOPPED",
            "RUNNING FROZEN",
            "RUNNING STOPPING",
            "RUNNING STOPPED",
            "FROZEN RUNNING",
            "FROZEN STOPPING",
            "FROZEN STOPPED",
            "STOPPING STOPPED");

    private static final Set<String> VERBS = Set.of(
            "STOPPED START",
            "STOPPED RESTART",
            "STOPPED DELETE",
            "RUNNING STOP",
            "RUNNING KILL",
            "RUNNING RESTART",
            "RUNNING FREEZE",
            "RUNNING EXEC",
            "STOPPED UPDATE",
            "RUNNING UPDATE",
            "FROZEN UPDATE",
            "FROZEN STOP",
            "FROZEN KILL",
            "FROZEN RESTART",
            "FROZEN THAW",
            "STOPPING KILL");

    @Test
    void everyPairOfStates() {
        for (ContainerState from : ContainerState.values()) {
            for (ContainerState to : ContainerState.values()) {
                String pair = from + " " + to;
                assertEquals(MOVES.contains(pair), LifeCycle.mayFollow(from, to), pair);
            }
        }
    }

    @Test
    void everyStateAndVerb() {
        for (ContainerState state : ContainerState.values()) {
            for (Verb verb : Verb.values()) {
                String pair = state + " " + verb;
                assertEquals(VERBS.contains(pair), LifeCycle.allows(state, verb), pair);
            }
        }
    }

    @Test
    void theListsNameNothingThatDoesNotExist() {
        assertEquals(
                Set.of(CREATING, STOPPED, STARTING, RUNNING, FROZEN, STOPPING, DELETING),
                Set.of(ContainerState.values()));
        MOVES.forEach(m -> {
            ContainerState.valueOf(m.split(" ")[0]);
            ContainerState.valueOf(m.split(" ")[1]);
        });
        VERBS.forEach(v -> {
            ContainerState.valueOf(v.split(" ")[0]);
            Verb.valueOf(v.split(" ")[1]);
        });
    }

    @Test
    void everyContainerCanEndAndNothingFollowsTheEnd() {
        for (ContainerState state : ContainerState.values()) {
            assertEquals(false, LifeCycle.mayFollow(DELETING, state));
            assertEquals(false, LifeCycle.mayFollow(state, state), "no state follows itself: " + state);
        }
    }
}
