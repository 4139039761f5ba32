package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.until;
import static org.darsena.runtime.local.TestEngine.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.FileSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.Security;
import org.darsena.runtime.Engine.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Systems that boot busybox's init, seen from inside and outside: its services, its shutdown, its reboot, what it
/// keeps.
@Tag("kernel")
class SystemKernelTest {
    private static final String INITTAB = """
            ::sysinit:/bin/sh -c 'echo booted; date +%s%N >> /var/boots'
            ::respawn:/bin/sh /etc/service
            ::shutdown:/bin/sh -c 'echo in order; echo down >> /var/downs'
            """;
    private static final String SERVICE = "echo $$ > /run/service.pid\nexec sleep 1000\n";

    private static final JsonMapper MAPPER = new JsonMapper();

    private final TestEngine t = new TestEngine();

    SystemKernelTest() throws Exception {}

    @BeforeEach
    void busybox() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/busybox")), "no busybox on this machine");
    }

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private static ContainerSpec system(String... argv) {
        return with(ContainerSpec.system("box"), List.of()).with(c -> {
            c.process = ProcessSpec.INIT.withArgv(List.of(argv));
            c.files = List.of(FileSpec.of("/etc/inittab", INITTAB), FileSpec.of("/etc/service", SERVICE));
        });
    }

    private String boot(ContainerSpec spec) throws Exception {
        String id = t.start(spec);
        until("its service", () -> !service(id).isEmpty());
        return id;
    }

    private String service(String id) throws Exception {
        return t.exec(id, "cat /run/service.pid 2>/dev/null || true").strip();
    }

    private String busyboxSystem() throws Exception {
        return boot(system("/bin/busybox", "init"));
    }

    private JsonNode seen(String id) throws Exception {
        return MAPPER.readTree(t.engine().inspect(id));
    }

    @Test
    void itsInitIsTheFirstProcessAndKeepsItsServicesUp() throws Exception {
        String id = busyboxSystem();
        assertEquals("busybox\n", t.exec(id, "cat /proc/1/comm"), "no reaper of ours between");
        int pid = t.info(id).pid();
        assertEquals(
                "/usr/bin/busybox",
                Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe")).toString());
        assertEquals("busybox", seen(id).path("init").path("kind").asText());
        assertTrue(t.log(id).contains("booted"), t.log(id));
        assertEquals(
                "/dev/pts/0 same\n",
                t.exec(
                        id,
                        "readlink /proc/1/fd/0 | tr '\\n' ' '; [ $(stat -c %t:%T"
                                + " /dev/console) = $(stat -L -c %t:%T /proc/1/fd/0) ] && echo same"),
                "/dev/console is its terminal");
        String before = service(id);
        t.exec(id, "kill " + before);
        until("the service is started again", () -> !service(id).equals(before));
    }

    @Test
    void itIsToldWhereItIs() throws Exception {
        String id = busyboxSystem();
        assertEquals("container=darsena\n", t.exec(id, "tr '\\0' '\\n' < /proc/1/environ | grep ^container="));
        assertEquals("darsena\n", t.exec(id, "cat /run/host/container-manager"));
        assertTrue(t.exec(id, "cat /etc/machine-id").matches("[0-9a-f]{32}\n"));
        assertEquals("tmpfs\ntmpfs\ntmpfs\n", t.exec(id, "stat -f -c %T /run /run/lock /tmp"));
        assertEquals("1777\n", t.exec(id, "stat -c %a /run/lock"));
    }

    @Test
    void stopIsAShutdownInOrderAndWhatItWroteStays() throws Exception {
        String id = busyboxSystem();
        String machine = t.exec(id, "cat /etc/machine-id; echo mine > /etc/mine");
        t.engine().stop(id, null, Progress.NONE);
        assertEquals("poweroff", t.info(id).reason());
        assertEquals(0, t.info(id).exitCode());
        assertTrue(t.log(id).contains("in order"), t.log(id));
        t.engine().start(id, Progress.NONE);
        until("its service", () -> !service(id).isEmpty());
        assertEquals("down\nmine\n" + machine, t.exec(id, "cat /var/downs /etc/mine /etc/machine-id"));
        assertEquals("2\n", t.exec(id, "wc -l < /var/boots"));
    }

    @Test
    void oneThatDoesNotHeedIsKilledWithinItsTime() throws Exception {
        ContainerSpec deaf =
                system("/bin/sh", "-c", "trap '' TERM; echo up > /run/service.pid; while :; do sleep 1; done");
        String id = boot(deaf);
        long start = System.nanoTime();
        t.engine().stop(id, 1, Progress.NONE);
        assertTrue(System.nanoTime() - start >= 900_000_000L, "it had its time");
        assertEquals("stop-killed", t.info(id).reason());
        assertEquals(137, t.info(id).exitCode());
    }

    @Test
    void poweroffInsideStopsIt() throws Exception {
        String id = busyboxSystem();
        t.exec(id, "busybox poweroff");
        t.awaitState(id, ContainerState.STOPPED);
        assertEquals("poweroff", t.info(id).reason());
        assertEquals(0, t.info(id).exitCode());
    }

    @Test
    void rebootInsideBootsItAgain() throws Exception {
        String id = busyboxSystem();
        int first = t.info(id).pid();
        t.exec(id, "busybox reboot");
        until("another first process", () -> {
            int now = t.info(id).pid();
            return now != 0 && now != first && t.info(id).state() == ContainerState.RUNNING;
        });
        until("its service", () -> !service(id).isEmpty());
        assertEquals("2\n", t.exec(id, "wc -l < /var/boots"));
    }

    @Test
    void rebootIsNothingForThoseWithoutTheRight() throws Exception {
        String id = boot(system("/bin/busybox", "init").with(c -> c.security = Security.DEFAULT));
        String out = t.exec(id, "busybox reboot -f 2>&1");
        assertFalse(out.isEmpty());
        assertEquals(ContainerState.RUNNING, t.info(id).state());
        t.engine().stop(id, 0, Progress.NONE);
    }

    @Test
    void itIsHeldInLikeAnyOther() throws Exception {
        JsonNode verified = MAPPER.readTree(t.engine().verify(busyboxSystem()));
        assertTrue(verified.path("holds").booleanValue(), verified.toPrettyString());
    }

    @Test
    void anotherSystemIsAnotherMachine() throws Exception {
        String one = busyboxSystem();
        String two = boot(system("/bin/busybox", "init").with(c -> c.name = "box2"));
        assertNotEquals(t.exec(one, "cat /etc/machine-id"), t.exec(two, "cat /etc/machine-id"));
    }
}
