package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.until;
import static org.darsena.runtime.local.TestEngine.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.FileSpec;
import org.darsena.runtime.Engine.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A system that boots the machine's own systemd, found without being named, seen from inside and outside.
@Tag("kernel")
@Tag("machine")
class SystemdKernelTest {
    private static final String UNIT = """
            [Service]
            ExecStart=sleep 1000
            [Install]
            WantedBy=multi-user.target
            """;

    private final TestEngine t = new TestEngine();

    SystemdKernelTest() throws Exception {}

    @BeforeEach
    void systemd() {
        assumeTrue(Files.isExecutable(Path.of("/usr/lib/systemd/systemd")), "no systemd on this machine");
        assumeTrue(t.cgroups().layout().unified().isPresent(), "no cgroup2 is mounted");
    }

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private String boot() throws Exception {
        ContainerSpec spec = with(ContainerSpec.system("box"), List.of());
        String id = t.start(spec.with(c -> c.files = List.of(FileSpec.of("/etc/systemd/system/ours.service", UNIT))));
        up(id);
        return id;
    }

    /// Under emulation it takes its time.
    private void up(String id) throws Exception {
        for (int i = 0; i < 8 && !state(id).matches("running|degraded"); i++) {
            try {
                until("it is up", () -> state(id).matches("running|degraded"));
            } catch (AssertionError e) {
                assertTrue(i < 7, () -> state(id) + " after four minutes");
            }
        }
    }

    private String state(String id) {
        try {
            return t.exec(id, "systemctl is-system-running 2>/dev/null || true").strip();
        } catch (Exception e) {
            return e.toString();
        }
    }

    @Test
    void itComesUpRunsServicesRebootsAndShutsDownInOrder() throws Exception {
        String id = boot();
        seenFromInside(id);
        seenFromOutside(id);
        int first = t.info(id).pid();
        t.exec(id, "systemctl reboot || true");
        until("another first process", () -> t.info(id).pid() != 0 && t.info(id).pid() != first);
        up(id);
        assertEquals("active\n", t.exec(id, "systemctl is-active ours.service"), "enabled services come back");
        t.engine().stop(id, 120, Progress.NONE);
        assertEquals("poweroff", t.info(id).reason());
        assertEquals(0, t.info(id).exitCode());
        until("its cgroups go with it", () -> !t.cgroups().of(id).exists());
    }

    private void seenFromInside(String id) throws Exception {
        assertEquals("systemd\n", t.exec(id, "cat /proc/1/comm"));
        assertEquals("container-other\n", t.exec(id, "systemd-detect-virt -c"), "it knows what it is in");
        assertEquals("darsena", t.exec(id, "cat /run/systemd/container").strip());
        assertEquals("active\n", t.exec(id, "systemctl is-active multi-user.target"));
        String failed = t.exec(id, "systemctl --failed --plain --no-legend");
        assertTrue(failed.lines().count() <= 2, failed);
        assertEquals("", t.exec(id, "systemctl enable -q --now ours.service 2>&1"));
        assertEquals(
                "0::/system.slice/ours.service\n",
                t.exec(id, "grep ^0: /proc/$(systemctl show -P MainPID" + " ours.service)/cgroup"),
                "each service in a cgroup of its own");
        String journal = t.exec(id, "journalctl -q -n 1 -o cat _PID=1");
        assertTrue(!journal.isBlank() && !journal.contains("exit"), "the journal works: " + journal);
    }

    private void seenFromOutside(String id) throws Exception {
        JsonNode seen = new JsonMapper().readTree(t.engine().inspect(id));
        assertEquals("systemd", seen.path("init").path("kind").asText());
        assertEquals(t.info(id).pid(), seen.path("init").path("pid").asInt());
        Path mount = t.cgroups().layout().unified().orElseThrow().mount();
        Path own = mount.resolve(t.cgroups().parent()).resolve(id);
        assertTrue(Files.isDirectory(own.resolve("init.scope")), "it manages its cgroups");
        assertEquals(0, Files.getAttribute(own.resolve("cgroup.max.depth"), "unix:uid"), "its limits stay ours");
        JsonNode verified = new JsonMapper().readTree(t.engine().verify(id));
        assertTrue(verified.path("holds").booleanValue(), verified.toPrettyString());
        assertTrue(t.log(id).contains("Welcome to"), "what it says on its console is in the log");
    }
}
