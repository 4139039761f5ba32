package org.darsena.app.tour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.darsena.api.Errors;
import org.darsena.app.client.FakeHelper;
import org.darsena.app.client.HelperException;
import org.darsena.app.text.Texts;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.json.ShippedLabs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The tour against a helper in memory: what it asks, what it prints, and that it ends what it began, whatever happens.
@Timeout(60)
class TourTest {
    private static final Path FOLDER = Path.of("pictures");

    private final FakeHelper helper = new FakeHelper();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<String> taken = new ArrayList<>();

    private Shots shots = (lab, folder) -> {
        taken.add(lab.name() + " " + helper.labs().size());
        return List.of(folder.resolve("a.png"), folder.resolve("b.png"));
    };

    private Tour tour() {
        return tour(Duration.ofMillis(200));
    }

    private Tour tour(Duration connect) {
        var report = new Report(new PrintStream(printed, true, StandardCharsets.UTF_8), Texts.of(Locale.ENGLISH));
        return new Tour(
                helper,
                report,
                (lab, folder) -> shots.take(lab, folder),
                new Tour.Patience(connect, Duration.ofSeconds(30), Duration.ofMillis(300)));
    }

    private boolean run() {
        return tour().run("dmz", FOLDER);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void assertNothingLeft() {
        assertEquals(List.of(), helper.labs());
        assertEquals(List.of(), helper.containers());
    }

    @Test
    void theWholeWay() {
        assertTrue(run(), printed());
        assertEquals(List.of("up dmz", "check dmz", "down dmz"), helper.asked());
        assertEquals(List.of("dmz 1"), taken);
        assertNothingLeft();
        List<String> lines = printed().lines().toList();
        assertEquals(12, lines.stream().filter(l -> l.startsWith("ok ")).count(), printed());
        assertTrue(lines.contains("      " + FOLDER.resolve("a.png").toAbsolutePath()), printed());
        assertTrue(lines.contains("Ended: no lab and no container is left."), printed());
        String web = lines.stream()
                .filter(l -> l.contains("internet → web :80"))
                .findFirst()
                .orElseThrow();
        assertTrue(web.matches("ok {4}internet → web :80 +HTTP 200 in \\d+ ms"), web);
    }

    @Test
    void oneCheckThatDoesNotHoldIsEnoughToFail() {
        helper.checks(c -> !c.name().startsWith("client-2 → internet"));
        assertFalse(run());
        assertEquals(
                1,
                printed()
                        .lines()
                        .filter(l -> l.startsWith("FAIL  client-2 → internet"))
                        .count(),
                printed());
        assertEquals(1, taken.size(), "pictures are taken all the same");
        assertNothingLeft();
    }

    @Test
    void aLabThatDoesNotStartIsSaidInOneSentence() {
        helper.fail(new HelperException(Errors.MISSING, Map.of("what", "frr")));
        assertFalse(run());
        assertTrue(printed().contains("Failed: This machine has no FRR"), printed());
        assertEquals(List.of(), taken);
        assertNothingLeft();
    }

    @Test
    void picturesThatCannotBeTakenFailItAndAllIsEnded() {
        shots = (lab, folder) -> {
            throw new IOException("no room");
        };
        assertFalse(run());
        assertTrue(printed().contains("no room"), printed());
        assertEquals("down dmz", helper.asked().getLast());
        assertNothingLeft();
    }

    @Test
    void whatSomebodyElseRunsIsLeftAlone() {
        helper.addLab(ShippedLabs.read("dmz"));
        assertFalse(run());
        assertEquals(List.of(), helper.asked());
        assertEquals(1, helper.labs().size());
        assertEquals(7, helper.containers().size());
    }

    @Test
    void anUnknownLabIsRefusedWithTheNamesThereAre() {
        assertFalse(tour().run("nosuch", FOLDER));
        assertTrue(printed().contains("dmz"), printed());
        assertEquals(List.of(), helper.asked());
    }

    @Test
    void aHelperThatDoesNotComeIsSaid() {
        helper.disconnect(new HelperException(HelperException.ABSENT, Map.of()));
        assertFalse(run());
        assertTrue(printed().contains("The helper is not running"), printed());
    }

    @Test
    void aHelperThatComesLateIsWaitedFor() throws Exception {
        helper.disconnect(new HelperException(HelperException.ABSENT, Map.of()));
        Tour tour = tour(Duration.ofSeconds(30));
        boolean[] good = new boolean[1];
        Thread running = Thread.ofPlatform().start(() -> good[0] = tour.run("dmz", FOLDER));
        waitUntilItWaits(running);
        helper.connect("private-bus");
        running.join();
        assertTrue(good[0], printed());
    }

    @Test
    void anEndFromOutsideCallsOffTheStart() throws Exception {
        helper.hold();
        Tour tour = tour();
        boolean[] good = {true};
        Thread running = Thread.ofPlatform().start(() -> good[0] = tour.run("dmz", FOLDER));
        waitUntilItWaits(running);
        tour.tearDown();
        running.join();
        assertFalse(good[0]);
        assertEquals(List.of("up dmz"), helper.asked());
        assertNothingLeft();
    }

    @Test
    void whatIsLeftIsNotOverlooked() {
        shots = (lab, folder) -> {
            // one that the helper forgets when it ends the lab
            helper.create(ContainerSpec.of("dmz.forgotten", List.of("sleep")), true);
            return List.of();
        };
        assertFalse(run());
        assertTrue(printed().contains("1 lab or container is left"), printed());
    }

    @Test
    void trafficIsMadeByWhoMayFetchPages() {
        var lab = helper.addLab(ShippedLabs.read("dmz"));
        try (Traffic _ = Traffic.start(helper, lab, 20)) {
            List<String> execs =
                    helper.asked().stream().filter(a -> a.startsWith("exec ")).toList();
            assertEquals(3, execs.size(), execs.toString());
            assertTrue(execs.get(0).startsWith("exec dmz.internet /bin/sh -c "), execs.get(0));
            assertTrue(execs.get(0).endsWith(" sh http://10.0.1.10/ 20"), execs.get(0));
            assertTrue(execs.stream().noneMatch(e -> e.startsWith("exec dmz.web")), execs.toString());
        }
    }

    private static void waitUntilItWaits(Thread thread) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (thread.getState() != Thread.State.TIMED_WAITING && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        assertEquals(Thread.State.TIMED_WAITING, thread.getState());
    }
}
