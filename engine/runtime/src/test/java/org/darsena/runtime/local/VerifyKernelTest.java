package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.shell;
import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.NetworkSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.Resources;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.Security;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.Engine.Session;
import org.darsena.runtime.Engine.Stdio;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.HostTerminal;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.kernel.LinuxKernel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What `verify` says of containers of every kind, and of such whose defences were taken away while they run.
@Tag("kernel")
class VerifyKernelTest {
    /// Of the machine, not of the container: nobody tests here whether it has an LSM. And what is said of every usual
    /// one.
    private static final Set<String> USUAL = Set.of("lsm", "few-capabilities", "few-calls");

    private final TestEngine t = new TestEngine();

    VerifyKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    /// What does not hold: id → outcome, reason and what was seen.
    private Map<String, String> verify(String id) throws Exception {
        JsonNode verified = new JsonMapper().readTree(t.engine().verify(id));
        Map<String, String> all = new TreeMap<>();
        for (JsonNode f : verified.path("findings")) {
            String outcome = f.path("outcome").asText();
            if (!outcome.equals("holds") && !USUAL.contains(f.path("id").asText())) {
                all.put(
                        f.path("id").asText(),
                        (outcome + " " + f.path("reason").asText() + " "
                                        + f.path("args").path("what").asText())
                                .strip());
            }
        }
        boolean broken = all.values().stream().anyMatch(v -> v.startsWith("broken"));
        assertEquals(!broken, verified.path("holds").booleanValue(), "the whole says what the parts say");
        assertEquals(29, verified.path("findings").size(), "one for each defence");
        return all;
    }

    @Test
    void aPlainContainerHolds() throws Exception {
        assertEquals(Map.of(), verify(t.start(spec("box", "sleep", "1000"))));
        assertEquals(
                Map.of(), verify(t.start(TestEngine.application("app", "sleep", "1000"))), "with a read-only root");
        ContainerSpec user = TestEngine.process(
                spec("user", "sleep", "1000"),
                p -> new ProcessSpec(p.argv(), p.env(), "/", 1000, 1000, true, true, p.stopSignal(), p.stopSeconds()));
        assertEquals(Map.of(), verify(t.start(user)), "on a terminal, as somebody else");
    }

    @Test
    void aSystemContainerHolds() throws Exception {
        ContainerSpec own = TestEngine.process(
                spec("own", "sleep", "1000"),
                p -> new ProcessSpec(p.argv(), p.env(), "/", 0, 0, false, false, p.stopSignal(), p.stopSeconds()));
        assertEquals(Map.of(), verify(t.start(own)));
    }

    @Test
    void nothingIsLeftOfIt() throws Exception {
        String id = t.start(spec("box", "sleep", "1000"));
        String list = "find / -xdev ! -path '/proc/*' ! -path '/sys/*' ! -path '/usr/*' -printf '%p %T@ %s\\n';"
                + " find /dev /run /tmp -printf '%p %T@\\n'";
        verify(id); // and whatever is opened once for all
        String before = t.exec(id, list);
        long open = ownDescriptors();
        assertEquals(Map.of(), verify(id));
        assertEquals(before, t.exec(id, list));
        TestEngine.until("its descriptors are closed", () -> ownDescriptors() == open);
        TestEngine.until(
                "reaper and command are alone again",
                () -> t.cgroups().of(id).usage().pids() == 2);
        t.engine().stop(id, 0, Progress.NONE);
        EngineException off =
                assertThrows(EngineException.class, () -> t.engine().verify(id));
        assertEquals(EngineException.Kind.STATE, off.kind());
    }

