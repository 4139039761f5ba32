package org.darsena.runtime.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.darsena.model.container.Capability;
import org.darsena.model.verify.Row;
import org.darsena.runtime.HostTerminal;
import org.darsena.runtime.Proves;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.seccomp.SeccompFilters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What those inside can see and must not be able to do; one row of the project's security table each.
@Tag("machine")
class InsideTest extends StageTest {
    private static final String EPERM = "-1";
    private static final String EACCES = "-13";

    @Proves(Row.DESCRIPTORS)
    @Test // CVE-2024-21626
    void onlyTheStandardDescriptorsAreOpen() throws Exception {
        assertEquals("0 1 2", box.run(stage, "/probe", "fds"));
        assertEquals("0 1 2", box.run(stage, box.plan("/probe", "fds").reaper(false)));
        assertEquals("0 1 2", box.run(stage, box.plan("/probe", "fds").stdio(new StdioPlan.Console(24, 80))));
    }

    @Proves(Row.DESCRIPTORS)
    @Test // CVE-2024-21626
    void workingDirectoryIsInsideTheRoot() throws Exception {
        assertEquals(
                "/tmp",
                box.run(stage, box.plan(Box.process("sh", "-c", "pwd -P").in("/tmp"))));
        assertEquals(
                "/",
                box.run(
                        stage,
                        box.plan(Box.process("sh", "-c", "cd ../../..; pwd -P").in("/tmp"))));
    }

    /// /proc/self/fd leads to whatever the launcher still holds while it changes folder.
    @Proves(Row.DESCRIPTORS)
    @Test
    void noWorkingDirectoryLeadsOutByADescriptor() throws Exception {
        int refused = 0;
        for (int fd = 3; fd < 24; fd++) {
            StartPlan plan = box.plan(Box.process("sh", "-c", "pwd -P").in("/proc/self/fd/" + fd));
            try {
                String where = box.run(stage, plan);
                assertTrue(where.startsWith("/"), "by " + fd + " it stands in " + where);
            } catch (StageException e) {
                refused++;
            }
        }
        assertTrue(refused > 10, "most are no folders of its own");
    }

    @Proves(Row.LAUNCHER)
    @Test // CVE-2019-5736
    void theLauncherCannotBeWritten() throws Exception {
        // as root inside with every capability there is, and no filter
        String said = box.run(stage, box.plan(unfiltered(all(), "/probe", "open-write", "/proc/1/exe")));
        assertTrue(Set.of(EACCES, EPERM).contains(said), said);
        // even the initial namespace's root, who can open it, finds it sealed
        try (Running running = stage.start(box.plan("sleep", "1000").build())) {
            Path exe = Path.of("/proc/" + running.pid() + "/exe");
            assertTrue(Files.readSymbolicLink(exe).toString().startsWith("/memfd:"), "runs from a memory file");
            assertFalse(canWrite(exe), "while it runs nobody writes to it");
            try (Fd file = kernel.open(exe.toString(), Linux.O_RDONLY, 0)) { // kept open, it could be written to later
                assertEquals(Linux.F_SEAL_ALL, kernel.seals(file) & Linux.F_SEAL_ALL, "and never, since it is sealed");
            }
            kernel.kill(running.pid(), Linux.SIGKILL);
            running.exit().get();
        }
    }

