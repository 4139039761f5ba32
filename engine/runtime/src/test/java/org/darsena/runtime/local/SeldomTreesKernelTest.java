package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.limited;
import static org.darsena.runtime.local.TestEngine.spec;
import static org.darsena.runtime.local.TestEngine.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.darsena.model.container.NetworkSpec;
import org.darsena.model.json.ResourcesPatch;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.net.NetNs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The trees of version 1 that few machines mount. In a mount namespace of its own anybody's can have them:
/// `unshare -m`, then `mount -t cgroup -o net_cls,net_prio …`.
@Tag("kernel")
class SeldomTreesKernelTest {
    private final TestEngine t = new TestEngine();

    SeldomTreesKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private String value(String id, String controller, String file) throws Exception {
        Path dir = t.cgroups().of(id).path(controller).orElseThrow();
        return Files.readString(dir.resolve(file)).strip();
    }

    private void needs(String controller) {
        assumeTrue(
                t.cgroups().layout().of(controller).filter(h -> !h.unified()).isPresent(),
                "no hierarchy of " + controller + " is mounted");
    }

    @Test
    void packetsAreTagged() throws Exception {
        needs("net_cls");
        String id = t.start(limited(spec("a", "sleep", "1000"), UpdateKernelTest.limits("{\"netClass\": \"10:1\"}")));
        assertEquals("1048577", value(id, "net_cls", "net_cls.classid"));
        t.engine().update(id, ResourcesPatch.of("{\"netClass\": \"10:2\"}"));
        assertEquals("1048578", value(id, "net_cls", "net_cls.classid"));
        t.engine().update(id, ResourcesPatch.of("{\"netClass\": null}"));
        assertEquals("0", value(id, "net_cls", "net_cls.classid"));
    }

    @Test
    void packetsHavePrioritiesByTheContainersOwnInterfaces() throws Exception {
        needs("net_prio");
        String id = t.start(with(
                limited(spec("a", "sleep", "1000"), UpdateKernelTest.limits("{\"netPriorities\": {\"eth0\": 5}}")),
                List.of(NetworkSpec.nat("eth0"))));
        assertTrue(inside(id).contains("eth0 5"), inside(id));
        t.engine().update(id, ResourcesPatch.of("{\"netPriorities\": {\"eth0\": 6}}"));
        assertTrue(inside(id).contains("eth0 6"), inside(id));
    }

    private String inside(String id) throws Exception {
        int pid = t.info(id).pid();
        try (Fd process = LinuxKernel.get().pidfdOpen(pid);
                NetNs ns = NetNs.ofProcess(LinuxKernel.get(), pid, process)) {
            Path dir = t.cgroups().of(id).path("net_prio").orElseThrow();
            return ns.call(() -> Files.readString(dir.resolve("net_prio.ifpriomap")));
        }
    }

    @Test
    void hugePagesAreLimitedBySize() throws Exception {
        needs("hugetlb");
        String id = t.start(
                limited(spec("a", "sleep", "1000"), UpdateKernelTest.limits("{\"hugetlb\": {\"2MB\": \"4M\"}}")));
        assertEquals("4194304", value(id, "hugetlb", "hugetlb.2MB.limit_in_bytes"));
        assertTrue(t.engine().inspect(id).contains("hugetlb.2MB.limit_in_bytes"));
    }

    @Test
    void perfCanCountItAloneWhereAskedFor() throws Exception {
        needs("perf_event");
        String id = t.start(limited(spec("a", "sleep", "1000"), UpdateKernelTest.limits("{\"perfEvent\": true}")));
        assertTrue(value(id, "perf_event", "cgroup.procs")
                .contains(String.valueOf(t.info(id).pid())));
        String other = t.start(spec("b", "sleep", "1000"));
        assertFalse(Files.exists(t.cgroups().of(other).path("perf_event").orElseThrow()));
    }
}
