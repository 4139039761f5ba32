package org.darsena.runtime.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.darsena.runtime.Engine.Figures;
import org.darsena.runtime.cgroup.CgroupLayout;
import org.darsena.runtime.cgroup.CgroupProbe;
import org.darsena.runtime.cgroup.Cgroups;
import org.darsena.runtime.proc.MountInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplerTest {
    @TempDir
    Path root;

    private final Sampler sampler = new Sampler(); // not started: the tests tick

    private CgroupProbe probe() throws IOException {
        Path mount = root.resolve("cg");
        Path dir = Files.createDirectories(mount.resolve("darsena/0123"));
        Files.writeString(mount.resolve("cgroup.controllers"), "cpu memory pids");
        Files.writeString(dir.resolve("cpu.stat"), "usage_usec 0\n");
        Files.writeString(dir.resolve("memory.current"), "4096\n");
        Files.writeString(dir.resolve("pids.current"), "3\n");
        List<MountInfo> mounts = MountInfo.parse(List.of("29 23 0:26 / /cg rw - cgroup2 cgroup2 rw"));
        return new Cgroups(CgroupLayout.read(mounts, root), "darsena")
                .of("0123")
                .probe();
    }

    private void cpu(long micros) throws IOException {
        Files.writeString(root.resolve("cg/darsena/0123/cpu.stat"), "usage_usec " + micros + "\n");
    }

    private List<Figures> history(String subject) {
        List<Figures> rows = sampler.history(subject);
        assertNotNull(rows);
        return rows;
    }

    @Test
    void shareOfAProcessor() throws IOException {
        sampler.add("container/0123", probe());
        long begin = System.nanoTime();
        sampler.tick();
        long between = System.nanoTime();
        cpu(1000);
        while (System.nanoTime() - between < 20_000_000) {
            Thread.onSpinWait();
        }
        sampler.tick();
        long end = System.nanoTime();
        List<Figures> rows = history("container/0123");
        assertEquals(2, rows.size());
        assertTrue(Double.isNaN(rows.getFirst().cpu()), "no rate from one reading");
        double share = rows.get(1).cpu();
        assertTrue(share >= 1e6 / (end - begin) && share <= 1e6 / 20_000_000, "share " + share);
        assertEquals(4096, rows.get(1).memory());
        assertEquals(3, rows.get(1).pids());
        assertTrue(Double.isNaN(rows.get(1).received()));
        sampler.close();
    }

    @Test
    void ratesOfTrafficAndCountersThatGoBack() {
        long[] bytes = {100, 50};
        sampler.add("link/lab1/0", null);
        sampler.traffic(sink -> sink.traffic("link/lab1/0", bytes[0], bytes[1]));
        sampler.tick();
        bytes[0] = 1_000_100;
        sampler.tick();
        bytes[0] = 5; // a new interface
        sampler.tick();
        List<Figures> rows = history("link/lab1/0");
        assertTrue(Double.isNaN(rows.getFirst().received()));
        assertTrue(rows.get(1).received() > 0);
        assertEquals(0, rows.get(1).sent());
        assertTrue(Double.isNaN(rows.get(2).received()));
        assertTrue(Double.isNaN(rows.get(2).cpu()));
    }

    @Test
    void theListOfSubjectsIsTheSameObjectUntilItChanges() throws Exception {
        List<List<String>> seen = new ArrayList<>();
        sampler.add("link/a/0", null);
        AutoCloseable listening = sampler.listen((millis, subjects, figures) -> {
            assertEquals(subjects.size(), figures.size());
            seen.add(subjects);
        });
        sampler.tick();
        sampler.tick();
        sampler.add("link/a/1", null);
        sampler.tick();
        sampler.remove("link/a/0");
        sampler.tick();
        listening.close();
        sampler.tick();
        assertEquals(4, seen.size());
        assertSame(seen.get(0), seen.get(1));
        assertEquals(List.of("link/a/0", "link/a/1"), seen.get(2));
        assertEquals(List.of("link/a/1"), seen.get(3));
    }

    @Test
    void historyOutlivesSamplingUntilForgotten() {
        sampler.add("link/a/0", null);
        sampler.tick();
        sampler.remove("link/a/0");
        sampler.tick();
        assertEquals(1, history("link/a/0").size());
        sampler.add("link/a/0", null);
        sampler.tick();
        assertEquals(2, history("link/a/0").size());
        sampler.forget("link/a/0");
        assertNull(sampler.history("link/a/0"));
        assertNull(sampler.history("container/none"));
    }

    @Test
    void aFailingSourceOrListenerStopsNobody() {
        sampler.add("link/a/0", null);
        sampler.traffic(sink -> {
            throw new IOException("no netlink");
        });
        sampler.listen((m, s, f) -> {
            throw new IllegalStateException("listener");
        });
        int[] ticks = new int[1];
        sampler.listen((m, s, f) -> ticks[0]++);
        sampler.tick();
        assertEquals(1, ticks[0]);
        assertEquals(1, history("link/a/0").size());
    }

    @Test
    void theRingKeepsTheLastTenMinutes() {
        History history = new History();
        for (int i = 0; i < 1000; i++) {
            history.add(i * 100, i, 0, 0, 0, 0);
        }
        List<Figures> rows = history.rows(5_000_000, 100_000);
        assertEquals(History.ROWS, rows.size());
        assertEquals(400, rows.getFirst().cpu());
        assertEquals(999, rows.getLast().cpu());
        assertEquals(5_000_000 - 1000, rows.getLast().millis());
        assertEquals(1000, rows.get(1).millis() - rows.get(0).millis());
    }

    @Test
    void theClockMayWrap() {
        History history = new History();
        history.add(Integer.MAX_VALUE, 1, 0, 0, 0, 0);
        List<Figures> rows = history.rows(1_000_000, Integer.MIN_VALUE + 99);
        assertEquals(1_000_000 - 1000, rows.getFirst().millis());
    }
}