    private boolean canWrite(Path exe) {
        try (Fd fd = kernel.open(exe.toString(), Linux.O_WRONLY, 0)) {
            kernel.write(fd, new byte[1]);
            return true;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    @Proves(Row.TRACING)
    @Test // CVE-2016-9962
    void theReaperCannotBeTraced() throws Exception {
        assertEquals(EPERM, box.run(stage, box.plan(unfiltered(all(), "/probe", "ptrace", "1"))));
        assertEquals(
                "", box.run(stage, box.plan(unfiltered(all(), "sh", "-c", "ls /proc/1/fd /proc/1/cwd/ 2>/dev/null"))));
    }

    @Proves(Row.CGROUPS)
    @Test // CVE-2022-0492
    void cgroupsCannotBeWritten() throws Exception {
        assertEquals("", box.run(stage, "sh", "-c", "find / -xdev -name release_agent; ls /sys/fs/cgroup"));
        assertNotEquals("0", box.run(stage, "sh", "-c", "mount -t cgroup -o memory none /tmp 2>/dev/null; echo $?"));
    }

    @Proves(Row.SOCKETS)
    @Test // CVE-2020-15257
    void abstractSocketsOfTheHostAreNotListed() throws Exception {
        var address = java.net.UnixDomainSocketAddress.of(dir.resolve("probe.sock"));
        try (var server = java.nio.channels.ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            assertTrue(Files.readString(Path.of("/proc/net/unix")).contains("probe.sock"));
            assertEquals("1", box.run(stage, "sh", "-c", "wc -l </proc/net/unix")); // its heading
        }
    }

    /// It has terminals of its own only, and none of the host's for its own.
    @Proves(Row.TERMINAL)
    @Test
    void noTerminalOfTheHostCanBeReached() throws Exception {
        try (HostTerminal host = new HostTerminal()) {
            assertTrue(Files.exists(host.path()));
            String look = "ls /dev/pts; ls -d /dev/tty*; /probe open-read /dev/tty; cut -d' ' -f1,6,7 /proc/$$/stat";
            assertEquals(
                    "ptmx\n/dev/tty\n-6\n2 2 0", // ENXIO, and a session of its own without a terminal
                    box.run(stage, box.plan(unfiltered(all(), "sh", "-c", look))));
        }
    }

    @Proves(Row.KEYRINGS)
    @Test
    void sessionKeyringIsItsOwn() throws Exception {
        // made by root inside, nameless: neither the helper's nor the user's that would be found without one
        String described = box.run(stage, box.plan(unfiltered(Box.CAPS, "/probe", "keyring")));
        assertTrue(described.startsWith("keyring;0;0;") && described.endsWith(";_ses"), described);
        assertEquals(EPERM, box.run(stage, "/probe", "keyring")); // and the filter keeps keyctl away altogether
    }

    @Proves(Row.PROC_AND_SYS)
    @ParameterizedTest
    @ValueSource(strings = {"kcore", "keys", "timer_list", "interrupts", "latency_stats", "sched_debug"})
    void filesOfProcAreMasked(String name) throws Exception {
        String said = box.run(stage, box.plan(unfiltered(all(), "/probe", "read-size", "/proc/" + name)));
        assertTrue(Set.of("0", EACCES, "-2").contains(said), said);
    }

    @Proves(Row.PROC_AND_SYS)
    @ParameterizedTest
    @ValueSource(
            strings = {"/proc/acpi", "/proc/scsi", "/proc/asound", "/sys/firmware", "/sys/devices/virtual/powercap"})
    void foldersAreMasked(String path) throws Exception {
        assertEquals("", box.run(stage, box.plan(unfiltered(all(), "sh", "-c", "ls -A " + path + " 2>/dev/null"))));
    }

    @ParameterizedTest
    @CsvSource({
        "/proc/sysrq-trigger, -30",
        "/proc/sys/kernel/core_pattern, -30",
        "/proc/sys/vm/drop_caches, -30",
        "/proc/irq/default_smp_affinity, -30",
        "/sys/kernel/uevent_helper, -30"
    })
    void readOnlyPlaces(String path, String expected) throws Exception {
        String said = box.run(stage, box.plan(unfiltered(all(), "/probe", "open-write", path)));
        assertTrue(Set.of(expected, EACCES, "-2").contains(said), said);
    }

    @Test
    void networkSettingsOfItsOwnAreWritable() throws Exception {
        String script = "echo 1 >/proc/sys/net/ipv4/ip_forward && cat /proc/sys/net/ipv4/ip_forward";
        Set<Capability> caps = EnumSet.copyOf(Capability.DEFAULT);
        caps.add(Capability.NET_ADMIN);
        assertEquals("1", box.run(stage, box.plan(unfiltered(Capability.mask(caps), "sh", "-c", script))));
        StartPlan preset = box.plan("cat", "/proc/sys/net/ipv4/ip_forward").sysctl("net/ipv4/ip_forward", "1");
        assertEquals("1", box.run(stage, preset));
    }

    @Proves(Row.DEVICES)
    @Test
    void onlyHarmlessDevices() throws Exception {
        String listed = box.run(
                stage,
                "sh",
                "-c",
                "for f in /dev/* /dev/pts/*; do test ! -h $f -a \\( -c $f -o -b $f \\) && echo $f; done");
        assertEquals(
                List.of(
                        "/dev/full",
                        "/dev/null",
                        "/dev/random",
                        "/dev/tty",
                        "/dev/urandom",
                        "/dev/zero",
                        "/dev/pts/ptmx"),
                listed.lines().toList());
        assertEquals(EPERM, box.run(stage, box.plan(unfiltered(all(), "/probe", "mknod-block", "254", "0"))));
    }

    @Proves(Row.DEVICES)
    @Test
    void devicesInAnImageAreDead() throws Exception {
        Path node = box.dir.resolve("root/zero");
        Process mknod = new ProcessBuilder("mknod", "-m", "666", node.toString(), "c", "1", "5")
                .inheritIO()
                .start();
        assertEquals(0, mknod.waitFor());
        assertEquals(EACCES, box.run(stage, box.plan(unfiltered(all(), "/probe", "open-read", "/zero"))));
    }

    @Proves(Row.USER_NAMESPACES)
    @Test
    void rootInsideIsNotRootOutside() throws Exception {
        assertEquals("", box.run(stage, "sh", "-c", "echo mine >/etc/mine"));
        Path made = box.dir.resolve("upper/etc/mine");
        assertEquals(Box.IDS.base(), ((Number) Files.getAttribute(made, "unix:uid")).longValue());
        assertEquals("0 600000000 65536", box.run(stage, "sh", "-c", "echo $(cat /proc/self/uid_map)"));
    }

    @Test
    void capabilitiesAreExactlyThePlans() throws Exception {
        String status = "sed -n 's/^Cap[A-Za-z]*:.0*//p' /proc/self/status";
        String mask = Long.toHexString(Box.CAPS);
        assertEquals(join("", mask, mask, mask, ""), box.run(stage, "sh", "-c", status));
        ProcessPlan user = Box.process("sh", "-c", status).as(1000, 1000, List.of());
        assertEquals(join("", "", "", mask, ""), box.run(stage, box.plan(user)));
        long bind = Capability.mask(Set.of(Capability.NET_BIND_SERVICE));
        ProcessPlan ambient = new ProcessPlan(
                List.of("sh", "-c", status),
                Box.ENV,
                "/",
                1000,
                1000,
                List.of(),
                0022,
                new CapSets(Box.CAPS, bind, bind, bind, bind),
                true,
                new byte[0],
                List.of());
        assertEquals(join("400", "400", "400", mask, "400"), box.run(stage, box.plan(ambient)));
    }

    @Test
    void noNewPrivilegesAndFilterAreOn() throws Exception {
        String told = box.run(stage, "sh", "-c", "grep -E '^(NoNewPrivs|Seccomp):' /proc/self/status /proc/1/status");
        assertEquals(
                2, told.lines().filter(line -> line.endsWith("NoNewPrivs:\t1")).count(), told);
        assertEquals(
                2, told.lines().filter(line -> line.endsWith("Seccomp:\t2")).count(), told);
        String reaper = box.run(stage, "sh", "-c", "sed -n 's/^Cap[A-Za-z]*:.0*//p' /proc/1/status");
        String kill = Long.toHexString(Capability.mask(Set.of(Capability.KILL)));
        assertEquals(join("", kill, kill, kill, ""), reaper);
    }

    @Proves(Row.SECCOMP)
    @ParameterizedTest // numbers of asm/unistd_64.h and unistd_32.h
    @CsvSource({
        "kexec_load, syscall, 246, -1",
        "kexec_load, int80, 283, -1",
        "open_by_handle_at, syscall, 304, -1",
        "open_by_handle_at, int80, 342, -1",
        "init_module, syscall, 175, -1",
        "init_module, int80, 128, -1",
        "bpf, syscall, 321, -1",
        "bpf, int80, 357, -1",
        "userfaultfd, syscall, 323, -1",
        "userfaultfd, int80, 374, -1",
        "keyctl, syscall, 250, -1",
        "keyctl, int80, 288, -1",
        "mount, syscall, 165, -1",
        "mount, int80, 21, -1",
        "unshare, syscall, 272, -1",
        "unshare, int80, 310, -1",
        "clone3, syscall, 435, -38",
        "clone3, int80, 435, -38",
        "socketcall, int80, 102, -38",
        "io_uring_setup, syscall, 425, -1",
        "io_uring_setup, int80, 425, -1",
        "a future call, syscall, 999, -38",
        "a future call, int80, 999, -38",
        "getpid by x32, syscall, 0x40000027, -38"
    })
    void filterCoversBothEntries(String name, String entry, String number, String errno) throws Exception {
        assertEquals(errno, box.run(stage, "/probe", entry, number, "0", "0", "0"), name);
    }

    @Proves(Row.SECCOMP)
    @Test
    void filterLooksAtArguments() throws Exception {
        assertEquals(EPERM, box.run(stage, "/probe", "syscall", "56", "0x10000000", "0", "0")); // clone(CLONE_NEWUSER)
        assertEquals("-97", box.run(stage, "/probe", "syscall", "41", "40", "1", "0")); // socket(AF_VSOCK)
        assertEquals("-97", box.run(stage, "/probe", "syscall", "41", "0x100000028", "1", "0")); // with a high half
        assertEquals("-97", box.run(stage, "/probe", "int80", "359", "40", "1", "0"));
        assertEquals(EPERM, box.run(stage, "/probe", "syscall", "135", "0x400000", "0", "0")); // READ_IMPLIES_EXEC
        assertEquals("0", box.run(stage, "/probe", "syscall", "135", "0xffffffff", "0", "0"));
        assertTrue(Integer.parseInt(box.run(stage, "/probe", "int80", "20", "0", "0", "0")) > 0); // getpid passes
    }

    @Test
    void administratorsMayMount() throws Exception {
        Set<Capability> caps = EnumSet.copyOf(Capability.DEFAULT);
        caps.add(Capability.SYS_ADMIN);
        ProcessPlan admin = ProcessPlan.root(
                List.of("sh", "-c", "mount -t tmpfs none /tmp && stat -f -c %T /tmp"),
                Box.ENV,
                Capability.mask(caps),
                SeccompFilters.standard(caps));
        assertEquals("tmpfs", box.run(stage, box.plan(admin)));
    }

    @Test
    void filterWithoutNoNewPrivileges() throws Exception {
        ProcessPlan plain = Box.process("grep", "-E", "^(NoNewPrivs|Seccomp):", "/proc/self/status");
        ProcessPlan process = new ProcessPlan(
                plain.argv(), plain.env(), "/", 0, 0, List.of(), 0022, plain.caps(), false, plain.filter(), List.of());
        assertEquals("NoNewPrivs:\t0\nSeccomp:\t2", box.run(stage, box.plan(process)));
    }

    @Proves(Row.MOUNTS)
    @Test // CVE-2021-30465 and its kind
    void linksInTheImageLeadNowhere() throws Exception {
        Path outside = Files.createDirectory(dir.resolve("outside"));
        for (String place : List.of("proc", "sys", "dev")) {
            Files.createSymbolicLink(box.dir.resolve("root").resolve(place), outside);
        }
        StageException e = assertThrows(
                StageException.class, () -> stage.start(box.plan("true").build()));
        assertEquals("ATTACH", e.operation());
        try (var files = Files.list(outside)) {
            assertEquals(0, files.count());
        }
    }

    @Proves(Row.MOUNTS)
    @ParameterizedTest
    @ValueSource(strings = {"proc", "sys", "dev"})
    void norDoLinksThatStayInside(String place) throws Exception {
        Files.createSymbolicLink(box.dir.resolve("root").resolve(place), Path.of("etc"));
        StageException e = assertThrows(
                StageException.class, () -> stage.start(box.plan("true").build()));
        assertEquals("ATTACH " + Errno.ELOOP + " " + place, e.operation() + " " + e.errno() + " " + e.detail());
    }

    @Test
    void environmentAndSignalsAreClean() throws Exception {
        ProcessPlan process = new ProcessPlan(
                List.of("/usr/bin/env"),
                java.util.Map.of("ONLY", "this"),
                "/",
                0,
                0,
                List.of(),
                0022,
                CapSets.root(0),
                true,
                new byte[0],
                List.of());
        assertEquals("ONLY=this", box.run(stage, box.plan(process)));
        String masks = box.run(stage, "sh", "-c", "grep -E '^Sig(Blk|Ign)' /proc/self/status | cut -f2 | sort -u");
        assertEquals("0000000000000000", masks);
    }

    private static ProcessPlan unfiltered(long caps, String... argv) {
        return ProcessPlan.root(List.of(argv), Box.ENV, caps, new byte[0]);
    }

    /// Every capability this machine can give.
    static long all() throws Exception {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            String line = lines.filter(l -> l.startsWith("CapBnd:")).findFirst().orElseThrow();
            return Long.parseUnsignedLong(line.substring(line.indexOf('\t') + 1), 16);
        }
    }

    private static String join(String... masks) {
        List<String> list = new ArrayList<>(List.of(masks));
        return list.stream().collect(Collectors.joining("\n")).stripTrailing();
    }
}
