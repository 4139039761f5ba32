package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.shell;
import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;
import org.darsena.runtime.proc.Proc;
import org.darsena.runtime.store.IdSlots;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A container with every default, seen from inside and from outside.
@Tag("kernel")
@Tag("machine")
class DefaultsKernelTest {
    private static final String MASK = String.format("%016x", Capability.mask(Capability.DEFAULT));

    private final TestEngine t = new TestEngine();

    DefaultsKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    /// `key` → value of /proc/self/status as the command saw it.
    private Map<String, String> statusInside() throws Exception {
        return t.output(spec("status", "cat", "/proc/self/status"))
                .lines()
                .filter(l -> l.contains(":"))
                .collect(Collectors.toMap(l -> l.split(":")[0], l -> l.split(":", 2)[1].strip(), (a, b) -> a));
    }

    @Test
    void rightsFromInside() throws Exception {
        Map<String, String> status = statusInside();
        assertEquals(MASK, status.get("CapEff"));
        assertEquals(MASK, status.get("CapPrm"));
        assertEquals(MASK, status.get("CapBnd"));
        assertEquals("0000000000000000", status.get("CapInh"));
        assertEquals("0000000000000000", status.get("CapAmb"));
        assertEquals("1", status.get("NoNewPrivs"));
        assertEquals("2", status.get("Seccomp"));
        assertEquals("0\t0\t0\t0", status.get("Uid"));
    }

    @Test
    void surroundingsFromInside() throws Exception {
        String id = t.start(spec("box", "sleep", "1000"));
        assertEquals("uid=0(root) gid=0(root) groups=0(root)\n", t.exec(id, "id"));
        assertEquals("box\n", t.exec(id, "hostname"));
        assertEquals("root\n", t.exec(id, "stat -c %U /usr/bin/env"), "the machine's /usr is id-mapped");
        assertTrue(t.exec(id, "touch /usr/x 2>&1").contains("Read-only"));
        assertEquals("", t.exec(id, "touch /etc/x /var/x /root/x /tmp/x"));
        assertEquals("1\n", t.exec(id, "cat /proc/self/status | grep -c '^NSpid:\\s*[0-9]*$'"), "no outer pid is seen");
        assertEquals("darsena-init\n", t.exec(id, "cat /proc/1/comm"));
        String cgroups = t.exec(id, "cat /proc/self/cgroup");
        assertTrue(cgroups.lines().anyMatch(l -> l.equals("0::/") || l.contains("memory:/")), cgroups);
        assertFalse(cgroups.contains(id), "its own cgroup is the root it sees");
        assertEquals(
                List.of(
                        "core", "fd", "full", "mqueue", "null", "ptmx", "pts", "random", "shm", "stderr", "stdin",
                        "stdout", "tty", "urandom", "zero"),
                t.exec(id, "ls /dev").lines().toList());
        assertEquals("lo\n", t.exec(id, "ls /sys/class/net"));
        assertEquals("1777 /tmp\n700 /root\n", t.exec(id, "stat -c '%a %n' /tmp /root"));
        assertEquals("2\n", t.exec(id, "ls /proc | grep -c '^[12]$'"), "reaper and command");
        t.engine().stop(id, 0, org.darsena.runtime.Engine.Progress.NONE);
    }

    @Test
    void programsOfTheMachineWork() throws Exception {
        String id = t.start(spec("box", "sleep", "1000"));
        assertEquals("3\n", t.exec(id, "echo 1 2 3 | awk '{print $3}'"));
        assertEquals("http 80/tcp www\n", t.exec(id, "getent services http").replaceAll(" +", " "));
        assertTrue(t.exec(id, "getent passwd nobody").contains("65534"));
        assertTrue(t.exec(id, "date +%Z").matches("[A-Z+0-9-]+\n"));
        assertTrue(t.exec(id, "ldconfig -p | head -1").contains("libs found"));
        if (Files.exists(Path.of("/usr/bin/python3"))) {
            assertEquals("42\n", t.exec(id, "python3 -c 'print(6*7)'"));
        }
        if (Files.exists(Path.of("/usr/bin/vtysh"))) {
            assertTrue(t.exec(id, "vtysh -C && stat -c '%U' /etc/frr /run/frr /var/tmp/frr")
                    .startsWith("frr\nfrr\nfrr"));
        }
    }

