package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.shell;
import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.Problem;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.NamespaceSettings;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.Security;
import org.darsena.model.validate.ContainerRules;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Namespaces that are a container's own, the host's or another container's, seen from inside and outside.
@Tag("kernel")
class NamespacesKernelTest {
    private static final Security FREE =
            new Security(Set.of(Capability.values()), Set.of(), true, SeccompMode.UNCONFINED);

    private static TestEngine t;

    @BeforeAll
    static void open() throws Exception {
        t = new TestEngine();
    }

    @AfterAll
    static void close() throws Exception {
        t.close();
    }

    private static ContainerSpec sharing(ContainerSpec spec, String other, Namespace... kinds) {
        Map<Namespace, String> shared = new EnumMap<>(Namespace.class);
        Set<Namespace> present = EnumSet.copyOf(spec.namespaces());
        for (Namespace kind : kinds) {
            shared.put(kind, other);
            present.add(kind);
        }
        return spec.with(s -> {
            s.namespaces = present;
            s.spaces = new NamespaceSettings(shared, null, 0, 0);
        });
    }

    private static ContainerSpec host(ContainerSpec spec, Namespace... kinds) {
        Set<Namespace> present = EnumSet.copyOf(spec.namespaces());
        present.removeAll(List.of(kinds));
        return spec.with(s -> s.namespaces = present);
    }

    private static JsonNode namespace(String id, Namespace kind) throws Exception {
        for (JsonNode one : new ObjectMapper().readTree(t.engine().inspect(id)).path("namespaces")) {
            if (one.path("kind").asText().equals(kind.procName())) {
                return one;
            }
        }
        throw new AssertionError(kind);
    }

    private static String inside(String id, String file) throws Exception {
        return t.exec(id, "readlink /proc/self/ns/" + file).strip();
    }

    private static String machines(Namespace kind) throws Exception {
        return Files.readSymbolicLink(Path.of("/proc/self/ns/" + kind.procName()))
                .toString();
    }

    private static List<String> rules(ContainerSpec spec) {
        return ContainerRules.check(spec).stream()
                .filter(Problem::isError)
                .map(Problem::rule)
                .toList();
    }

    /// A name may be another's by the time it counts.
    @Test
    void containersThatShareEachOthersIdsAreRefused() throws Exception {
        String first = t.create(spec("ring", "sleep", "1003")).id();
        t.create(sharing(spec("other", "sleep", "1004"), "ring", Namespace.USER));
        t.engine().delete(first, false, Progress.NONE);
        EngineException refused = assertThrows(
                EngineException.class, () -> t.create(sharing(spec("ring", "sleep", "1003"), "other", Namespace.USER)));
        assertEquals(EngineException.Kind.INVALID, refused.kind());
        assertEquals("shared-ring", refused.args().get("what"));
    }

    /// All that another container has of its own but its mounts: its processes, its interfaces, its host name.
    @Test
    void oneContainerLivesInAnothersNamespaces() throws Exception {
        String web = t.start(spec("web", "sleep", "1001").with(s -> s.hostname = "webhost"));
        Namespace[] all = EnumSet.complementOf(EnumSet.of(Namespace.MOUNT, Namespace.TIME))
                .toArray(Namespace[]::new);
        String side = t.start(sharing(spec("side", "sleep", "1002"), "web", all));
        for (Namespace kind : all) {
            assertEquals(inside(web, kind.procName()), inside(side, kind.procName()), kind::toString);
            JsonNode seen = namespace(side, kind);
            assertEquals("shared", seen.path("scope").asText(), kind::toString);
            assertEquals("web", seen.path("with").path(0).asText(), kind::toString);
            assertEquals(
                    namespace(web, kind).path("inode").asLong(),
                    seen.path("inode").asLong());
            assertNotEquals(machines(kind), inside(side, kind.procName()), kind::toString);
        }
        assertNotEquals(inside(web, "mnt"), inside(side, "mnt"));
        assertEquals("own", namespace(side, Namespace.MOUNT).path("scope").asText());
        assertEquals("webhost", t.exec(side, "hostname").strip());
        // each sees the other's process, and its files belong to the root they share
        assertTrue(t.exec(side, "cat /proc/*/cmdline | tr '\\0' ' '").contains("sleep 1001"));
        assertTrue(t.exec(web, "cat /proc/*/cmdline | tr '\\0' ' '").contains("sleep 1002"));
        assertEquals("0\n", t.exec(side, "stat -c %u /etc/hosts"));
        assertEquals("lo\n", t.exec(side, "ls /sys/class/net"));
        t.engine().delete(side, true, Progress.NONE);
        assertEquals("here\n", t.exec(web, "echo here"));
        t.engine().delete(web, true, Progress.NONE);
    }

    /// Without its user namespace one has no rights over it: no /sys, which shows its interfaces, and none set up.
    @Test
    void aSharedNetworkBelongsToTheOther() throws Exception {
        String net = t.start(spec("net", "sleep", "1000"));
        String guest = t.start(sharing(spec("guest", "sleep", "1000"), "net", Namespace.NET));
        assertEquals(inside(net, "net"), inside(guest, "net"));
        assertNotEquals(inside(net, "user"), inside(guest, "user"));
        assertEquals("", t.exec(guest, "ls /sys"));
        assertTrue(t.exec(guest, "ip link add d0 type dummy 2>&1; true").contains("not permitted"));
    }

