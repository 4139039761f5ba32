package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.limited;
import static org.darsena.runtime.local.TestEngine.shell;
import static org.darsena.runtime.local.TestEngine.spec;
import static org.darsena.runtime.local.TestEngine.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.NetworkSpec;
import org.darsena.model.container.Resources;
import org.darsena.runtime.Engine.Figures;
import org.darsena.runtime.Engine.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Figures of real containers, and what the machine says of itself.
@Tag("kernel")
class FiguresKernelTest {
    private final TestEngine t = new TestEngine();

    FiguresKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    @Test
    void aBusyContainerAndAnIdleOne() throws Exception {
        String busy = t.start(limited(shell("busy", "while :; do :; done"), new Resources(null, 0.3, null, null)));
        String idle = t.start(spec("idle", "sleep", "1000"));
        TestEngine.until(
                "two ticks", () -> t.engine().history("container/" + busy).size() >= 3);
        Figures last = t.engine().history("container/" + busy).getLast();
        assertTrue(last.cpu() > 0.02 && last.cpu() < 0.5, last.toString());
        assertTrue(last.memory() > 100_000 && last.memory() < 50e6, last.toString());
        assertEquals(2, last.pids());
        assertTrue(t.engine().history("container/" + idle).getLast().cpu() < 0.02);
        t.engine().stop(busy, 0, Progress.NONE);
        assertTrue(t.engine().history("container/" + busy).size() >= 3, "the history of a stopped one stays");
        t.engine().delete(busy, false, Progress.NONE);
        assertThrows(IllegalArgumentException.class, () -> t.engine().history("container/" + busy));
    }

    @Test
    void trafficIsTheContainers() throws Exception {
        String id = t.start(with(
                shell("net", "while :; do ping -q -c 20 -i 0.01 -s 1000 10.213.0.1 > /dev/null; done"),
                List.of(NetworkSpec.nat("eth0"))));
        TestEngine.until(
                "traffic is seen",
                () -> t.engine().history("container/" + id).stream()
                        .anyMatch(f -> f.sent() > 5_000 && f.received() > 5_000));
        t.reopen();
        TestEngine.until(
                "after a restart too",
                () -> t.engine().history("container/" + id).stream().anyMatch(f -> f.sent() > 5_000));
    }

    @Test
    void listenersHearEveryTick() throws Exception {
        String id = t.start(spec("a", "sleep", "1000"));
        List<List<String>> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (AutoCloseable listening = t.engine().sample((millis, subjects, figures) -> {
            if (subjects.size() == figures.size()) {
                heard.add(subjects);
            }
        })) {
            TestEngine.until(
                    "two ticks", () -> heard.size() >= 2 && heard.getLast().contains("container/" + id));
            assertTrue(listening != null);
        }
        t.engine().stop(id, 0, Progress.NONE);
        t.awaitState(id, ContainerState.STOPPED);
    }

    @Test
    void theDoctorKnowsThisMachine() throws Exception {
        JsonNode doctor = new JsonMapper().readTree(t.engine().doctor());
        assertEquals(
                t.cgroups().layout().version().name().toLowerCase(java.util.Locale.ROOT),
                doctor.path("cgroup").textValue());
        assertEquals(
                java.nio.file.Files.readString(java.nio.file.Path.of("/proc/sys/kernel/osrelease"))
                        .strip(),
                doctor.path("kernel").textValue());
        JsonNode plan = doctor.path("plan");
        assertEquals(t.cgroups().parent(), plan.path("parent").textValue());
        assertEquals(t.cgroups().trees().size(), plan.path("trees").size());
        String id = t.create(spec("planned", "true")).id();
        assertTrue(java.nio.file.Files.isDirectory(
                java.nio.file.Path.of(plan.path("containers").textValue(), id)));
        assertTrue(doctor.path("memory").longValue() > 100_000_000L);
        List<String> missing = doctor.path("checks")
                .valueStream()
                .filter(c -> c.path("state").textValue().equals("missing"))
                .map(c -> c.path("id").textValue())
                .toList();
        for (String needed : List.of(
                "namespace.user", "namespace.net", "cgroup.memory", "overlay", "seccomp", "link.veth", "link.bridge")) {
            assertTrue(!missing.contains(needed), "a container of ours runs here, so there is " + needed);
        }
        doctor.path("checks")
                .forEach(c -> assertTrue(c.path("neededFor").size() > 0, c.path("id") + " is needed for nothing"));
        assertEquals(List.of(), t.links(), "what was tried is gone");
    }

    @Test
    void images() throws Exception {
        t.create(spec("a", "true"));
        JsonNode host =
                new JsonMapper().readTree(t.engine().images()).path("images").path(0);
        assertEquals("host", host.path("id").textValue());
        assertEquals(1, host.path("usedBy").intValue());
        assertTrue(host.path("size").longValue() > 10_000);
    }
}
