package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.shell;
import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.Resources;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineConfig;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.proc.Proc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Engines come and go, containers stay.
@Tag("kernel")
class AdoptionKernelTest {
    private static final int SIGUSR1 = 10;

    private final TestEngine t = new TestEngine();

    AdoptionKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    @Test
    void whatRunsIsTakenOver() throws Exception {
        String id = t.start(ContainerSpec.of("a", List.of("sh", "-c", "echo up; exec sleep 1000")));
        ContainerInfo before = t.info(id);
        t.reopen();
        assertEquals(before, t.info(id), "the same in every respect");
        assertEquals("well\n", t.exec(id, "echo well"));
        assertEquals("up\n", t.log(id));
        assertEquals("1\n", t.exec(id, "ping -c1 -W2 10.213.0.1 | grep -c '1 received'"), "its network stands");
        t.engine().freeze(id);
        t.engine().thaw(id);
        t.engine().stop(id, null, Progress.NONE);
        assertEquals(143, t.info(id).exitCode());
        t.engine().start(id, Progress.NONE);
        assertEquals(ContainerState.RUNNING, t.info(id).state());
    }

    @Test
    void aFrozenOneIsFound() throws Exception {
        String id = t.start(spec("a", "sleep", "1000"));
        t.engine().freeze(id);
        t.reopen();
        assertEquals(ContainerState.FROZEN, t.info(id).state());
        t.engine().thaw(id);
        assertEquals(ContainerState.RUNNING, t.info(id).state());
    }

    /// A script that does something when told by a signal.
    private static String waiting(String then) {
        return "trap '" + then + "' USR1; echo up; while :; do sleep 0.02; done";
    }

    private void awaitUp(String id) {
        TestEngine.until("it is up", () -> t.log(id).startsWith("up"));
    }

    @Test
    void endsThatNobodySaw() throws Exception {
        String normal = t.start(shell("a", waiting("echo bye; exit 9")));
        String hog = t.start(TestEngine.limited(
                shell("b", waiting("a=x; while :; do a=$a$a; done")), new Resources(32L << 20, null, null, null)));
        awaitUp(normal);
        awaitUp(hog);
        List<Integer> pids = List.of(t.info(normal).pid(), t.info(hog).pid());
        t.closeEngine();
        for (int i = 0; i < 2; i++) {
            Path exit = t.config.state().resolve("containers/" + (i == 0 ? normal : hog) + "/exit.json");
            LinuxKernel.get().kill(pids.get(i), SIGUSR1);
            TestEngine.until("its monitor's note", () -> Files.exists(exit));
        }
        t.reopen();
        assertEquals(ContainerState.STOPPED, t.info(normal).state());
        assertEquals(9, t.info(normal).exitCode());
        assertNull(t.info(normal).reason());
        assertEquals("up\nbye\n", t.log(normal));
        assertEquals(137, t.info(hog).exitCode());
        assertEquals("oom", t.info(hog).reason());
        assertFalse(t.cgroups().of(normal).exists(), "its cgroups are swept");
        t.reopen();
        assertEquals(9, t.info(normal).exitCode(), "kept from engine to engine");
    }

    @Test
    void aLaterEndOfOneTakenOver() throws Exception {
        String id = t.start(shell("a", waiting("exit 9")));
        awaitUp(id);
        t.reopen();
        t.engine().kill(id, "USR1");
        t.awaitState(id, ContainerState.STOPPED);
        assertEquals(9, t.info(id).exitCode());
    }

    @Test
    void aKilledMonitorLosesOneStatusAndSaysSo() throws Exception {
        String id = t.start(spec("a", "sleep", "1000"));
        int monitor = new JsonMapper()
                .readTree(t.engine().inspect(id))
                .path("monitor")
                .intValue();
        ProcessHandle handle = ProcessHandle.of(monitor).orElseThrow();
        assertTrue(handle.destroyForcibly());
        handle.onExit().get();
        assertEquals(ContainerState.RUNNING, t.info(id).state(), "it runs on");
        assertEquals("well\n", t.exec(id, "echo well"));
        t.reopen();
        assertEquals(ContainerState.RUNNING, t.info(id).state());
        t.engine().stop(id, null, Progress.NONE);
        assertEquals(ContainerState.STOPPED, t.info(id).state());
        assertNull(t.info(id).exitCode());
        assertEquals("exit-lost", t.info(id).reason());
        t.engine().start(id, Progress.NONE);
        assertNull(t.info(id).reason());
    }

    @Test
    void leftoversAreSwept() throws Exception {
        String id = t.start(spec("a", "sleep", "1000"));
        t.closeEngine();
        Path containers = t.config.state().resolve("containers");
        Files.createDirectories(containers.resolve(".creating-aaaaaaaaaaaa/upper/etc"));
        Files.createDirectories(containers.resolve(".deleting-bbbbbbbbbbbb/upper"));
        t.cgroups().make("cccccccccccc", List.of());
        Files.createDirectories(t.config.run().resolve("ns/dddddddddddd"));
        t.reopen();
        assertEquals(List.of(id), t.files("state/containers"));
        assertEquals(Set.of(id), t.cgroups().ids());
        assertEquals(List.of(), t.files("run/ns"));
        assertEquals(ContainerState.RUNNING, t.info(id).state());
    }

