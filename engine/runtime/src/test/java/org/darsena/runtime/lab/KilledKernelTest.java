package org.darsena.runtime.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.darsena.model.container.ContainerState;
import org.darsena.model.json.ShippedLabs;
import org.darsena.runtime.ContainerInfo;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.LabInfo;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.proc.MountInfo;
import org.darsena.runtime.proc.Proc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Helpers come and go; labs stay, whole or not at all.
@Tag("kernel")
class KilledKernelTest {
    private final LabBox box = new LabBox();

    KilledKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        box.close();
    }

    @ParameterizedTest
    @CsvSource({
        "lab.create,1",
        "lab.create,7",
        "lab.wire,1",
        "lab.start,1",
        "lab.start,7",
        "lab.command,1",
        "lab.command,12"
    })
    void inTheMiddleOfUp(String step, int count) throws Exception {
        Map<String, List<String>> before = box.left();
        box.shut();
        try (LabProcess helper = new LabProcess(box.config, "up", "dmz")) {
            helper.await(step, count);
        }
        box.reopen();
        assertEquals(List.of(), box.engine().labs());
        assertEquals(List.of(), box.engine().containers());
        box.assertLeft(before);
        box.assertAllHold(box.up(ShippedLabs.read("dmz")));
    }

    @ParameterizedTest
    @CsvSource({"1", "4", "7"})
    void inTheMiddleOfDown(int count) throws Exception {
        Map<String, List<String>> before = box.left();
        box.up(ShippedLabs.read("dmz"));
        box.shut();
        try (LabProcess helper = new LabProcess(box.config, "down")) {
            helper.await("lab.delete", count);
        }
        box.reopen();
        assertEquals(List.of(), box.engine().labs());
        assertEquals(List.of(), box.engine().containers());
        box.assertLeft(before);
    }

    @Test
    void aWholeLabIsTakenOver() throws Exception {
        box.shut();
        try (LabProcess helper = new LabProcess(box.config, "up", "dmz")) {
            helper.await("done", 1);
        }
        box.reopen();
        LabInfo lab = box.engine().labs().getFirst();
        assertEquals(LabInfo.State.RUNNING, lab.state());
        assertEquals(ShippedLabs.read("dmz"), lab.document());
        Map<String, Integer> pids = pids(lab);
        box.assertAllHold(lab);
        LabBox.until(
                "its links are counted",
                () -> box.engine().history("link/" + lab.id() + "/4").stream()
                        .anyMatch(f -> f.received() > 0)); // OSPF says hello
        box.reopen();
        assertEquals(lab, box.engine().labs().getFirst());
        assertEquals(pids, pids(lab), "nothing was started again");
        int web = pids.getOrDefault("web", 0);
        box.shut();
        LinuxKernel.get().kill(web, Linux.SIGKILL);
        box.reopen();
        assertEquals(LabInfo.State.DEGRADED, box.now(lab).state());
        assertEquals("1\n", box.exec(lab, "fw", "cat /sys/class/net/eth0/carrier"));
        box.engine().start(box.id(lab, "web"), Progress.NONE);
        LabBox.until("whole again", () -> box.now(lab).state() == LabInfo.State.RUNNING);
        box.assertAllHold(lab);
    }

    private Map<String, Integer> pids(LabInfo lab) {
        Map<String, Integer> pids = new TreeMap<>();
        lab.nodes()
                .forEach((node, id) -> pids.put(
                        node, box.engine().container(id).map(ContainerInfo::pid).orElse(0)));
        return pids;
    }

    /// The node runs, its start commands have not all: a new helper starts it from the beginning.
    @Test
    void inTheMiddleOfANodesRestart() throws Exception {
        LabInfo lab = box.up(ShippedLabs.read("dmz"));
        box.shut();
        try (LabProcess helper = new LabProcess(box.config, "restart", "core")) {
            helper.await("lab.command", 2);
        }
        box.reopen();
        LabBox.until("it is started again", () -> box.now(lab).state() == LabInfo.State.RUNNING);
        box.assertAllHold(lab);
    }

    /// After a reboot nothing is left but files: no process, no namespace, no pin, no cgroup.
    @Test
    void afterAReboot() throws Exception {
        LabInfo lab = box.up(ShippedLabs.read("dmz"));
        Map<String, Integer> pids = pids(lab);
        box.shut();
        for (int pid : pids.values()) {
            LinuxKernel.get().kill(pid, Linux.SIGKILL);
        }
        for (int pid : pids.values()) {
            LabBox.until("it is gone", () -> !Files.exists(Path.of("/proc/" + pid)));
        }
        for (MountInfo mount : Proc.system().ownMounts()) {
            if (mount.point().startsWith(box.config.run() + "/ns/")
                    || mount.point().startsWith(box.config.run() + "/labs/")) {
                LinuxKernel.get().unmount(mount.point(), Linux.MNT_DETACH);
            }
        }
        remove(box.config.run().resolve("ns"));
        remove(box.config.run().resolve("labs"));
        box.reopen();
        assertEquals(LabInfo.State.DEGRADED, box.now(lab).state());
        for (String node : pids.keySet()) {
            ContainerInfo c = box.engine().container(box.id(lab, node)).orElseThrow();
            assertEquals(ContainerState.STOPPED, c.state());
            box.engine().start(c.id(), Progress.NONE);
        }
        LabBox.until("whole again", () -> box.now(lab).state() == LabInfo.State.RUNNING);
        box.assertAllHold(lab);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path p : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(p);
            }
        }
        assertTrue(Files.notExists(folder));
    }
}
