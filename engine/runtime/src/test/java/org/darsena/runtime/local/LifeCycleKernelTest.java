package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.shell;
import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.FileSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Owner;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@Tag("machine")
class LifeCycleKernelTest {
    private final TestEngine t = new TestEngine();

    LifeCycleKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private static void refused(Kind kind, Map<String, String> args, org.junit.jupiter.api.function.Executable verb) {
        EngineException e = assertThrows(EngineException.class, verb);
        assertEquals(kind, e.kind(), e.toString());
        args.forEach((key, value) -> assertEquals(value, e.args().get(key), e.toString()));
    }

    private List<ContainerState> states() {
        return t.heard.stream().map(ContainerInfo::state).toList();
    }

    /// It may end by itself between a look at it and the wish to end it.
    @Test
    void aForcedRemovalThatMeetsItsEnd() throws Exception {
        for (int i = 0; i < 40; i++) {
            String id = t.start(spec("brief", "true"));
            t.engine().delete(id, true, Progress.NONE);
        }
        assertEquals(List.of(), t.engine().containers());
    }

    @Test
    void fromCreationToDeletion() throws Exception {
        ContainerInfo made = t.create(shell("web", "echo hello; exit 7"));
        assertTrue(made.id().matches("[0-9a-f]{12}"));
        assertEquals(ContainerState.STOPPED, made.state());
        assertNull(made.exitCode());
        t.engine().start(made.id(), Progress.NONE);
        t.awaitState(made.id(), ContainerState.STOPPED);
        assertEquals(7, t.info(made.id()).exitCode());
        assertNull(t.info(made.id()).reason());
        assertEquals("hello\n", t.log(made.id()));
        t.engine().delete(made.id(), false, Progress.NONE);
        assertTrue(t.engine().container(made.id()).isEmpty());
        TestEngine.until("the last event", () -> !t.gone.isEmpty());
        assertEquals(List.of(made.id()), t.gone);
        assertEquals(
                List.of(
                        ContainerState.CREATING,
                        ContainerState.STOPPED,
                        ContainerState.STARTING,
                        ContainerState.RUNNING,
                        ContainerState.STOPPED,
                        ContainerState.DELETING),
                states());
    }

    @Test
    void aLogThatWasMovedAsideIsReadBeforeTheNewOne() throws Exception {
        ContainerInfo made = t.create(shell("talker", "seq 700000"));
        assertEquals("", t.log(made.id(), true), "none before it ran");
        t.engine().start(made.id(), Progress.NONE);
        t.awaitState(made.id(), ContainerState.STOPPED);
        String aside = t.log(made.id(), true);
        assertTrue(aside.startsWith("1\n2\n"), "the first file");
        StringBuilder all = new StringBuilder();
        IntStream.rangeClosed(1, 700_000).forEach(i -> all.append(i).append('\n'));
        assertEquals(all.toString().hashCode(), (aside + t.log(made.id(), false)).hashCode());
    }

    @Test
    void itsSignalStopsIt() throws Exception {
        String id = t.start(shell("a", "trap 'echo bye; exit 3' TERM; echo up; while :; do sleep 0.05; done"));
        TestEngine.until("it is up", () -> t.log(id).contains("up"));
        t.engine().stop(id, null, Progress.NONE);
        ContainerInfo info = t.info(id);
        assertEquals(ContainerState.STOPPED, info.state());
        assertEquals(3, info.exitCode());
        assertNull(info.reason(), "it was asked to");
        assertTrue(t.log(id).contains("bye"));
        assertEquals(0, info.pid());
    }

    @Test
    void oneThatDoesNotListenIsKilled() throws Exception {
        String id = t.start(shell("a", "trap '' TERM; echo up; while :; do sleep 0.05; done"));
        TestEngine.until("it is up", () -> t.log(id).contains("up"));
        t.engine().stop(id, 1, Progress.NONE);
        assertEquals(137, t.info(id).exitCode());
    }

    @Test
    void killedFromOutsideOrInsideSaysSo() throws Exception {
        String id = t.start(spec("a", "sleep", "1000"));
        t.engine().kill(id, "KILL");
        t.awaitState(id, ContainerState.STOPPED);
        assertEquals(137, t.info(id).exitCode());
        assertEquals("signal", t.info(id).reason());
        ContainerInfo own = t.run(shell("b", "kill -SEGV $$"));
        assertEquals(139, own.exitCode());
        assertEquals("signal", own.reason());
    }

    @Test
    void otherSignalsReachTheCommand() throws Exception {
        String id = t.start(shell("a", "trap 'echo got' HUP; echo up; while :; do sleep 0.05; done"));
        TestEngine.until("it is up", () -> t.log(id).contains("up"));
        t.engine().kill(id, "SIGHUP");
        TestEngine.until("it heard", () -> t.log(id).contains("got"));
        refused(
                Kind.INVALID,
                Map.of("what", "signal", "value", "NOPE"),
                () -> t.engine().kill(id, "NOPE"));
        t.engine().stop(id, 0, Progress.NONE);
    }

