package org.darsena.app.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.darsena.api.Names;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The client when the helper or the bus goes away, comes back, or says nothing.
@Tag("bus")
@Timeout(60)
class DBusHelperBreaksTest {
    private static final String WEB = "0a0000000001";
    private static final String DB = "0a0000000002";

    @TempDir
    Path folder;

    @Test
    void noBus() {
        try (var helper = DBusHelper.open(new BusAddress("unix:path=" + folder.resolve("none")))) {
            var why = assertThrows(HelperException.class, helper::awaitConnected);
            assertEquals(HelperException.ABSENT, why.error());
            assertEquals("bus", why.args().get("what"));
            Job job = helper.check("x");
            var thrown = assertThrows(ExecutionException.class, () -> job.done().get(5, TimeUnit.SECONDS));
            assertEquals(
                    HelperException.ABSENT,
                    assertInstanceOf(HelperException.class, thrown.getCause()).error());
        }
    }

    @Test
    void busThatShutsThisUserOut() throws Exception {
        try (var bus = new PrivateBus(folder, "<deny user=\"*\"/>")) {
            for (int i = 0; i < 10; i++) {
                try (var helper = DBusHelper.open(bus.address())) {
                    var why = assertThrows(HelperException.class, helper::awaitConnected);
                    assertEquals(HelperException.ABSENT, why.error());
                    assertEquals("closed", why.args().get("what"), why.toString());
                }
            }
        }
    }

    /// The window may wait for days for a helper to come.
    @Test
    void attemptsLeaveNothingOpen() throws Exception {
        var nobody = new BusAddress("unix:path=" + folder.resolve("none"));
        try (var bus = new PrivateBus(folder, "<deny user=\"*\"/>")) {
            int before = 0;
            for (int i = 0; i < 60; i++) {
                if (i == 10) {
                    before = descriptors();
                }
                BusAddress address = i % 2 == 0 ? nobody : bus.address();
                assertThrows(HelperException.class, () -> Line.open(address, false, Line.Limits.USUAL, () -> {}));
            }
            int most = before + 8;
            Eventually.true_(() -> descriptors() + " are open, " + most + " at most", () -> descriptors() <= most);
        }
    }

    private static int descriptors() {
        return java.util.Objects.requireNonNull(new java.io.File("/proc/self/fd").list()).length;
    }

    @Test
    void addressThatIsNone() {
        try (var helper = DBusHelper.open(new BusAddress("rubbish"))) {
            var why = assertThrows(HelperException.class, helper::awaitConnected);
            assertEquals(HelperException.ABSENT, why.error());
        }
    }

