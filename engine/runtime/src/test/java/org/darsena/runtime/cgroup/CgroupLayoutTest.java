package org.darsena.runtime.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.darsena.runtime.cgroup.CgroupLayout.Version;
import org.darsena.runtime.proc.MountInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupLayoutTest {
    private static final String V1 = """
            31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755
            32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
            34 31 0:31 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset
            35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
            36 31 0:33 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids
            40 31 0:37 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd
            42 31 0:32 / /mnt/memory rw - cgroup cgroup rw,memory
            """;
    private static final String UNIFIED = "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n";

    @TempDir
    Path root;

    private CgroupLayout read(String mountinfo) throws IOException {
        return CgroupLayout.read(MountInfo.parse(mountinfo.lines().toList()), root);
    }

    private void controllers(String mount, String text) throws IOException {
        Files.createDirectories(root.resolve(mount));
        Files.writeString(root.resolve(mount).resolve("cgroup.controllers"), text);
    }

    @Test
    void versionOne() throws IOException {
        CgroupLayout layout = read(V1);
        assertEquals(Version.V1, layout.version());
        assertEquals(
                List.of("cpu,cpuacct", "cpuset", "memory", "pids"),
                layout.hierarchies().stream()
                        .map(h -> h.mount().getFileName().toString())
                        .toList(),
                "only those we use, and each tree once");
        assertEquals(layout.of("cpu"), layout.of("cpuacct"));
        assertEquals(List.of("freezer", "devices"), layout.missing());
    }

    @Test
    void hybrid() throws IOException {
        controllers("sys/fs/cgroup/unified", "\n");
        CgroupLayout layout = read(V1 + UNIFIED);
        assertEquals(Version.HYBRID, layout.version());
        assertTrue(layout.of("freezer").orElseThrow().unified(), "every v2 tree freezes");
        assertEquals(Set.of("memory"), layout.of("memory").orElseThrow().controllers());
        assertEquals(List.of("devices"), layout.missing());
        controllers("sys/fs/cgroup/unified", "hugetlb io\n");
        assertTrue(read(V1 + UNIFIED).of("io").isEmpty(), "the machine does not hand it down");
        Files.writeString(root.resolve("sys/fs/cgroup/unified/cgroup.subtree_control"), "io\n");
        assertTrue(read(V1 + UNIFIED).of("io").orElseThrow().unified());
        assertTrue(read(V1 + UNIFIED).of("hugetlb").isEmpty());
    }

    @Test
    void versionTwo() throws IOException {
        controllers("sys/fs/cgroup", "cpuset cpu io memory hugetlb pids\n");
        CgroupLayout layout = read("29 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate\n");
        assertEquals(Version.V2, layout.version());
        assertEquals(List.of(), layout.missing());
        assertTrue(layout.of("cpuacct").isPresent());
    }

    @Test
    void versionTwoWithoutMemory() throws IOException {
        controllers("sys/fs/cgroup", "cpu pids\n");
        assertEquals(
                List.of("memory"),
                read("29 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n").missing());
    }

    @Test
    void none() throws IOException {
        CgroupLayout layout = read("27 1 254:0 / / rw - ext4 /dev/vda rw\n");
        assertEquals(Version.NONE, layout.version());
        assertEquals(CgroupLayout.WANTED, layout.missing());
    }

    @Test
    void handsControllersDownAndNothingElse() throws IOException {
        controllers("sys/fs/cgroup", "cpuset cpu io memory pids\n");
        Path top = root.resolve("sys/fs/cgroup/cgroup.subtree_control");
        Files.writeString(top, "memory pids cpuset cpu io\n");
        Files.createDirectories(root.resolve("sys/fs/cgroup/darsena"));
        Path ours = root.resolve("sys/fs/cgroup/darsena/cgroup.subtree_control");
        Files.writeString(ours, "cpu io memory cpuset\n");
        new Cgroups(read("29 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n"), "darsena").prepare();
        assertEquals("memory pids cpuset cpu io\n", Files.readString(top), "all were handed down already");
        assertTrue(Files.readString(ours).startsWith("+pids"), "only the one that was not");
    }

    @Test
    void idsAndNamesAreChecked() throws IOException {
        CgroupLayout layout = read(V1);
        assertThrows(IllegalArgumentException.class, () -> new Cgroups(layout, "../x"));
        assertThrows(IllegalArgumentException.class, () -> new Cgroups(layout, "darsena").of(".."));
    }

    @Test
    void readsFiguresOfEitherVersion() throws IOException {
        CgroupLayout v1 = read(V1);
        for (String tree : List.of("cpu,cpuacct", "memory", "pids")) {
            Files.createDirectories(root.resolve("sys/fs/cgroup/" + tree + "/darsena/0123"));
        }
        Files.writeString(root.resolve("sys/fs/cgroup/cpu,cpuacct/darsena/0123/cpuacct.usage"), "123456789\n");
        Files.writeString(root.resolve("sys/fs/cgroup/memory/darsena/0123/memory.usage_in_bytes"), "4096\n");
        Files.writeString(
                root.resolve("sys/fs/cgroup/memory/darsena/0123/memory.oom_control"),
                "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n");
        Files.writeString(root.resolve("sys/fs/cgroup/pids/darsena/0123/pids.current"), "7\n");
        assertEquals(
                new CgroupUsage(123456789, 4096, 7, 3),
                new Cgroups(v1, "darsena").of("0123").usage());

        controllers("sys/fs/cgroup", "cpu memory pids\n");
        CgroupLayout v2 = read("29 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
        Path dir = Files.createDirectories(root.resolve("sys/fs/cgroup/darsena/4567"));
        Files.writeString(dir.resolve("cpu.stat"), "usage_usec 55\nuser_usec 50\nsystem_usec 5\n");
        Files.writeString(dir.resolve("memory.current"), "8192\n");
        Files.writeString(dir.resolve("memory.events"), "low 0\nhigh 0\nmax 2\noom 1\noom_kill 1\n");
        Files.writeString(dir.resolve("pids.current"), "2\n");
        ContainerCgroup cgroup = new Cgroups(v2, "darsena").of("4567");
        assertEquals(new CgroupUsage(55_000, 8192, 2, 1), cgroup.usage());
        try (CgroupProbe probe = cgroup.probe()) {
            assertEquals(55_000, probe.cpuNanos());
            assertEquals(8192, probe.memoryBytes());
            assertEquals(2, probe.pids());
            Files.writeString(dir.resolve("cpu.stat"), "usage_usec 1055\nuser_usec 50\n");
            assertEquals(1_055_000, probe.cpuNanos(), "read anew by the same descriptor");
        }
        assertEquals(
                new CgroupUsage(-1, -1, -1, -1),
                new Cgroups(v2, "darsena").of("89ab").usage());
    }

    @Test
    void numbersInText() {
        assertEquals(42, number("usage_usec 42\nuser_usec 7"));
        assertEquals(-1, number("max\n"));
        assertEquals(12, CgroupProbe.firstNumber(new byte[] {'1', '2', '3'}, 2));
    }

    private static long number(String text) {
        return CgroupProbe.firstNumber(text.getBytes(StandardCharsets.US_ASCII), text.length());
    }
}