    private static long ownDescriptors() throws Exception {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    @Test
    void whatTheSpecGivesUpIsTold() throws Exception {
        ContainerSpec s = TestEngine.secured(
                TestEngine.limited(spec("weak", "sleep", "1000"), Resources.UNLIMITED),
                new Security(Set.of(Capability.NET_ADMIN, Capability.BPF), Set.of(), false, SeccompMode.DEFAULT));
        assertEquals(
                Map.of(
                        "capabilities", "weakened more net_admin, bpf",
                        "memory", "weakened unlimited memory",
                        "mining", "advised unlimited cpu",
                        "no-new-privileges", "weakened off no_new_privs",
                        "pids", "weakened unlimited pids",
                        "proxying", "advised tunnel net_admin",
                        "seccomp", "weakened capabilities bpf"),
                verify(t.start(s)));
        ContainerSpec free = TestEngine.secured(
                spec("free", "sleep", "1000"), new Security(Set.of(), Set.of(), true, SeccompMode.UNCONFINED));
        assertEquals(Map.of("seccomp", "weakened off seccomp"), verify(t.start(free)));
    }

    /// Its root is the machine's root; still the rest holds.
    @Test
    void withoutAUserNamespace() throws Exception {
        Set<Namespace> own = EnumSet.copyOf(Namespace.OWN_BY_DEFAULT);
        own.remove(Namespace.USER);
        assertEquals(
                Map.of("ids", "weakened shared user"),
                verify(t.start(TestEngine.own(spec("root", "sleep", "1000"), own))));
    }

    @Test
    void withTheMachinesProcessesAndNames() throws Exception {
        Set<Namespace> own = EnumSet.copyOf(Namespace.OWN_BY_DEFAULT);
        own.removeAll(Set.of(Namespace.IPC, Namespace.UTS));
        assertEquals(
                Map.of("namespaces", "weakened shared uts, ipc"),
                verify(t.start(TestEngine.own(spec("shares", "sleep", "1000"), own))));
    }

    @Test
    void inTheMachinesNetwork() throws Exception {
        Set<Namespace> own = EnumSet.copyOf(Namespace.OWN_BY_DEFAULT);
        own.remove(Namespace.NET);
        Map<String, String> seen = verify(t.start(TestEngine.own(spec("shares", "sleep", "1000"), own)));
        assertEquals("advised host net", seen.get("forwarding"));
        assertEquals("advised host net", seen.get("spam"));
    }

    @Test
    void whoMayMountMayUncover() throws Exception {
        Security admin = new Security(Set.of(Capability.SYS_ADMIN), Set.of(), true, SeccompMode.DEFAULT);
        String script = "umount /proc/timer_list /proc/interrupts; echo done; sleep 1000";
        String id = t.start(TestEngine.secured(shell("admin", script), admin));
        TestEngine.until("it is uncovered", () -> t.log(id).contains("done"));
        Map<String, String> seen = verify(id);
        assertEquals("weakened more sys_admin", seen.get("capabilities"));
        assertEquals("weakened admin /proc/interrupts, /proc/timer_list", seen.get("mounts"));
        assertTrue(seen.getOrDefault("masks", "").startsWith("weakened admin /proc/interrupts"), seen::toString);
        assertTrue(seen.getOrDefault("seccomp", "").startsWith("weakened capabilities bpf"), seen::toString);
    }

    @Test
    void cardsBehindNat() throws Exception {
        List<NetworkSpec> nat = List.of(NetworkSpec.nat("eth0"));
        String first = t.start(TestEngine.with(spec("first", "sleep", "1000"), nat));
        assertEquals(Map.of("forwarding", "advised nat eth0", "spam", "advised nat eth0"), verify(first));
        t.start(TestEngine.with(spec("second", "sleep", "1000"), nat));
        t.start(TestEngine.with(spec("third", "sleep", "1000"), nat));
        assertEquals("advised neighbours 2", verify(first).get("bridge"));
        List<NetworkSpec> inner =
                List.of(new NetworkSpec("eth0", NetworkSpec.Type.BRIDGE, "office", List.of("10.9.0.1/24"), null, null));
        assertEquals(Map.of(), verify(t.start(TestEngine.with(spec("inner", "sleep", "1000"), inner))));
    }

    // ---- defences that are taken away while it runs

    @Test
    void limitsThatWereLifted() throws Exception {
        String id = t.start(spec("box", "sleep", "1000"));
        Files.writeString(t.cgroups().of(id).path("pids").orElseThrow().resolve("pids.max"), "max");
        Path memory = t.cgroups().of(id).path("memory").orElseThrow();
        for (String file : List.of("memory.memsw.limit_in_bytes", "memory.limit_in_bytes")) {
            if (Files.exists(memory.resolve(file))) {
                Files.writeString(memory.resolve(file), "-1");
            }
        }
        if (Files.exists(memory.resolve("memory.max"))) {
            Files.writeString(memory.resolve("memory.max"), "max");
        }
        assertEquals(Map.of("pids", "broken unlimited pids", "memory", "broken unlimited memory"), verify(id));
    }

    @Test
    void limitsThatWereRaised() throws Exception {
        String id = t.start(spec("box", "sleep", "1000"));
        Files.writeString(t.cgroups().of(id).path("pids").orElseThrow().resolve("pids.max"), "1000");
        assertEquals(Map.of("pids", "broken more 1000"), verify(id));
    }

    /// Somebody outside put a process with all rights into it, or one got in that way.
    @Test
    void aProcessWithAllRights() throws Exception {
        String id = t.start(spec("box", "sleep", "1000"));
        Process strong =
                new ProcessBuilder("sleep", "1000").directory(t.folder.toFile()).start();
        try {
            for (Path procs : t.cgroups().of(id).procsFiles()) {
                Files.writeString(procs, String.valueOf(strong.pid()));
            }
            Map<String, String> seen = verify(id);
            assertEquals("broken off seccomp", seen.get("seccomp"));
            assertTrue(seen.getOrDefault("capabilities", "").startsWith("broken more "), seen::toString);
            assertEquals("broken off no_new_privs", seen.get("no-new-privileges"));
            assertTrue(seen.getOrDefault("descriptors", "").contains(strong.pid() + "/cwd"), seen::toString);
        } finally {
            strong.destroyForcibly().waitFor();
        }
    }

    /// An open folder of the machine's leads those inside to all of its files (CVE-2024-21626).
    @Test
    void aFolderThatWasHandedIn() throws Exception {
        String id = t.start(spec("box", "sleep", "1000"));
        try (Fd folder = LinuxKernel.get().open(t.folder.toString(), Linux.O_RDONLY, 0);
                Session session = run(id, LinuxKernel.get().dup(folder))) {
            String seen = verify(id).getOrDefault("descriptors", "");
            assertTrue(seen.matches("broken leaked [0-9]+/fd/0"), seen);
            session.signal("KILL");
            session.await();
        }
        assertEquals(Map.of(), verify(id));
    }

    /// Whoever runs something with their own terminal as its input lends it.
    @Test
    void aTerminalThatWasLent() throws Exception {
        String id = t.start(spec("box", "sleep", "1000"));
        try (HostTerminal host = new HostTerminal();
                Session session =
                        run(id, LinuxKernel.get().open(host.path().toString(), Linux.O_RDWR | Linux.O_NOCTTY, 0))) {
            assertTrue(verify(id).getOrDefault("terminal", "").matches("weakened reachable [0-9]+/fd/0"));
            session.signal("KILL");
            session.await();
        }
    }

    private Session run(String id, Fd in) throws Exception {
        return t.engine()
                .exec(
                        id,
                        ProcessSpec.of(List.of("tail", "-f", "/dev/null")),
                        new Stdio(
                                in.releaseToJava(),
                                new FileOutputStream("/dev/null").getFD(),
                                new FileOutputStream("/dev/null").getFD()));
    }

    /// Root inside may stop the probe or kill it, not answer for it: silence is no defence, and does no harm.
    @Test
    void theProbeCanBeHeldNotTraced() throws Exception {
        String hold = "while :; do for p in /proc/[0-9]*; do read c < $p/comm; case $c in 0|darsena-verify)"
                + " kill -STOP ${p#/proc/} && if (exec 3< $p/mem); then echo TRACED; else echo held; fi;; esac;"
                + " done; done 2>/dev/null";
        String id = t.start(shell("box", hold));
        Map<String, String> seen = new TreeMap<>();
        TestEngine.until("the probe is caught", () -> {
            seen.putAll(verify(id));
            return !seen.isEmpty();
        });
        assertTrue(seen.values().stream().allMatch("unknown untried"::equals), seen::toString);
        assertEquals(List.of("held"), t.log(id).lines().distinct().toList());
        TestEngine.until("it is gone", () -> t.cgroups().of(id).usage().pids() <= 3);
    }
}
