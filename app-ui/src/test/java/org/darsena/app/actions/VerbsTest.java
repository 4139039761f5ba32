package org.darsena.app.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.api.Errors;
import org.darsena.app.client.ContainerView;
import org.darsena.app.client.Helper.Action;
import org.darsena.app.client.HelperException;
import org.junit.jupiter.api.Test;

class VerbsTest {
    private final Desk desk = new Desk(5);
    private final Verbs verbs = new Verbs(desk);

    private ContainerView web() {
        return desk.container("web");
    }

    @Test
    void onlyWhatTheStateAllowsCanBeAsked() {
        assertTrue(verbs.can(web(), Action.STOP));
        assertTrue(verbs.can(web(), Action.FREEZE));
        assertFalse(verbs.can(web(), Action.START));
        assertFalse(verbs.can(web(), Action.THAW));
        assertTrue(verbs.can(web(), Action.DELETE), "one that runs goes by force");
        assertTrue(verbs.canOpenTerminal(web()));
        verbs.run(Action.STOP, List.of(web()));
        assertTrue(verbs.can(web(), Action.START));
        assertFalse(verbs.can(web(), Action.STOP));
        assertFalse(verbs.canOpenTerminal(web()));
    }

    @Test
    void ofSeveralThoseAreAskedForWhichItMakesSense() {
        verbs.run(Action.STOP, List.of(web()));
        verbs.run(Action.STOP, List.of(web(), desk.container("postgres"), desk.container("backend-b")));
        assertEquals(List.of("stop web", "stop postgres"), desk.helper.asked(), "two of them do not run");
    }

    @Test
    void whileOneIsUnderWayNoOtherCanBeAsked() {
        desk.helper.hold();
        List<Set<String>> told = new ArrayList<>();
        var _ = verbs.listen(told::add);
        verbs.run(Action.STOP, List.of(web()));
        assertTrue(verbs.busy(web().id()));
        assertFalse(verbs.can(web(), Action.KILL));
        assertEquals(List.of(Set.of(web().id())), told);
        desk.helper.release();
        assertFalse(verbs.busy(web().id()));
        assertEquals(2, told.size());
    }

    @Test
    void aRefusalStandsAtItsContainerUntilItIsPutAwayOrAskedAgain() {
        desk.helper.fail(new HelperException(Errors.DISMISSED, Map.of("action", "manage", "name", "web")));
        verbs.run(Action.STOP, List.of(web()));
        assertNotNull(verbs.refusal(web().id()));
        assertNull(verbs.refusal(desk.container("postgres").id()));
        assertTrue(verbs.can(web(), Action.STOP), "it can be asked again");
        verbs.dismiss(web().id());
        assertNull(verbs.refusal(web().id()));
    }

    @Test
    void withoutAHelperNothingCanBeAsked() {
        desk.helper.disconnect(new HelperException(HelperException.BROKEN, Map.of()));
        assertFalse(verbs.can(web(), Action.STOP));
        assertFalse(verbs.canSome(desk.helper.containers(), Action.STOP));
        assertFalse(verbs.canOpenTerminal(web()));
    }
}