    @Test
    void busThatSaysNothing() throws Exception {
        Path socket = folder.resolve("silent");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            var limits = new Line.Limits(Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(1));
            try (var helper = DBusHelper.open(new BusAddress("unix:path=" + socket), limits)) {
                var why = assertThrows(HelperException.class, helper::awaitConnected);
                assertEquals(HelperException.ABSENT, why.error());
            }
        }
    }

    @Test
    void helperThatIsNotThereYet() throws Exception {
        try (var bus = new PrivateBus(folder);
                var helper = DBusHelper.open(bus.address())) {
            var why = assertThrows(HelperException.class, helper::awaitConnected);
            assertEquals(HelperException.ABSENT, why.error());
            var heard = new Heard();
            helper.listen(heard);
            try (var there = new HelperDouble(bus.address())) {
                there.put(WEB, "web", "RUNNING");
                Eventually.true_("found", () -> helper.connection().connected());
            }
        }
    }

    @Test
    void helperThatAnswersTooLate() throws Exception {
        try (var bus = new PrivateBus(folder);
                var there = new HelperDouble(bus.address())) {
            there.put(WEB, "web", "RUNNING");
            var limits = new Line.Limits(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(1));
            try (var helper = DBusHelper.open(bus.address(), limits).awaitConnected()) {
                var over = new java.util.concurrent.CountDownLatch(1);
                there.inCall = path -> await(over);
                Job job = helper.act(WEB, Helper.Action.START, Map.of());
                var thrown =
                        assertThrows(ExecutionException.class, () -> job.done().get(10, TimeUnit.SECONDS));
                over.countDown();
                var why = assertInstanceOf(HelperException.class, thrown.getCause());
                assertEquals(HelperException.BROKEN, why.error());
                assertEquals(Map.of("what", "slow", "seconds", "1"), why.args());
            }
        }
    }

    private static void await(java.util.concurrent.CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void helperDiesAndComesBack() throws Exception {
        try (var bus = new PrivateBus(folder)) {
            var there = new HelperDouble(bus.address());
            there.put(WEB, "web", "RUNNING");
            there.put(DB, "db", "RUNNING");
            var begun = new CopyOnWriteArrayList<String>();
            there.inCall = begun::add;
            try (var helper = DBusHelper.open(bus.address()).awaitConnected()) {
                helper.watch(tick -> {});
                Job job = helper.act(WEB, Helper.Action.STOP, Map.of());
                Eventually.true_("begun", () -> !begun.isEmpty() && there.calls.contains("Watch"));
                var heard = new Heard();
                helper.listen(heard);
                there.close();
                var thrown =
                        assertThrows(ExecutionException.class, () -> job.done().get(10, TimeUnit.SECONDS));
                assertEquals(
                        HelperException.BROKEN,
                        assertInstanceOf(HelperException.class, thrown.getCause())
                                .error());
                Eventually.true_("seen", () -> !helper.connection().connected());
                assertEquals(2, helper.containers().size());
                try (var next = new HelperDouble(bus.address())) {
                    next.put(WEB, "web", "STOPPED");
                    Eventually.true_("found again", () -> helper.connection().connected());
                    assertEquals(List.of("web STOPPED"), names(helper));
                    Eventually.true_("watched again", () -> next.calls.contains("Watch"));
                }
                assertTrue(heard.all.contains(DB + " gone"), heard.all.toString());
                assertTrue(heard.all.contains("web STOPPED"), heard.all.toString());
            }
        }
    }

    @Test
    void busDiesAndComesBack() throws Exception {
        try (var bus = new PrivateBus(folder)) {
            var there = new HelperDouble(bus.address());
            there.put(WEB, "web", "RUNNING");
            try (var helper = DBusHelper.open(bus.address()).awaitConnected()) {
                bus.restart();
                Eventually.true_("seen", () -> !helper.connection().connected());
                assertFalse(helper.containers().isEmpty());
                try (var next = new HelperDouble(bus.address())) {
                    next.put(WEB, "web", "FROZEN");
                    Eventually.true_("found again", () -> helper.connection().connected());
                    assertEquals(List.of("web FROZEN"), names(helper));
                }
            }
        }
    }

    /// While a client connects, the helper goes on: whatever the interleaving, both end with the same list.
    @Test
    void viewsNeverDiverge() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        try (var bus = new PrivateBus(folder);
                var there = new HelperDouble(bus.address())) {
            for (int i = 0; i < 30; i++) {
                there.put("0b00000000%02d".formatted(i), "c%02d".formatted(i), "STOPPED");
            }
            for (int round = 0; round < 20; round++) {
                there.subscribed = false;
                try (var client = DBusHelper.open(bus.address())) {
                    for (int i = 0; i < 400; i++) {
                        step(there, random);
                    }
                    client.awaitConnected();
                    Set<String> truth = truth(there);
                    Eventually.true_(
                            () -> "seed " + seed + ": " + names(client) + " is not " + truth,
                            () -> Set.copyOf(names(client)).equals(truth));
                }
            }
        }
    }

    private static void step(HelperDouble there, Random random) {
        String id = "0b00000000%02d".formatted(random.nextInt(40));
        boolean known = there.containers.containsKey(Names.CONTAINERS + id);
        if (random.nextInt(6) == 0) {
            change(there, id, known);
        } else {
            there.change(
                    id,
                    "State",
                    new Variant<>(List.of("RUNNING", "STOPPED", "FROZEN").get(random.nextInt(3))));
        }
    }

    private static Set<String> truth(HelperDouble there) {
        return there.containers.values().stream()
                .map(Values::new)
                .map(p -> p.text("Name") + " " + p.text("State"))
                .collect(Collectors.toSet());
    }

    private static void change(HelperDouble there, String id, boolean known) {
        if (known) {
            there.remove(id);
        } else {
            there.add(id, "c" + id.substring(10), "STOPPED");
        }
    }

    private static List<String> names(Helper helper) {
        return helper.containers().stream().map(c -> c.name() + " " + c.state()).toList();
    }
}
