package org.darsena.runtime.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.darsena.model.container.Namespace;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Linux;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Cgroups, layers, full disks: what a container stands in.
class SurroundingsTest extends StageTest {

    @ParameterizedTest
    @ValueSource(strings = {"pids", "cpu", "memory", "freezer", "unified"})
    void standsInItsCgroupBeforeItRuns(String hierarchy) throws Exception {
        try (Group group = new Group(hierarchy)) {
            StartPlan plan = box.plan("cat", "/proc/self/cgroup");
            String told = box.run(stage, plan, group.procs());
            assertEquals(Set.of("/"), Set.of(ownPath(told, hierarchy)), "its own is the root it sees");
            StartPlan shared = box.plan("cat", "/proc/self/cgroup");
            shared.namespaces(Namespace.OWN_BY_DEFAULT.stream()
                    .filter(n -> n != Namespace.CGROUP)
                    .collect(Collectors.toSet()));
            told = box.run(stage, shared, group.procs());
            assertTrue(ownPath(told, hierarchy).endsWith("/" + group.name));
        }
    }

    @Test
    void isBornInAVersion2Cgroup() throws Exception {
        try (Group group = new Group("unified")) {
            StartPlan plan = box.plan(
                            "sh", "-c", "grep ^0: /proc/self/cgroup; ls /sys/fs/cgroup; mkdir /sys/fs/cgroup/x")
                    .cgroup2(group.directory());
            List<String> told = box.run(stage, plan).lines().toList();
            assertEquals("0::/", told.getFirst());
            assertTrue(told.contains("cgroup.procs"), told.toString());
            assertTrue(told.getLast().endsWith("Read-only file system"), told.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void execStandsThereToo(boolean version2) throws Exception {
        try (Group group = new Group(version2 ? "unified" : "pids")) {
            try (Running container = stage.start(box.plan("sleep", "1000").build());
                    Fd nothing = kernel.open("/dev/null", Linux.O_RDWR, 0)) {
                ExecPlan plan = new ExecPlan(
                        container.pidfd(),
                        Namespace.OWN_BY_DEFAULT,
                        version2 ? List.of() : List.of(group.procs()),
                        version2 ? group.directory() : null,
                        new StdioPlan.Descriptors(nothing, nothing, nothing),
                        Box.process("sleep", "1000"),
                        null,
                        false);
                Running exec = stage.start(plan.toPlan());
                assertEquals(List.of(String.valueOf(exec.pid())), group.members());
                container.signal(Linux.SIGKILL);
                exec.exit().get(10, TimeUnit.SECONDS);
                container.exit().get(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void layersLieUponEachOther() throws Exception {
        Path one = Files.createDirectory(dir.resolve("one"));
        Path two = Files.createDirectory(dir.resolve("two"));
        Files.writeString(one.resolve("a"), "one\n");
        Files.writeString(two.resolve("a"), "two\n");
        Files.writeString(two.resolve("b"), "two\n");
        List<Fd> layers = List.of(
                box.hold(one.toString(), Linux.O_PATH), box.hold(two.toString(), Linux.O_PATH), box.path("root"));
        boolean[] ways = KernelVersion.current().before(6, 15) ? new boolean[] {true} : new boolean[] {false, true};
        for (boolean own : ways) {
            StartPlan plan = box.plan("cat", "/a", "/b")
                    .overlayRoot(layers, box.path("upper"), box.path("work"))
                    .overlayInOwnNamespace(own);
            assertEquals("one\ntwo", box.run(stage, plan), "own " + own);
        }
    }

    @Test
    void aFullDiskLosesLogLinesAndNothingElse() throws Exception {
        Path small = Files.createDirectory(dir.resolve("small"));
        kernel.mount("tmpfs", small.toString(), "tmpfs", 0, "size=64k");
        try {
            Path state = Files.createDirectory(small.resolve("state"));
            try (Fd folder = kernel.open(state.toString(), Linux.O_DIRECTORY, 0)) {
                StartPlan plan =
                        box.plan("sh", "-c", "/probe flood 5000; exit 3").state(folder, 1 << 20);
                try (Running running = stage.start(plan.build())) {
                    assertEquals(new Exit(3, 0, ""), running.exit().get(20, TimeUnit.SECONDS));
                    assertTrue(Box.within10s(() -> !Box.lives(running.monitorPid()))); // it still syncs
                }
            }
            assertTrue(Files.readString(state.resolve("exit.json")).startsWith("{\"code\":3,"));
            assertTrue(Files.size(state.resolve("console.log")) < 65_536);
        } finally {
            kernel.unmount(small.toString(), Linux.MNT_DETACH);
        }
    }

    @Test
    void mountPointsCanBeEnteredByOthers() throws Exception {
        ProcessPlan user =
                Box.process("ls", "/dev/null", "/proc/version", "/srv/deep/er").as(1000, 1000, List.of());
        Path data = Files.createDirectory(dir.resolve("data"));
        StartPlan plan =
                box.plan(user).bind(Bind.folder(box.hold(data.toString(), Linux.O_PATH), "/srv/deep/er", true, true));
        assertFalse(box.run(stage, plan).contains("denied"));
    }

    /// The path that `/proc/self/cgroup` has for a hierarchy.
    private static String ownPath(String table, String hierarchy) {
        String mark = hierarchy.equals("unified") ? "0::" : ":" + hierarchy + ":";
        return table.lines()
                .filter(line -> line.contains(mark))
                .map(line -> line.substring(line.indexOf(mark) + mark.length()))
                .findFirst()
                .orElse("none");
    }

    /// A cgroup of this test alone.
    private final class Group implements AutoCloseable {
        final String name = "darsena-stage-" + ProcessHandle.current().pid();
        private final Path folder;

        Group(String hierarchy) throws Exception {
            Path mount = Path.of("/sys/fs/cgroup", hierarchy);
            if (hierarchy.equals("unified") && !Files.exists(mount)) {
                mount = Path.of("/sys/fs/cgroup");
            }
            Assumptions.assumeTrue(Files.exists(mount.resolve("cgroup.procs")), "no hierarchy " + hierarchy + " here");
            folder = Files.createDirectory(mount.resolve(name));
        }

        Fd procs() throws Exception {
            return box.hold(folder.resolve("cgroup.procs").toString(), Linux.O_WRONLY);
        }

        Fd directory() throws Exception {
            return box.hold(folder.toString(), Linux.O_DIRECTORY);
        }

        List<String> members() throws Exception {
            return Files.readAllLines(folder.resolve("cgroup.procs"));
        }

        @Override
        public void close() throws Exception {
            assertTrue(Box.within10s(() -> members().isEmpty()));
            Files.delete(folder);
        }
    }
}