    @Test
    void seenFromOutside() throws Exception {
        String id = t.start(spec("box", "sh", "-c", "touch /root/made; sleep 1000"));
        Path made = t.config.state().resolve("containers/" + id + "/upper/root/made");
        TestEngine.until("it made a file", () -> Files.exists(made));
        long uid = Integer.toUnsignedLong((Integer) Files.getAttribute(made, "unix:uid", LinkOption.NOFOLLOW_LINKS));
        assertTrue(IdSlots.slotOf(uid) >= 0, "root inside is " + uid + " outside");
        Proc proc = Proc.system();
        int pid = t.info(id).pid();
        int self = (int) ProcessHandle.current().pid();
        for (Namespace ns : Namespace.OWN_BY_DEFAULT) {
            assertNotEquals(proc.namespace(self, ns.procName()), proc.namespace(pid, ns.procName()), ns.procName());
        }
        assertEquals(uid, proc.idMap(pid, "uid_map").getFirst()[1]);
        assertEquals(65536, proc.idMap(pid, "gid_map").getFirst()[2]);
        String parent = "/" + t.config.cgroupParent() + "/" + id;
        Map<String, String> cgroups = proc.cgroups(pid);
        for (String controller : List.of("memory", "cpu", "pids", "freezer", "devices")) {
            if (cgroups.containsKey(controller)) {
                assertEquals(parent, cgroups.get(controller));
            }
        }
        Path memory = t.cgroups().of(id).path("memory").orElseThrow();
        assertTrue(Stream.of("memory.limit_in_bytes", "memory.max")
                .map(memory::resolve)
                .filter(Files::exists)
                .allMatch(f -> read(f).equals(String.valueOf(512L << 20))));
        assertEquals("256", read(t.cgroups().of(id).path("pids").orElseThrow().resolve("pids.max")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void noSlotIsSharedAndEachHasItsOwnIds() throws Exception {
        String a = t.start(shell("a", "touch /x; sleep 1000"));
        String b = t.start(shell("b", "touch /x; sleep 1000"));
        long[] uids = new long[2];
        for (int i = 0; i < 2; i++) {
            Path x = t.config.state().resolve("containers/" + (i == 0 ? a : b) + "/upper/x");
            TestEngine.until("its file", () -> Files.exists(x));
            uids[i] = Integer.toUnsignedLong((Integer) Files.getAttribute(x, "unix:uid"));
        }
        assertNotEquals(IdSlots.slotOf(uids[0]), IdSlots.slotOf(uids[1]));
    }

    @Test
    void inspectTellsWhatTheKernelShows() throws Exception {
        ContainerSpec s = TestEngine.with(
                spec("box", "sleep", "1000"), List.of(org.darsena.model.container.NetworkSpec.nat("eth0")));
        String id = t.start(s);
        JsonNode seen = new JsonMapper().readTree(t.engine().inspect(id));
        int pid = t.info(id).pid();
        assertEquals("running", seen.path("state").textValue());
        assertEquals(pid, seen.path("pid").intValue());
        assertEquals("box", seen.path("spec").path("name").textValue());
        for (JsonNode ns : seen.path("namespaces")) {
            String kind = ns.path("kind").textValue();
            assertEquals(Proc.system().namespace(pid, kind), ns.path("inode").longValue());
            assertEquals(!kind.equals("time"), ns.path("own").booleanValue(), kind);
        }
        assertEquals(8, seen.path("namespaces").size());
        assertEquals(14, seen.path("capabilities").path("effective").size());
        assertEquals(2, seen.path("seccomp").path("mode").intValue());
        assertTrue(seen.path("noNewPrivileges").booleanValue());
        assertEquals(65536, seen.path("ids").path("uid").path(0).path("count").intValue());
        assertEquals(2, seen.path("processes").size());
        assertTrue(seen.path("mounts")
                .valueStream()
                .anyMatch(m -> m.path("type").textValue().equals("overlay")
                        && m.path("target").textValue().equals("/")));
        JsonNode eth0 = seen.path("interfaces").path(1);
        assertEquals("eth0", eth0.path("name").textValue());
        assertTrue(eth0.path("addresses").path(0).textValue().startsWith("10.213.0."));
        assertTrue(seen.path("cgroups").toString().contains("/" + t.config.cgroupParent() + "/" + id));
        assertTrue(seen.path("plan").size() > 10);
        t.engine().stop(id, 0, org.darsena.runtime.Engine.Progress.NONE);
        JsonNode stopped = new JsonMapper().readTree(t.engine().inspect(id));
        assertTrue(stopped.path("namespaces").isMissingNode(), "nothing runs, nothing is observed");
        assertEquals("stopped", stopped.path("state").textValue());
    }
}
