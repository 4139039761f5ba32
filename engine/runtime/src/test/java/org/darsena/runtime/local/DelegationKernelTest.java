package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.limited;
import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.darsena.model.json.ResourcesPatch;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Containers that manage cgroups below their own, seen from inside and outside; others do not.
@Tag("kernel")
class DelegationKernelTest {
    private static final String OWN = "mkdir /sys/fs/cgroup/sub && echo $$ > /sys/fs/cgroup/sub/cgroup.procs"
            + " && sed -n 's/^0:://p' /proc/self/cgroup";

    private final TestEngine t = new TestEngine();

    DelegationKernelTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        t.close();
    }

    private Path unified(String id) {
        Path mount = t.cgroups().layout().unified().orElseThrow().mount();
        return mount.resolve(t.cgroups().parent()).resolve(id);
    }

    @Test
    void itsRootMakesGroupsAndMovesIntoThem() throws Exception {
        assumeTrue(t.cgroups().layout().unified().isPresent(), "no cgroup2 is mounted");
        String id = t.start(limited(spec("a", "sleep", "1000"), UpdateKernelTest.limits("{\"delegate\": true}")));
        assertEquals("/sub\n", t.exec(id, OWN));
        assertTrue(Files.isDirectory(unified(id).resolve("sub")), "seen from outside");
        Object root = Files.getAttribute(unified(id), "unix:uid");
        assertNotEquals(0, root, "given to the container's root");
        assertEquals(root, Files.getAttribute(unified(id).resolve("cgroup.procs"), "unix:uid"));
        assertEquals(root, Files.getAttribute(unified(id).resolve("sub"), "unix:uid"));
        assertEquals(0, Files.getAttribute(unified(id).resolve("cgroup.max.depth"), "unix:uid"), "limits stay ours");
        String out = t.exec(id, "echo max > /sys/fs/cgroup/cgroup.max.depth");
        assertTrue(out.contains("ermission denied"), out);
        assertFalse(t.exec(id, "ls /sys/fs/cgroup").contains(t.cgroups().parent()), "and nothing above is in sight");
        EngineException e = assertThrows(
                EngineException.class, () -> t.engine().update(id, ResourcesPatch.of("{\"delegate\": false}")));
        assertTrue(e.args().getOrDefault("problems", "").contains("delegate.running"), e.toString());
        t.engine().stop(id, 0, Progress.NONE);
        TestEngine.until("what it made goes with it", () -> !t.cgroups().of(id).exists());
    }

    @Test
    void othersDoNot() throws Exception {
        String id = t.start(spec("a", "sleep", "1000"));
        String out = t.exec(id, OWN);
        assertFalse(out.contains("/sub\n"), out);
    }
}
