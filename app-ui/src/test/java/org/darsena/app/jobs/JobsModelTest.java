package org.darsena.app.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Objects;
import org.darsena.api.Errors;
import org.darsena.app.actions.Desk;
import org.darsena.app.client.Helper.Action;
import org.darsena.app.client.HelperException;
import org.darsena.model.container.ProcessSpec;
import org.junit.jupiter.api.Test;

class JobsModelTest {
    private final Desk desk = new Desk(50);
    private final JobsModel jobs = new JobsModel(desk);

    private void act(Action action, String name) {
        var _ = desk.helper.act(desk.container(name).id(), action, Map.of());
    }

    private JobEntry current() {
        return Objects.requireNonNull(jobs.current().get());
    }

    @Test
    void theNewestThatRunsIsShownThenForAWhileTheLastThatEnded() {
        desk.helper.hold();
        act(Action.STOP, "web");
        assertEquals(1, jobs.running());
        assertEquals(JobEntry.State.RUNNING, current().state().get());
        JobEntry first = current();
        act(Action.STOP, "postgres");
        assertEquals(2, jobs.running());
        assertEquals(first, current(), "what is shown keeps its place");
        desk.helper.release();
        assertEquals(0, jobs.running());
        assertEquals(JobEntry.State.DONE, current().state().get());
        assertEquals(1, current().fraction().get());
    }

    @Test
    void whatFailedSaysWhyAndWhatWasCancelledIsNoFailure() {
        desk.helper.fail(new HelperException(Errors.DISMISSED, Map.of("action", "manage", "name", "web")));
        act(Action.STOP, "web");
        assertEquals(JobEntry.State.FAILED, current().state().get());
        assertNotEquals("", current().words().get());
        desk.helper.hold();
        act(Action.STOP, "web");
        JobEntry held = jobs.entries().getFirst();
        held.cancel();
        assertEquals(JobEntry.State.CANCELLED, held.state().get());
        assertEquals(0, jobs.running());
    }

    @Test
    void aTerminalIsNoWork() {
        var _ = desk.helper.exec(desk.container("web").id(), ProcessSpec.of(java.util.List.of("sh")), null);
        assertTrue(jobs.entries().isEmpty());
        assertNull(jobs.current().get());
    }

    @Test
    void onlyTheLastThirtyThatEndedAreKept() {
        for (int i = 0; i < 20; i++) {
            act(Action.STOP, "web");
            act(Action.START, "web");
        }
        assertEquals(30, jobs.entries().size());
        assertEquals("start", jobs.entries().getFirst().job().kind());
    }
}