    @Test
    void frozenAndThawed() throws Exception {
        String id = t.start(shell("a", "i=0; while :; do i=$((i+1)); echo $i > /count; done"));
        var count = t.config.state().resolve("containers/" + id + "/upper/count");
        TestEngine.until(
                "it counts",
                () -> Files.exists(count) && !Files.readString(count).isBlank());
        t.engine().freeze(id);
        assertEquals(ContainerState.FROZEN, t.info(id).state());
        assertTrue(t.cgroups().of(id).frozen());
        long used = t.cgroups().of(id).usage().cpuNanos();
        Thread.sleep(50); // it must not run meanwhile, however long that is
        assertEquals(used, t.cgroups().of(id).usage().cpuNanos());
        refused(Kind.STATE, Map.of("state", "FROZEN", "verb", "EXEC"), () -> t.exec(id, "true"));
        t.engine().thaw(id);
        assertEquals(ContainerState.RUNNING, t.info(id).state());
        TestEngine.until("it counts on", () -> t.cgroups().of(id).usage().cpuNanos() > used);
        t.engine().freeze(id);
        t.engine().stop(id, 5, Progress.NONE);
        assertEquals(ContainerState.STOPPED, t.info(id).state(), "a frozen one hears its signal too");
    }

    @Test
    void whatSomebodyElseFroze() throws Exception {
        String id = t.start(spec("a", "sleep", "1000"));
        assertTrue(t.cgroups().of(id).freeze(TestEngine.LIMIT));
        refused(Kind.STATE, Map.of("state", "FROZEN"), () -> t.engine().freeze(id));
        t.cgroups().of(id).thaw();
        refused(Kind.STATE, Map.of("state", "RUNNING"), () -> t.engine().thaw(id));
    }

    @Test
    void restarted() throws Exception {
        String id = t.start(spec("a", "sleep", "1000"));
        int first = t.info(id).pid();
        t.engine().restart(id, Progress.NONE);
        assertEquals(ContainerState.RUNNING, t.info(id).state());
        assertNotEquals(first, t.info(id).pid());
        assertTrue(t.info(id).started() >= t.info(id).created());
        t.engine().stop(id, 0, Progress.NONE);
        t.engine().restart(id, Progress.NONE);
        assertEquals(ContainerState.RUNNING, t.info(id).state(), "a stopped one is started");
    }

    @Test
    void itsFilesLastFromRunToRun() throws Exception {
        ContainerInfo made = t.create(shell("a", "cat /var/lib/n 2>/dev/null; echo more >> /var/lib/n"));
        for (int i = 0; i < 3; i++) {
            t.engine().start(made.id(), Progress.NONE);
            t.awaitState(made.id(), ContainerState.STOPPED);
        }
        assertEquals("more\nmore\nmore\n", t.log(made.id()), "the log is appended to");
    }

    @Test
    void verbsThatAreNotLegalNow() throws Exception {
        String id = t.create(spec("a", "sleep", "1000")).id();
        var e = t.engine();
        Map<String, String> stopped = Map.of("state", "STOPPED", "name", "a", "id", id);
        refused(Kind.STATE, stopped, () -> e.stop(id, null, Progress.NONE));
        refused(Kind.STATE, stopped, () -> e.kill(id, "TERM"));
        refused(Kind.STATE, stopped, () -> e.freeze(id));
        refused(Kind.STATE, stopped, () -> e.thaw(id));
        refused(Kind.STATE, stopped, () -> t.exec(id, "true"));
        e.start(id, Progress.NONE);
        Map<String, String> running = Map.of("state", "RUNNING");
        refused(Kind.STATE, running, () -> e.start(id, Progress.NONE));
        refused(Kind.STATE, running, () -> e.thaw(id));
        refused(Kind.STATE, running, () -> e.delete(id, false, Progress.NONE));
        e.delete(id, true, Progress.NONE);
        Map<String, String> none = Map.of("what", "container", "id", id);
        refused(Kind.NOT_FOUND, none, () -> e.start(id, Progress.NONE));
        refused(Kind.NOT_FOUND, none, () -> e.delete(id, true, Progress.NONE));
        refused(Kind.NOT_FOUND, none, () -> e.inspect(id));
        refused(Kind.NOT_FOUND, none, () -> e.log(id, false));
    }

    @Test
    void namesAreUniquePerOwner() throws Exception {
        t.create(spec("a", "true"));
        refused(Kind.EXISTS, Map.of("what", "name", "name", "a"), () -> t.create(spec("a", "true")));
        t.engine().create(spec("a", "true"), new Owner(1234), Progress.NONE);
        assertEquals(2, t.engine().containers().size());
        assertEquals(2, t.files("state/containers").size(), "the refused one left nothing");
    }

