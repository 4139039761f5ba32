package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.limited;
import static org.darsena.runtime.local.TestEngine.shell;
import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.Resources;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.Security;
import org.darsena.model.verify.Row;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.Proves;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a container must not be able to do, as far as the launcher's own tests do not cover it.
@Tag("kernel")
@Tag("machine")
class SecurityKernelTest {
    private static final long MIB = 1 << 20;

    private final TestEngine t = new TestEngine();

    SecurityKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    @Proves(Row.EXHAUSTION)
    @Test
    void aForkBombMeetsItsLimitAndNeighboursLive() throws Exception {
        String neighbour = t.start(spec("neighbour", "sleep", "1000"));
        ContainerSpec bomb = limited(
                shell("bomb", "echo up; b() { b | b & }; b; while :; do sleep 1; done"),
                new Resources(64 * MIB, 0.5, null, 40L));
        String id = t.start(bomb);
        Path pids = t.cgroups().of(id).path("pids").orElseThrow();
        TestEngine.until("the kernel refuses a fork", () -> refusals(pids) > 0); // the bomb may die of it at once
        for (int i = 0; i < 20; i++) {
            long now = t.cgroups().of(id).usage().pids();
            assertTrue(now <= 40, now + " processes");
        }
        assertEquals("40", Files.readString(pids.resolve("pids.max")).strip());
        assertEquals("well\n", t.exec(neighbour, "echo well"));
        t.engine().stop(id, 0, Progress.NONE);
        assertEquals(ContainerState.STOPPED, t.info(id).state());
        TestEngine.until("nothing of it stays", () -> !t.cgroups().of(id).exists());
    }

    /// How often its limit refused a process: `max N`.
    private static long refusals(Path pids) throws IOException {
        String[] words = Files.readString(pids.resolve("pids.events")).strip().split(" ");
        return Long.parseLong(words[1]);
    }

    @Proves(Row.EXHAUSTION)
    @Test
    void aMemoryHogIsKilledAndItIsSaid() throws Exception {
        ContainerSpec hog =
                limited(shell("hog", "a=x; while :; do a=$a$a; done"), new Resources(32 * MIB, null, null, null));
        String id = t.start(hog);
        t.awaitState(id, ContainerState.STOPPED);
        ContainerInfo end = t.info(id);
        assertEquals(137, end.exitCode());
        assertEquals("oom", end.reason());
    }

    @Test
    void aChildOfItKilledForMemoryIsSaidToo() throws Exception {
        ContainerInfo end = t.run(limited(
                shell("hog", "(a=x; while :; do a=$a$a; done); exit 5"), new Resources(32 * MIB, null, null, null)));
        assertEquals(5, end.exitCode());
        assertEquals("oom", end.reason());
    }

    @Test
    void theCpuLimitHolds() throws Exception {
        String id = t.start(limited(shell("busy", "while :; do :; done"), new Resources(null, 0.2, null, null)));
        long before = t.cgroups().of(id).usage().cpuNanos();
        long begin = System.nanoTime();
        TestEngine.until("a second passes", () -> System.nanoTime() - begin > 1_000_000_000L);
        double share = (t.cgroups().of(id).usage().cpuNanos() - before) / (double) (System.nanoTime() - begin);
        assertTrue(share < 0.35, "share " + share);
    }

