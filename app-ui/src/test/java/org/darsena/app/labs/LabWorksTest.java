package org.darsena.app.labs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.darsena.api.Errors;
import org.darsena.app.client.CheckResult;
import org.darsena.app.client.Helper.Action;
import org.darsena.app.client.HelperException;
import org.darsena.app.client.LabView;
import org.darsena.app.theme.Tone;
import org.darsena.app.topology.Status;
import org.darsena.model.json.ShippedLabs;
import org.darsena.model.lab.LabDocument;
import org.junit.jupiter.api.Test;

/// What is done to labs and what comes of it, against a helper in memory, without a toolkit.
class LabWorksTest {
    private static final LabDocument DMZ = ShippedLabs.read("dmz");

    private final Desk desk = new Desk(Locale.ENGLISH);
    private final LabWorks works = new LabWorks(desk, Runnable::run);
    private final LabsModel model = new LabsModel();
    private final LabStatus states = new LabStatus(desk.live, desk.texts());

    private LabEntry entry() {
        model.running(desk.live.labs());
        return model.find("dmz").orElseThrow();
    }

    private LabView running() {
        return Objects.requireNonNull(entry().running());
    }

    @Test
    void whatIsStartedIsChecked() {
        works.up(entry());
        assertEquals(List.of("up dmz", "check dmz"), desk.helper.asked());
        LabWork work = works.of("dmz");
        assertFalse(work.busy());
        assertEquals(DMZ.checks().size(), work.held());
        assertEquals("RUNNING", running().state());
    }

    @Test
    void whyItFailedIsKeptUntilItIsPutAway() {
        desk.helper.fail(new HelperException(Errors.MISSING, Map.of("what", "frr")));
        works.up(entry());
        assertTrue(works.of("dmz").failure.contains("FRR"), works.of("dmz").failure);
        assertFalse(works.of("dmz").busy());
        works.dismiss("dmz");
        assertEquals("", works.of("dmz").failure);
    }

    @Test
    void whatIsUnderWayCanBeCalledOff() {
        List<String> told = new ArrayList<>();
        works.listen(told::add);
        desk.helper.hold();
        works.up(entry());
        assertEquals("up", works.of("dmz").kind());
        works.up(entry());
        assertEquals(List.of("up dmz"), desk.helper.asked(), "not twice");
        works.cancel("dmz");
        assertFalse(works.of("dmz").busy());
        assertEquals("", works.of("dmz").failure, "what one asked for is no failure");
        assertTrue(desk.asked.getFirst().startsWith("say "), desk.asked.toString());
        assertTrue(told.contains("dmz"));
    }

    @Test
    void checksThatFailAreToldWithWhatWasSeen() {
        desk.helper.checks(c -> !c.name().startsWith("internet → web"));
        works.up(entry());
        LabWork work = works.of("dmz");
        assertEquals(DMZ.checks().size() - 1, work.held());
        CheckResult failed = Objects.requireNonNull(work.results().get("internet → web :80"));
        assertFalse(failed.held());
        assertEquals("no answer", failed.detail());
    }

    @Test
    void whatWasSeenBeforeAChangeIsNotTakenForNow() {
        works.up(entry());
        works.stale("dmz");
        assertEquals(Map.of(), works.of("dmz").valid());
        assertEquals(DMZ.checks().size(), works.of("dmz").results().size());
        works.check(running());
        assertEquals(DMZ.checks().size(), works.of("dmz").valid().size());
    }

    @Test
    void whatIsEndedLeavesNoResults() {
        works.up(entry());
        works.down(running());
        assertEquals(0, works.of("dmz").results().size());
        assertEquals(null, entry().running());
        assertEquals(List.of("dmz"), model.down().stream().map(LabEntry::name).toList());
    }

    @Test
    void jobsBegunBeforeAreFoundAgain() {
        desk.helper.hold();
        works.up(entry());
        var again = new LabWorks(desk, Runnable::run); // as after a change of language
        assertEquals("up", again.of("dmz").kind());
        desk.helper.release();
        assertFalse(again.of("dmz").busy());
    }

    @Test
    void lightsFollowTheContainers() {
        assertEquals(Status.OFF, states.of(entry(), Map.of()));
        works.up(entry());
        Status up = states.of(entry(), Map.of(1, true, 4, false));
        assertEquals(Tone.OK, up.lights().get("fw"));
        assertEquals(8, up.wires().size());
        assertEquals(Tone.OK, Objects.requireNonNull(up.wires().get(1).badge()).tone());
        assertEquals(Tone.BAD, Objects.requireNonNull(up.wires().get(4).badge()).tone());
        assertEquals("–", up.wires().get(0).rate(), "no figures yet");

        desk.helper.act(running().nodes().getOrDefault("fw", ""), Action.STOP, Map.of());
        Status without = states.of(entry(), Map.of(1, true));
        assertEquals(Tone.IDLE, without.lights().get("fw"));
        assertEquals(6, states.running(running()));
        assertFalse(without.wires().get(1).toUp());
        assertTrue(without.wires().get(1).fromUp());
        assertEquals(null, without.wires().get(1).badge());
        assertEquals("off", without.wires().get(1).rate());
    }

    @Test
    void ratesComeWithTheTicks() throws Exception {
        works.up(entry());
        try (var _ = desk.live.watch()) {
            desk.helper.tick();
            Status now = states.of(entry(), Map.of());
            assertTrue(
                    now.wires().stream().allMatch(w -> w.rate().endsWith("b/s")),
                    now.wires().toString());
            desk.helper.tick();
            assertFalse(now.equals(states.of(entry(), Map.of())));
        }
    }
}