    @Test
    void aProgramThatIsNotThere() throws Exception {
        String id = t.create(spec("a", "/no/such/program")).id();
        refused(
                Kind.KERNEL,
                Map.of("call", "execve", "errno", "ENOENT", "path", "/no/such/program"),
                () -> t.engine().start(id, Progress.NONE));
        assertEquals(ContainerState.STOPPED, t.info(id).state());
        assertEquals("start-failed", t.info(id).reason());
        assertEquals(java.util.Set.of(), t.cgroups().ids(), "no cgroup stays");
        assertEquals(List.of("container.json", "upper", "work"), t.files("state/containers/" + id));
    }

    @Test
    void cancelledOnTheWay() throws Exception {
        Progress cancelling = new Progress() {
            private int polls;

            @Override
            public void step(double fraction, String step, Map<String, String> args) {}

            @Override
            public boolean cancelled() {
                return ++polls > 2;
            }
        };
        String id = t.create(spec("a", "sleep", "1000")).id();
        refused(Kind.CANCELLED, Map.of(), () -> t.engine().start(id, cancelling));
        assertEquals(ContainerState.STOPPED, t.info(id).state());
        assertNull(t.info(id).reason());
        assertEquals(java.util.Set.of(), t.cgroups().ids());
        t.engine().start(id, Progress.NONE);
        Progress atOnce = new Progress() {
            @Override
            public void step(double fraction, String step, Map<String, String> args) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        refused(Kind.CANCELLED, Map.of(), () -> t.engine().create(spec("b", "true"), TestEngine.OWNER, atOnce));
        assertEquals(List.of(id), t.files("state/containers"));
    }

    @Test
    void filesAreLaidIn() throws Exception {
        ContainerSpec s =
                shell("a", "stat -c '%a %U %G %n' /etc/frr /etc/frr/x.conf /run/deep/er/f; cat /etc/frr/x.conf");
        ContainerSpec withFiles = s.with(c -> c.hostname = "other-name")
                .with(c -> c.files = List.of(
                        new FileSpec("/etc/frr/x.conf", "router\n", "0640", "www-data:33"),
                        new FileSpec("/var/run/deep/er/f", "", "0600", "0:0")))
                .with(c -> c.sysctls = Map.of("net.ipv4.ip_forward", "1"));
        assertEquals(
                "755 root root /etc/frr\n640 www-data www-data /etc/frr/x.conf\n600 root root /run/deep/er/f\nrouter\n",
                t.output(withFiles).replaceFirst("750 frr frr", "755 root root"));
        assertEquals(
                "other-name\n1\n", t.output(renamed(withFiles, "b", "hostname; cat /proc/sys/net/ipv4/ip_forward")));
        refused(Kind.INVALID, Map.of("what", "path"), () -> t.create(fileAt(s, "/usr/bin/x", "0:0")));
        refused(Kind.INVALID, Map.of("what", "path"), () -> t.create(fileAt(s, "/bin/x", "0:0")));
        refused(Kind.INVALID, Map.of("what", "path"), () -> t.create(fileAt(s, "/etc", "0:0")));
        refused(Kind.INVALID, Map.of("what", "owner"), () -> t.create(fileAt(s, "/x", "nosuchuser:0")));
    }

    private static ContainerSpec renamed(ContainerSpec s, String name, String script) {
        return s.with(c -> c.name = name).with(c -> c.process = ProcessSpec.of(List.of("sh", "-c", script)));
    }

    private static ContainerSpec fileAt(ContainerSpec s, String path, String owner) {
        return s.with(c -> c.name = "bad").with(c -> c.files = List.of(new FileSpec(path, "x", "0644", owner)));
    }

    @Test
    void aSystemsOwnInitIsPidOne() throws Exception {
        ContainerSpec s = TestEngine.process(
                shell("a", "echo I am $$; trap 'exit 4' RTMIN+3; while :; do sleep 0.05; done"),
                p -> new ProcessSpec(p.argv(), p.env(), "/", 0, 0, true, false, "RTMIN+3", 10));
        String id = t.start(s);
        TestEngine.until("it wrote", () -> t.log(id).contains("I am 1\r\n"));
        t.engine().kill(id, "KILL");
        t.awaitState(id, ContainerState.STOPPED);
        assertEquals(137, t.info(id).exitCode());
    }

    @Test
    void anUnknownImage() {
        ContainerSpec s = spec("a", "true");
        ContainerSpec other = s.with(c -> c.image = "debian");
        refused(Kind.NOT_FOUND, Map.of("what", "image", "id", "debian"), () -> t.create(other));
    }

    @Test
    void anotherEngineOnTheSameFolder() {
        refused(Kind.EXISTS, Map.of("what", "state"), () -> LocalEngine.open(t.config));
    }
}