    @Test
    void whoSharesNeedsTheOtherRunningAndItsOwn() throws Exception {
        String idle = t.create(spec("idle", "sleep", "1000")).id();
        String late = t.create(sharing(spec("late", "sleep", "1000"), "idle", Namespace.UTS))
                .id();
        EngineException notThere =
                assertThrows(EngineException.class, () -> t.engine().start(late, Progress.NONE));
        assertEquals(Kind.MISSING, notThere.kind());
        assertEquals("idle", notThere.args().get("other"));
        t.start(host(spec("bare", "sleep", "1000"), Namespace.UTS));
        String worse = t.create(sharing(spec("worse", "sleep", "1000"), "bare", Namespace.UTS))
                .id();
        EngineException machines =
                assertThrows(EngineException.class, () -> t.engine().start(worse, Progress.NONE));
        assertEquals(Kind.INVALID, machines.kind());
        assertEquals("shared-host", machines.args().get("what"));
        EngineException none = assertThrows(
                EngineException.class, () -> t.create(sharing(spec("lost", "true"), "nobody", Namespace.UTS)));
        assertEquals(Kind.NOT_FOUND, none.kind());
        assertEquals(idle, t.info(idle).id());
    }

    @Test
    void hostsNamespacesAreTheMachines() throws Exception {
        ContainerSpec bare = host(
                spec("machine", "sleep", "1000"),
                Namespace.UTS,
                Namespace.IPC,
                Namespace.NET,
                Namespace.PID,
                Namespace.USER,
                Namespace.CGROUP);
        String id = t.start(bare);
        for (Namespace kind : EnumSet.complementOf(EnumSet.of(Namespace.MOUNT))) {
            assertEquals(machines(kind), inside(id, kind.procName()), kind::toString);
            assertEquals("host", namespace(id, kind).path("scope").asText(), kind::toString);
        }
        String pid = String.valueOf(ProcessHandle.current().pid());
        assertTrue(t.exec(id, "ls /proc").lines().anyMatch(pid::equals), "it sees the machine's processes");
    }

    /// time_namespaces(7): from the first process on.
    @Test
    void clocksOfItsOwn() throws Exception {
        ContainerSpec ahead = spec("ahead", "sleep", "1000").with(s -> {
            s.namespaces = EnumSet.allOf(Namespace.class);
            s.spaces = new NamespaceSettings(Map.of(), null, 5_000_000, 7_000_000);
        });
        String id = t.start(ahead);
        double machine =
                Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
        double inside =
                Double.parseDouble(t.exec(id, "cut -d' ' -f1 /proc/uptime").strip());
        assertEquals(machine + 7_000_000, inside, 60);
        assertNotEquals(machines(Namespace.TIME), inside(id, "time"));
        assertEquals(
                inside(id, "time"),
                "time:[" + namespace(id, Namespace.TIME).path("inode").asText() + "]");
        assertTrue(t.exec(id, "cat /proc/1/timens_offsets").contains("5000000"));
        String plain =
                t.start(spec("plain-time", "sleep", "1000").with(s -> s.namespaces = EnumSet.allOf(Namespace.class)));
        assertNotEquals(machines(Namespace.TIME), inside(plain, "time"));
    }

    @Test
    void namesOfItsOwn() throws Exception {
        ContainerSpec named = shell("named", "hostname; cat /proc/sys/kernel/domainname")
                .with(s -> {
                    s.hostname = "alpha";
                    s.spaces = new NamespaceSettings(Map.of(), "example.net", 0, 0);
                });
        assertEquals("alpha\nexample.net\n", t.output(named));
        assertEquals("(none)\n", t.output(shell("unnamed", "cat /proc/sys/kernel/domainname")));
    }

    /// A container in a container: one process, three numbers.
    @Test
    void pidNamespacesNest() throws Exception {
        String id = t.start(TestEngine.secured(
                shell("nest", "unshare --pid --fork --mount-proc sh -c 'echo $$; exec sleep 4242'"), FREE));
        List<List<Integer>> numbers = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (numbers.isEmpty() && System.nanoTime() < end) {
            for (JsonNode p :
                    new ObjectMapper().readTree(t.engine().inspect(id)).path("processes")) {
                if (p.path("command").asText().equals("sleep 4242")) {
                    List<Integer> pids = new ArrayList<>();
                    p.path("pids").forEach(n -> pids.add(n.asInt()));
                    numbers.add(pids);
                    assertEquals(pids.get(1), p.path("inside").asInt(), "the container's own number");
                    assertEquals(pids.get(0), p.path("pid").asInt());
                }
            }
        }
        assertEquals(3, numbers.getFirst().size(), numbers::toString);
        assertEquals(1, numbers.getFirst().get(2));
        assertEquals("1\n", t.log(id));
        assertTrue(Files.readString(Path.of("/proc/" + numbers.getFirst().getFirst() + "/status"))
                .contains("NSpid:\t" + numbers.getFirst().get(0) + "\t"
                        + numbers.getFirst().get(1) + "\t1\n"));
    }

    @Test
    void whatTheKernelCannotDoIsRefusedByName() {
        ContainerSpec plain = spec("x", "true");
        assertEquals(List.of("ns.pid-off-user"), rules(host(plain, Namespace.PID)));
        assertEquals(List.of("ns.pid-shared-user"), rules(sharing(plain, "web", Namespace.PID)));
        assertEquals(List.of(), rules(sharing(plain, "web", Namespace.PID, Namespace.USER)));
        assertEquals(List.of("ns.mount-shared"), rules(sharing(plain, "web", Namespace.MOUNT)));
        assertEquals(List.of("ns.shares-itself"), rules(sharing(plain, "x", Namespace.UTS)));
        assertEquals(
                List.of("ns.clocks-time"),
                rules(plain.with(s -> s.spaces = new NamespaceSettings(Map.of(), null, 1, 0))));
        assertEquals(
                List.of("ns.uts-off-hostname"),
                rules(host(plain, Namespace.UTS)
                        .with(s -> s.spaces = new NamespaceSettings(Map.of(), "example.net", 0, 0))));
    }
}
