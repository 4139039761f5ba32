package org.darsena.runtime.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcTest {
    private static final String STAT = "77 (a) b (c) S 5 77 77 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 123456 0 0";

    @TempDir
    Path root;

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void aNameMayHoldAnything() {
        assertEquals(new ProcStat(77, "a) b (c", 'S', 5, 123456), ProcStat.parse(STAT));
        assertThrows(IllegalArgumentException.class, () -> ProcStat.parse("77"));
    }

    @Test
    void livesOnlyWithItsStartTime() throws IOException {
        file("77/stat", STAT);
        file("78/stat", STAT.replace("77 (", "78 (").replace(") S ", ") Z "));
        Proc proc = new Proc(root);
        assertTrue(proc.lives(77, 123456));
        assertFalse(proc.lives(77, 123457), "the pid was reused");
        assertFalse(proc.lives(78, 123456), "a zombie");
        assertFalse(proc.lives(79, 123456));
        assertFalse(proc.lives(0, 0));
    }

    @Test
    void readsMounts() throws IOException {
        file("self/mountinfo", """
                27 1 254:0 / / rw,relatime shared:1 master:2 - ext4 /dev/vda rw,discard
                34 31 0:31 / /sys/fs/cgroup/with\\040blank\\134 rw - cgroup cgroup rw,cpuset
                """);
        List<MountInfo> mounts = new Proc(root).ownMounts();
        assertEquals(2, mounts.size());
        assertEquals("ext4", mounts.getFirst().type());
        assertEquals("/sys/fs/cgroup/with blank\\", mounts.get(1).point());
        assertEquals(List.of("rw", "cpuset"), mounts.get(1).superOptions());
    }

    @Test
    void readsNoMoreMountsThanAreWanted() throws IOException {
        file("77/mountinfo", "27 1 254:0 / / rw - ext4 /dev/vda rw\n".repeat(50_000));
        assertEquals(3, new Proc(root).mounts(77, 3).size());
        assertThrows(IOException.class, () -> new Proc(root).mounts(78, 3));
    }

    @Test
    void readsWhatElseAProcessShows() throws IOException {
        file("9/status", "Name:\tsleep\nNSpid:\t9\t1\nCapEff:\t00000000a80425fb\n");
        file("9/cgroup", "8:pids:/darsena/0123\n0::/darsena/0123\n");
        file("9/uid_map", "         0 1879048192      65536\n");
        Files.createDirectories(root.resolve("9/ns"));
        Files.createSymbolicLink(root.resolve("9/ns/net"), Path.of("net:[4026531840]"));
        Proc proc = new Proc(root);
        assertEquals("9\t1", proc.status(9).get("NSpid"));
        assertEquals(Map.of("pids", "/darsena/0123", "", "/darsena/0123"), proc.cgroups(9));
        assertEquals(1879048192L, proc.idMap(9, "uid_map").getFirst()[1]);
        assertEquals(4026531840L, proc.namespace(9, "net"));
        assertEquals(0, proc.namespace(9, "time"), "a kernel without that kind");
        assertThrows(IOException.class, () -> proc.namespace(10, "net"));
    }
}