    /// Another state folder under the same marks: what runs there is somebody's, until its folder is gone.
    @Test
    void strangersThatLiveAreNotSwept() throws Exception {
        String id = t.start(spec("a", "sleep", "1000"));
        int pid = t.info(id).pid();
        t.closeEngine();
        EngineConfig other = EngineConfig.of(t.folder.resolve("other"), t.folder.resolve("other-run"))
                .withCgroupParent(t.config.cgroupParent())
                .withLinkPrefix(t.config.linkPrefix())
                .withHostNamespace(t.config.hostNamespace());
        EngineException refused = assertThrows(EngineException.class, () -> LocalEngine.open(other));
        assertEquals(EngineException.Kind.EXISTS, refused.kind());
        assertEquals("marks", refused.args().get("what"));
        assertEquals(
                "container " + id + " (process " + pid + ") runs in the cgroup " + t.config.cgroupParent()
                        + " and belongs to the state folder " + t.config.state()
                        + ": use that folder, or stop it there first",
                refused.args().get("detail"));
        t.reopen();
        assertEquals(pid, t.info(id).pid(), "it runs on");
        assertEquals("well\n", t.exec(id, "echo well"));

        t.closeEngine();
        Files.delete(t.config.state().resolve("containers/" + id + "/container.json"));
        LocalEngine.open(other).close();
        TestEngine.until(
                "nobody could stop it any more, so it ends",
                () -> Proc.system().stat(pid).isEmpty());
        assertEquals(Set.of(), t.cgroups().ids());
    }

    @Test
    void aDamagedRecordIsMovedAsideAndItsProcessesEnd() throws Exception {
        String id = t.start(spec("a", "sleep", "1000"));
        int pid = t.info(id).pid();
        t.closeEngine();
        Files.writeString(t.config.state().resolve("containers/" + id + "/container.json"), "{");
        t.reopen();
        assertTrue(t.engine().container(id).isEmpty());
        assertEquals(1, t.files("state/damaged").size());
        TestEngine.until("it ended", () -> Proc.system().stat(pid).isEmpty());
        t.create(spec("a", "true"));
    }

    @Test
    void aKilledHelperLosesNoneOfFifty() throws Exception {
        t.closeEngine();
        Map<String, Integer> pids = new TreeMap<>();
        try (HelperProcess helper = new HelperProcess(t.config, "run", "50")) {
            for (String line = helper.line(); !line.equals("ready"); line = helper.line()) {
                pids.put(line.split(" ")[0], Integer.valueOf(line.split(" ")[1]));
            }
            helper.kill();
        }
        assertEquals(50, pids.size());
        t.reopen();
        Map<String, Integer> found = new TreeMap<>();
        for (ContainerInfo c : t.engine().containers()) {
            assertEquals(ContainerState.RUNNING, c.state());
            found.put(c.id(), c.pid());
        }
        assertEquals(pids, found);
        for (String id : pids.keySet()) {
            assertEquals("up\n", t.log(id));
        }
        String some = pids.keySet().iterator().next();
        t.engine().stop(some, null, Progress.NONE);
        assertEquals(143, t.info(some).exitCode());
    }

    /// At a random moment each time; what is there afterwards is whole.
    @RepeatedTest(8)
    void killedInTheMiddleOfACreate() throws Exception {
        t.closeEngine();
        long millis = new Random().nextLong(250);
        try (HelperProcess helper = new HelperProcess(t.config, "create")) {
            helper.line();
            Thread.sleep(millis);
            helper.kill();
        }
        t.reopen();
        Set<String> ids = new HashSet<>();
        Set<Long> bases = new HashSet<>();
        for (ContainerInfo c : t.engine().containers()) {
            assertEquals(ContainerState.STOPPED, c.state());
            ids.add(c.id());
            Path upper = t.config.state().resolve("containers/" + c.id() + "/upper");
            assertTrue(
                    bases.add(Integer.toUnsignedLong((Integer) Files.getAttribute(upper, "unix:uid"))), "ids shared");
            assertTrue(Files.exists(upper.resolve("etc/hostname")));
        }
        assertEquals(ids, Set.copyOf(t.files("state/containers")), "nothing half-made, killed after " + millis + " ms");
        assertEquals(List.of(), t.files("state/damaged"));
        if (!ids.isEmpty()) {
            String any = ids.iterator().next();
            t.engine().start(any, Progress.NONE);
            t.awaitState(any, ContainerState.STOPPED);
            assertEquals(0, t.info(any).exitCode());
        }
    }

    @RepeatedTest(8)
    void killedInTheMiddleOfAStartOrStop() throws Exception {
        t.closeEngine();
        long millis = new Random().nextLong(250);
        try (HelperProcess helper = new HelperProcess(t.config, "cycle")) {
            helper.line();
            Thread.sleep(millis);
            helper.kill();
        }
        t.reopen();
        Set<String> running = new HashSet<>();
        for (ContainerInfo c : t.engine().containers()) {
            if (c.state() == ContainerState.RUNNING) {
                running.add(c.id());
            }
            assertTrue(Set.of(ContainerState.RUNNING, ContainerState.STOPPED).contains(c.state()), c.toString());
        }
        assertEquals(running, t.cgroups().ids(), "no dead cgroups");
        long ends = t.links().stream().filter(l -> l.startsWith("dtxv")).count();
        assertTrue(ends <= t.engine().containers().size(), "no links of nobody: " + t.links());
        assertEquals(t.engine().containers().size(), t.files("state/containers").size());
        for (String id : running) {
            assertEquals("well\n", t.exec(id, "echo well"));
        }
    }
}
