package org.darsena.runtime.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.darsena.model.container.DeviceRule;
import org.darsena.model.plan.PlanStep.LimitDevices;
import org.darsena.model.plan.PlanStep.SetLimit;
import org.darsena.runtime.cgroup.CgroupLayout.Version;
import org.darsena.runtime.kernel.Bpf;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.proc.Proc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Devices of a cgroup v2, limited by a program, on this machine's v2 tree; and changes that fail half-way.
@Tag("kernel")
class DevicesKernelTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String ID = "0123456789ab";
    private static final String TRY = """
            read go
            for d in null zero random; do head -c 1 /dev/$d > /dev/null 2>&1 && echo read $d; done
            for d in null zero random; do { echo > /dev/$d; } 2> /dev/null && echo write $d; done
            mknod $TMPDIR/n c 1 3 2> /dev/null && echo mknod null
            mknod $TMPDIR/b b 250 1 2> /dev/null && echo mknod block
            true""";

    private Cgroups cgroups;

    @BeforeEach
    void open() throws IOException {
        CgroupLayout own = Cgroups.open(Proc.system(), "dcg").layout();
        assumeTrue(own.unified().isPresent(), "no cgroup2 is mounted");
        assumeTrue(Devices.possible(), "the kernel takes no device programs");
        CgroupLayout v2 = new CgroupLayout(Version.V2, own.unified().stream().toList());
        cgroups = new Cgroups(v2, "dcg-" + ProcessHandle.current().pid());
        cgroups.prepare();
    }

    @AfterEach
    void clean() throws IOException {
        if (cgroups != null) {
            assertTrue(cgroups.of(ID).remove(LIMIT));
            assertTrue(cgroups.removeParent(LIMIT));
        }
    }

    private Path folder() {
        return cgroups.of(ID).paths().getFirst();
    }

    private static List<DeviceRule> allowed(String... rules) {
        return DeviceRule.allowed(Stream.of(rules)
                        .map(r -> DeviceRule.parse(r).orElseThrow())
                        .toList())
                .orElseThrow();
    }

    private CgroupPlan plan(List<DeviceRule> allowed) {
        return new CgroupPlan(List.of(), List.of(), new LimitDevices(folder().toString(), allowed), null, true);
    }

    /// What can be done in it.
    private List<String> possible() throws Exception {
        Path place = Files.createTempDirectory("darsena-devices");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", TRY);
        builder.environment().put("TMPDIR", place.toString());
        Process p = builder.start();
        try {
            CgroupFiles.write(folder().resolve("cgroup.procs"), String.valueOf(p.pid()));
            p.getOutputStream().write('\n');
            p.getOutputStream().close();
            String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, p.waitFor());
            return out.lines().toList();
        } finally {
            p.destroyForcibly().waitFor();
            try (Stream<Path> made = Files.list(place)) {
                for (Path file : made.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(place);
        }
    }

    private int programs() throws IOException {
        try (Fd dir = LinuxKernel.get().open(folder().toString(), Linux.O_RDONLY | Linux.O_DIRECTORY, 0)) {
            return Bpf.attached(dir).size();
        }
    }

    @Test
    void theUsualOnesAndNoOthers() throws Exception {
        cgroups.make(ID, plan(DeviceRule.USUAL));
        assertEquals(
                List.of(
                        "read null",
                        "read zero",
                        "read random",
                        "write null",
                        "write zero",
                        "write random",
                        "mknod null"),
                possible());
        cgroups.make(ID, plan(DeviceRule.USUAL)); // taken over
        assertEquals(1, programs());
    }

    @Test
    void whatTheRulesSayByAccessAndNumber() throws Exception {
        cgroups.make(ID, plan(allowed("deny c 1:8 w", "deny c 1:5 r", "b 250:* m", "deny c 1:3 m")));
        assertEquals(List.of("read null", "read random", "write null", "write zero", "mknod block"), possible());
    }

    @Test
    void noneButThatWhichOutputNeeds() throws Exception {
        cgroups.make(ID, plan(allowed("deny a", "c 1:3 w")));
        assertEquals(List.of("write null"), possible());
        Devices.limit(folder(), allowed("allow a"));
        assertEquals(8, possible().size(), "all");
        assertEquals(1, programs(), "the old one is gone");
    }

    @Test
    void aChangeThatFailsHalfWayLeavesAllAsItWas() throws Exception {
        ContainerCgroup cgroup = cgroups.make(ID, plan(DeviceRule.USUAL));
        List<String> before = possible();
        String dir = folder().toString();
        SetLimit depth = new SetLimit("core", dir, "cgroup.max.depth", "7", false);
        SetLimit back = new SetLimit("core", dir, "cgroup.max.depth", "max", false);
        SetLimit bad = new SetLimit("core", dir, "cgroup.max.descendants", "no number", false);
        LimitDevices none = new LimitDevices(dir, allowed("deny a"));
        LimitDevices usual = new LimitDevices(dir, DeviceRule.USUAL);
        LimitChange change = new LimitChange(
                cgroup,
                new LimitChange.Forth(List.of(dir), List.of(depth, bad), none),
                new LimitChange.Back(List.of(back), usual),
                null);
        assertThrows(IOException.class, change::apply);
        assertEquals(
                "max", Files.readString(folder().resolve("cgroup.max.depth")).strip());
        LimitChange good = new LimitChange(
                cgroup,
                new LimitChange.Forth(List.of(dir), List.of(depth), none),
                new LimitChange.Back(List.of(back), usual),
                null);
        good.apply();
        assertEquals("7", Files.readString(folder().resolve("cgroup.max.depth")).strip());
        assertEquals(List.of(), possible());
        good.undo(new IOException("what came after failed"));
        assertEquals(
                "max", Files.readString(folder().resolve("cgroup.max.depth")).strip());
        assertEquals(before, possible());
    }
}
