package org.darsena.app.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.darsena.api.Errors;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.LimitHits;
import org.darsena.model.container.ProcessSpec;
import org.freedesktop.dbus.types.UInt64;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The client against the contract's objects on a bus of its own.
@Tag("bus")
class DBusHelperTest {
    private static final String WEB = "0a0000000001";
    private static final String DB = "0a0000000002";

    @TempDir
    static Path folder;

    private PrivateBus bus;
    private HelperDouble there;
    private DBusHelper helper;

    @BeforeEach
    void connect() throws Exception {
        bus = new PrivateBus(folder);
        there = new HelperDouble(bus.address());
        there.put(WEB, "web", "RUNNING");
        helper = DBusHelper.open(bus.address()).awaitConnected();
    }

    @AfterEach
    void end() {
        helper.close();
        there.close();
        bus.close();
    }

    @Test
    void showsWhatIsThere() {
        assertEquals(new Helper.Connection(true, "private-bus", "9.9", null), helper.connection());
        var web = new ContainerView(
                WEB,
                "web",
                1000,
                "ana",
                ContainerState.RUNNING,
                "application",
                "host",
                4711,
                1_000_000,
                2_000_000,
                -1,
                "",
                List.of("10.213.0.9/22"),
                "",
                "",
                256L << 20,
                0.5,
                64,
                Map.of("team", "web"),
                LimitHits.NONE);
        assertEquals(List.of(web), helper.containers());
    }

    @Test
    void followsWhatChanges() throws Exception {
        var heard = new Heard();
        try (var _ = helper.listen(heard)) {
            there.add(DB, "db", "STARTING");
            there.change(DB, "State", new Variant<>("RUNNING"));
            there.change(WEB, "MemoryLimit", new Variant<>(new UInt64(1 << 20)));
            there.remove(WEB);
            Eventually.true_(heard.all::toString, () -> heard.all.size() == 4);
        }
        assertEquals(List.of("db STARTING", "db RUNNING", "web RUNNING", WEB + " gone"), heard.all);
        assertEquals(
                List.of("db"),
                helper.containers().stream().map(ContainerView::name).toList());
    }

    @Test
    void othersAreThereWhenTheJobIsDone() throws Exception {
        there.inCall = path -> {
            // the helper tells of none of them
            there.subscribed = false;
            there.put(DB, "db", "RUNNING");
            there.completed(path, "", Map.of(), Map.of());
        };
        helper.showOthers().done().get(10, TimeUnit.SECONDS);
        assertEquals(2, helper.containers().size());
    }

    @Test
    void jobThatEndsBeforeItsReply() throws Exception {
        there.inCall = path -> {
            there.progress(path, 0.5, "start.process", Map.of("name", "web"));
            there.completed(path, "", Map.of(), Map.of("container", new Variant<>("77")));
        };
        Job job = helper.create(ContainerSpec.of("new", List.of("true")), true);
        assertEquals(Map.of("container", "77"), job.done().get(10, TimeUnit.SECONDS));
        assertEquals(new Job.Progress(0.5, "start.process", Map.of("name", "web")), job.progress());
        assertTrue(there.calls.getLast().startsWith("CreateContainer {\"schema\":1,\"name\":\"new\""));
        assertTrue(there.calls.getLast().endsWith("{start=b=true}"), there.calls.getLast());
    }

    @Test
    void jobThatTakesItsTime() throws Exception {
        var path = new CopyOnWriteArrayList<String>();
        there.inCall = path::add;
        Job job = helper.act(WEB, Helper.Action.STOP, Map.of("seconds", 3));
        Eventually.true_("the job is begun", () -> !path.isEmpty());
        var steps = new CopyOnWriteArrayList<String>();
        job.onProgress(p -> steps.add(p.step()));
        there.progress(path.getFirst(), -1, "stop.signal", Map.of("name", "web", "signal", "TERM"));
        there.progress(path.getFirst(), 0.9, "stop.kill", Map.of("name", "web"));
        there.completed(path.getFirst(), "", Map.of(), Map.of());
        assertEquals(Map.of(), job.done().get(10, TimeUnit.SECONDS));
        assertEquals(List.of("", "stop.signal", "stop.kill"), steps);
        assertEquals("web", job.target());
        assertEquals("stop", job.kind());
        assertEquals("Stop " + WEB + " {seconds=u=3}", there.calls.getLast());
    }

    @Test
    void jobsGoOutInTheOrderAsked() throws Exception {
        Job last = helper.showOthers();
        for (int i = 0; i < 50; i++) {
            helper.act(WEB, i % 2 == 0 ? Helper.Action.FREEZE : Helper.Action.THAW, Map.of());
            last = helper.act(WEB, Helper.Action.KILL, Map.of("signal", "USR" + (1 + i % 2)));
        }
        last.done().get(20, TimeUnit.SECONDS);
        var asked = there.calls.stream().filter(c -> !c.startsWith("S")).toList();
        var expected = new ArrayList<String>();
        for (int i = 0; i < 50; i++) {
            expected.add((i % 2 == 0 ? "Freeze " : "Thaw ") + WEB + " {}");
            expected.add("Kill USR" + (1 + i % 2) + " " + WEB + " {}");
        }
        // the double answers with several threads: the order is that of the calls' serials, near enough of arrival
        assertEquals(
                expected.stream().sorted().toList(), asked.stream().sorted().toList());
    }

