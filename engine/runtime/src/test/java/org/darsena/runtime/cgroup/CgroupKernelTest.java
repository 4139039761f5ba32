package org.darsena.runtime.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.darsena.model.plan.PlanStep.SetLimit;
import org.darsena.runtime.cgroup.CgroupLayout.Version;
import org.darsena.runtime.proc.Proc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The machine's own trees; and its v2 tree by itself, as on a machine that has no other.
@Tag("kernel")
@Tag("machine")
class CgroupKernelTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String ID = "0123456789ab";
    private static final String PARENT = "dcg-" + ProcessHandle.current().pid();

    private final List<Process> processes = new ArrayList<>();
    private final List<Cgroups> opened = new ArrayList<>();

    static Stream<CgroupLayout> layouts() throws IOException {
        CgroupLayout own = Cgroups.open(Proc.system(), PARENT).layout();
        List<Hierarchy> unified = own.unified().stream().toList();
        return own.version() == Version.HYBRID ? Stream.of(own, new CgroupLayout(Version.V2, unified)) : Stream.of(own);
    }

    private Cgroups open(CgroupLayout layout) throws IOException {
        Cgroups cgroups = new Cgroups(layout, PARENT);
        opened.add(cgroups);
        cgroups.prepare();
        cgroups.prepare();
        return cgroups;
    }

    @AfterEach
    void clean() throws Exception {
        for (Process p : processes) {
            p.destroyForcibly().waitFor();
        }
        for (Cgroups cgroups : opened) {
            assertTrue(cgroups.of(ID).remove(LIMIT));
            assertTrue(cgroups.removeParent(LIMIT));
        }
    }

    private int process(ContainerCgroup cgroup, String script) throws IOException {
        Process p = new ProcessBuilder("sh", "-c", script).start();
        processes.add(p);
        for (Path file : cgroup.procsFiles()) {
            CgroupFiles.write(file, String.valueOf(p.pid()));
        }
        return (int) p.pid();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void frozenThawedKilledRemoved(CgroupLayout layout) throws Exception {
        Cgroups cgroups = open(layout);
        ContainerCgroup cgroup = cgroups.make(ID, List.of());
        assertEquals(Set.of(ID), cgroups.ids());
        int pid = process(cgroup, "while :; do :; done");
        assertEquals(Set.of(pid), cgroup.pids());
        assertFalse(cgroup.frozen());
        assertTrue(cgroup.freeze(LIMIT));
        assertTrue(cgroup.frozen());
        cgroup.thaw();
        assertFalse(cgroup.frozen());
        assertTrue(cgroup.freeze(LIMIT));
        assertFalse(cgroup.remove(Duration.ofMillis(20)), "not while something is in it");
        assertTrue(cgroup.killAll(LIMIT), "a frozen process too");
        assertTrue(processes.getFirst().waitFor(10, TimeUnit.SECONDS));
        assertTrue(cgroup.remove(LIMIT));
        assertFalse(cgroup.exists());
        assertEquals(Set.of(), cgroups.ids());
        assertTrue(cgroup.killAll(LIMIT), "nothing left is fine");
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void whatWasMadeBelowGoesToo(CgroupLayout layout) throws Exception {
        ContainerCgroup cgroup = open(layout).make(ID, List.of());
        for (Path dir : cgroup.paths()) {
            Files.createDirectories(dir.resolve("a/b"));
        }
        assertTrue(cgroup.remove(LIMIT));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void aFailedLimitLeavesNothing(CgroupLayout layout) throws Exception {
        Cgroups cgroups = open(layout);
        String folder = cgroups.of(ID).paths().getFirst().toString();
        SetLimit bad = new SetLimit("freezer", folder, "cgroup.procs", "no number", false);
        assertThrows(IOException.class, () -> cgroups.make(ID, List.of(bad)));
        assertFalse(cgroups.of(ID).exists());
        SetLimit absent = new SetLimit("rdma", folder, "rdma.max", "1", false);
        MissingControllerException e =
                assertThrows(MissingControllerException.class, () -> cgroups.make(ID, List.of(absent)));
        assertEquals("rdma", e.controller());
        cgroups.make(ID, List.of(new SetLimit("rdma", folder, "rdma.max", "1", true))); // optional
    }

    @Test
    void figuresOfAProcess() throws Exception {
        CgroupLayout layout = layouts().findFirst().orElseThrow();
        assumeTrue(layout.missing().isEmpty(), "lacks " + layout.missing());
        ContainerCgroup cgroup = open(layout).make(ID, List.of());
        process(cgroup, "while :; do :; done");
        try (CgroupProbe probe = cgroup.probe()) {
            long before = probe.cpuNanos();
            assertTrue(Waiting.until(LIMIT, () -> probe.cpuNanos() > before));
            assertEquals(1, probe.pids());
            assertTrue(probe.memoryBytes() >= 0);
        }
        assertEquals(0, cgroup.oomKills());
    }

    @Tag("cgroup1")
    @Test
    void quickMovesLeaveNothing(@TempDir Path run) throws Exception {
        CgroupLayout layout = layouts().findFirst().orElseThrow();
        String name = "name=" + PARENT;
        try (QuickMoves moves = QuickMoves.hold(layout, run, PARENT)) {
            assumeTrue(moves.held(), "cgroup v2, or a kernel before 6.0");
            assertTrue(
                    Proc.system().cgroups((int) ProcessHandle.current().pid()).containsKey(name));
            assertTrue(Proc.system().ownMounts().stream()
                    .noneMatch(m -> m.superOptions().contains(name)));
        }
        assertTrue(Waiting.until(LIMIT, () -> !names().contains(name)), "it goes with its last descriptor");
    }

    private static Set<String> names() {
        try {
            return Proc.system().cgroups((int) ProcessHandle.current().pid()).keySet();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