    /// CVE-2020-15257.
    @Proves(Row.SOCKETS)
    @Test
    void abstractSocketsOfTheHostAreNotSeen() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "wants python3 for an abstract socket");
        String name = "darsena-test-" + ProcessHandle.current().pid();
        Process server = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import socket,sys; s=socket.socket(socket.AF_UNIX); s.bind('\\0" + name
                                + "'); s.listen(); print('up', flush=True); sys.stdin.read()")
                .start();
        try {
            assertEquals('u', server.getInputStream().read());
            assertTrue(Files.readString(Path.of("/proc/net/unix")).contains("@" + name));
            String inside = t.output(shell("box", "cat /proc/net/unix; echo end"));
            assertTrue(inside.contains("end"));
            assertFalse(inside.contains(name));
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    @Test
    void socketFilesOfTheHostAreNotThere() throws Exception {
        Path path = t.folder.resolve("socket");
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(path));
            assertEquals(
                    "", t.output(shell("box", "ls -d " + path + " 2>/dev/null; ls /run | grep -v -e lock -e frr")));
        }
    }

    /// CVE-2022-0492: with every capability that a container can be given, too.
    @Proves(Row.CGROUPS)
    @Test
    void releaseAgentCannotBeWritten() throws Exception {
        // opened only: were it possible, the machine's own would be changed by the test
        String script = "for c in memory cpu pids devices freezer rdma; do mkdir -p /tmp/$c;"
                + " mount -t cgroup -o $c none /tmp/$c && echo mounted && (exec 3>>/tmp/$c/release_agent) && echo"
                + " BROKEN; done 2>/dev/null; for d in / /sys; do find $d -xdev -name release_agent; done; echo end";
        assertEquals("end\n", t.output(shell("plain", script)));
        Security all = new Security(Set.of(Capability.values()), Set.of(), true, SeccompMode.UNCONFINED);
        String strong = t.output(TestEngine.secured(shell("strong", script), all));
        assertFalse(strong.contains("BROKEN"), strong);
        assertTrue(strong.endsWith("end\n"), strong);
        // root of the machine, who may mount: only the cgroup namespace keeps the file at the tree's root from it
        String root = t.output(TestEngine.secured(sharing(shell("root", script), Namespace.USER), all));
        assertFalse(root.contains("BROKEN"), root);
        assertTrue(root.endsWith("end\n"), root);
    }

    private static ContainerSpec sharing(ContainerSpec s, Namespace shared) {
        Set<Namespace> own = EnumSet.copyOf(s.namespaces());
        own.remove(shared);
        return TestEngine.own(s, own);
    }

    /// /usr is the machine's own, and id-mapped: whoever could write there would be root of the machine. Everybody
    /// may have every capability in a container of their own. Each barrier by itself: ProfileTest, LockedTreeTest.
    @Test
    void theMachinesProgramsStayReadOnly() throws Exception {
        String script = "mount -o remount,bind,rw /usr && echo BROKEN; mkdir /m; mount --rbind /usr /m && echo bound;"
                + " mount -o remount,bind,rw /m && echo BROKEN; unshare -U -r -m mount -o remount,bind,rw /usr && echo"
                + " BROKEN; test -w /usr/local && echo BROKEN; test -w /m/local && echo BROKEN; echo end";
        Security all = new Security(Set.of(Capability.values()), Set.of(), true, SeccompMode.DEFAULT);
        String said = t.output(TestEngine.secured(shell("strong", script), all));
        assertFalse(said.contains("BROKEN"), said);
        assertTrue(said.contains("bound") && said.endsWith("end\n"), said);
    }

    @Test
    void theyDoSoWithoutAFilter() throws Exception {
        Security none = new Security(Set.of(Capability.values()), Set.of(), true, SeccompMode.UNCONFINED);
        String script = "exec 2>/dev/null; mount -o remount,bind,rw /usr && echo BROKEN; umount /usr/local && echo"
                + " BROKEN; mount -t tmpfs none /mnt && echo mounted; echo end";
        assertEquals("mounted\nend\n", t.output(TestEngine.secured(shell("free", script), none)));
    }

    /// What only root may read below /usr/local, root inside may not.
    @Test
    void theAdministratorsSecretsStayTheirs() throws Exception {
        Path secret = Files.createTempFile(Path.of("/usr/local/etc"), "darsena-test-", "");
        try {
            Files.writeString(secret, "x");
            Files.setAttribute(secret, "unix:mode", 0640);
            String id = t.start(spec("box", "sleep", "1000"));
            assertEquals("", t.exec(id, "cat " + secret + " 2>/dev/null; true"));
            Files.setAttribute(secret, "unix:mode", 0644);
            assertEquals("x", t.exec(id, "cat " + secret));
        } finally {
            Files.delete(secret);
        }
    }

    @Proves(Row.USER_NAMESPACES)
    @Test
    void rootInsideIsNobodyOutside() throws Exception {
        Path secret = t.folder.resolve("secret");
        Files.writeString(secret, "x");
        Files.setAttribute(secret, "unix:mode", 0600);
        Path container = t.folder.resolve("state/containers");
        assertEquals(
                0700, (Integer) Files.getAttribute(container, "unix:mode") & 0777, "nobody else reaches the files");
        String id = t.start(shell("box", "cp /usr/bin/id /root/id; chmod 4755 /root/id; touch /root/done; sleep 1000"));
        Path root = container.resolve(id + "/upper/root");
        TestEngine.until("a set-uid file", () -> Files.exists(root.resolve("done")));
        assertNotEquals(0, Files.getAttribute(root.resolve("id"), "unix:uid"), "it is not root's that it sets");
        assertEquals("exit 1", t.exec(id, "cat /proc/1/root" + secret + " 2>/dev/null"));
    }

    @Proves(Row.DEVICES)
    @Test
    void noDeviceCanBeMade() throws Exception {
        String script =
                "mknod /tmp/sda b 254 0 2>/dev/null && echo MADE; mknod /tmp/kmsg c 1 11 2>/dev/null && echo MADE;"
                        + " head -c1 /tmp/sda 2>/dev/null && echo READ; find /dev -type b; echo end";
        assertEquals("end\n", t.output(shell("box", script)));
    }

    /// Root inside that is root outside may make device nodes; the list of devices (v1) keeps them shut, or, where
    /// there
    /// is none, it gets no right to make them. /dev is the one place where devices can be opened at all.
    @Proves(Row.DEVICES)
    @Test
    void norWithoutAUserNamespace() throws Exception {
        String script = "exec 2>/dev/null; mknod /dev/disk b 254 0 && echo MADE; mknod /dev/port c 1 4 && echo MADE;"
                + " for d in disk port; do (exec 3</dev/$d) && echo OPEN $d; done; echo end";
        assertEquals("end\n", t.output(sharing(shell("box", script), Namespace.USER)));
    }

    @Proves(Row.PROC_AND_SYS)
    @Test
    void aKernelSettingOfTheHostCannotBeChanged() throws Exception {
        String before = Files.readString(Path.of("/proc/sys/kernel/core_pattern"));
        Security admin = new Security(Set.of(Capability.NET_ADMIN), Set.of(), true, SeccompMode.DEFAULT);
        String out = t.output(TestEngine.secured(
                shell(
                        "box",
                        "for f in kernel/core_pattern vm/drop_caches kernel/sysrq; do"
                                + " (echo x > /proc/sys/$f) 2>/dev/null && echo WROTE $f; done;"
                                + " (echo b > /proc/sysrq-trigger) 2>/dev/null && echo WROTE;"
                                + " echo 1 > /proc/sys/net/ipv4/ip_forward && echo own net"),
                admin));
        assertEquals("own net\n", out);
        assertEquals(before, Files.readString(Path.of("/proc/sys/kernel/core_pattern")));
    }

    /// The files are root's of the machine, whom in a user namespace nobody inside is; without one only the read-only
    /// mounts keep root from them. They are opened, not written.
    @Proves(Row.PROC_AND_SYS)
    @Test
    void norByTheMachinesRoot() throws Exception {
        String script = "for f in /proc/sysrq-trigger /proc/sys/kernel/core_pattern /proc/sys/kernel/modprobe"
                + " /proc/sys/vm/drop_caches /proc/irq/default_smp_affinity /sys/kernel/uevent_helper; do"
                + " (exec 3>>$f) 2>/dev/null && echo OPEN $f; done; echo end";
        assertEquals("end\n", t.output(sharing(shell("box", script), Namespace.USER)));
    }

    @Test
    void anExecCannotBeTracedOrReachedFromInside() throws Exception {
        String id = t.start(spec("box", "sleep", "1000"));
        assertEquals("0\n1\n2\n3\n", t.exec(id, "ls /proc/self/fd"), "and the listing's own");
        assertEquals("/\n", t.exec(id, "pwd -P"));
        assertEquals("1\n", t.exec(id, "cat /proc/self/status | grep -c 'NoNewPrivs:\\s*1'"));
        assertEquals("2\n", t.exec(id, "awk '/^Seccomp:/{print $2}' /proc/self/status"));
        String eff = t.exec(id, "awk '/^CapEff:/{print $2}' /proc/self/status").strip();
        assertEquals(Capability.mask(Capability.DEFAULT), Long.parseLong(eff, 16));
    }

    @Test
    void whatAContainerLeavesBehindGoesWhole() throws Exception {
        String id = t.start(shell(
                "box",
                "mkdir -m 000 /locked; ln -s / /escape; d=/; for i in $(seq 200); do d=$d/deep$i; done; mkdir -p $d;"
                        + " touch '/odd\nname'; mkfifo /pipe; echo done; sleep 1000"));
        TestEngine.until("it is done", () -> t.log(id).contains("done"));
        t.engine().delete(id, true, Progress.NONE);
        assertEquals(List.of(), t.files("state/containers"));
        assertTrue(Files.exists(Path.of("/etc/passwd")));
    }

    @Test
    void killingEverythingMeetsWhatForksAway() throws Exception {
        String id = t.start(limited(
                shell("many", "echo up; while :; do (sleep 1000 &) ; sleep 0.01; done"),
                new Resources(null, null, null, 64L)));
        TestEngine.until("many run", () -> t.cgroups().of(id).usage().pids() > 30);
        assertTrue(t.cgroups().of(id).killAll(Duration.ofSeconds(10)));
        t.awaitState(id, ContainerState.STOPPED);
    }
}