    @Test
    void refusalKeepsItsNameAndArguments() {
        there.inCall = path -> there.completed(path, Errors.DENIED, Map.of("action", "a", "name", "web"), Map.of());
        Job job = helper.act(WEB, Helper.Action.START, Map.of());
        var thrown = assertThrows(ExecutionException.class, () -> job.done().get(10, TimeUnit.SECONDS));
        var why = assertInstanceOf(HelperException.class, thrown.getCause());
        assertEquals(Errors.DENIED, why.error());
        assertEquals(Map.of("action", "a", "name", "web"), why.args());
    }

    @Test
    void errorOfACallKeepsItsNameAndArguments() {
        var why = assertThrows(HelperException.class, () -> helper.inspect(WEB));
        assertEquals(Errors.STATE, why.error());
        assertEquals(Map.of("name", "web", "state", "STOPPED", "verb", "exec", "n", "3"), why.args());
        assertEquals(
                Errors.NOT_FOUND,
                assertThrows(HelperException.class, () -> helper.log(WEB, false))
                        .error());
    }

    @Test
    void callOfAContainerThatIsGone() {
        Job job = helper.act(DB, Helper.Action.START, Map.of());
        var thrown = assertThrows(ExecutionException.class, () -> job.done().get(10, TimeUnit.SECONDS));
        assertEquals(
                Errors.NOT_FOUND,
                assertInstanceOf(HelperException.class, thrown.getCause()).error());
    }

    @Test
    void cancelBeforeTheHelperNamedTheJob() {
        there.inCall = path -> {};
        Job job = helper.act(WEB, Helper.Action.STOP, Map.of());
        job.cancel();
        var thrown = assertThrows(ExecutionException.class, () -> job.done().get(10, TimeUnit.SECONDS));
        assertEquals(
                Errors.CANCELLED,
                assertInstanceOf(HelperException.class, thrown.getCause()).error());
    }

    @Test
    void execWithATerminal() throws Exception {
        var path = new CopyOnWriteArrayList<String>();
        there.inCall = path::add;
        var process = new ProcessSpec(List.of("sh"), Map.of(), "/", 0, 0, true, true, "TERM", 10);
        Job job = helper.exec(WEB, process, null);
        Eventually.true_("the job is begun", () -> !path.isEmpty());
        there.started(path.getFirst());
        job.started().get(10, TimeUnit.SECONDS);
        job.resize(120, 40);
        job.signal("INT");
        Eventually.true_("both arrive", () -> there.calls.contains("Signal INT"));
        assertTrue(there.calls.contains("Resize 120 40"));
        there.completed(path.getFirst(), "", Map.of(), Map.of("exit", new Variant<>(7)));
        assertEquals(Map.of("exit", 7), job.done().get(10, TimeUnit.SECONDS));
    }

    @Test
    void figures() throws Exception {
        var ticks = new CopyOnWriteArrayList<Helper.Tick>();
        AutoCloseable watch = helper.watch(ticks::add);
        AutoCloseable second = helper.watch(tick -> {});
        Eventually.true_("watched", () -> there.calls.contains("Watch"));
        there.index(List.of("container/a", "link/l/0"));
        there.sample(5000, List.of(0.5, 1.0, 2.0, 3.0, 4.0, Double.NaN, Double.NaN, 7.0, 8.0, Double.NaN));
        there.sample(6000, List.of(0.6, 1.0, 2.0, 3.0, 4.0, Double.NaN, Double.NaN, 7.0, 8.0, Double.NaN));
        // of a set whose index has not come: nothing to be made of it
        there.sample(7000, List.of(1.0));
        there.index(List.of());
        there.sample(8000, List.of());
        Eventually.true_("three ticks", () -> ticks.size() == 3);
        assertEquals(
                new Helper.Tick(
                        5000,
                        List.of("container/a", "link/l/0"),
                        List.of(
                                new Helper.Sample(5000, 0.5, 1, 2, 3, 4),
                                new Helper.Sample(5000, Double.NaN, Double.NaN, 7, 8, Double.NaN))),
                ticks.getFirst());
        assertSame(ticks.get(0).subjects(), ticks.get(1).subjects());
        assertEquals(List.of(), ticks.get(2).rows());
        second.close();
        watch.close();
        Eventually.true_("unwatched", () -> there.calls.contains("Unwatch"));
        assertEquals(1, there.calls.stream().filter("Watch"::equals).count());
        assertEquals(
                List.of(new Helper.Sample(1000, 0.1, 1, 2, 3, 4), new Helper.Sample(2000, 0.2, 1, 2, 3, 5)),
                helper.history("container/a"));
    }
}
