package org.darsena.runtime.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.container.Namespace;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.kernel.LinuxKernel;
import org.junit.jupiter.api.Test;

/// What a plan looks like before it meets the kernel.
class PlanTest {
    private static final ProcessPlan TRUE = ProcessPlan.root(List.of("true"), Map.of(), 0, new byte[0]);

    @Test
    void operationsAreCodeLengthArguments() throws Exception {
        StagePlan plan = new StagePlan(List.of(new StageOp.Proc("a", "bc"), new StageOp.Sync()));
        byte[] expected = {4, 0, 0, 0, 5, 0, 0, 0, 'a', 0, 'b', 'c', 0, 10, 0, 0, 0, 0, 0, 0, 0};
        assertArrayEquals(expected, plan.encode().bytes());
    }

    @Test
    void eachDescriptorTravelsOnce() throws Exception {
        try (Fd one = open();
                Fd two = open()) {
            StagePlan plan =
                    new StagePlan(List.of(new StageOp.Cgroup(one), new StageOp.Cgroup(two), new StageOp.Cgroup(one)));
            StagePlan.Encoded encoded = plan.encode();
            assertEquals(List.of(one, two), encoded.fds());
            byte[] bytes = encoded.bytes();
            assertEquals(List.of(1, 2, 1), List.of((int) bytes[8], (int) bytes[20], (int) bytes[32]));
        }
    }

    @Test
    void tooLargeIsSaidNotSent() {
        ProcessPlan huge = ProcessPlan.root(List.of("true", "x".repeat(200_000)), Map.of(), 0, new byte[0]);
        StageException e = assertThrows(
                StageException.class,
                () -> new ExecPlan(open(), Set.of(), List.of(), null, new StdioPlan.Terminal(1, 1), huge, null, false)
                        .toPlan()
                        .encode());
        assertEquals(Errno.E2BIG, e.errno());
    }

    @Test
    void nulIsRefused() {
        StagePlan plan = new StagePlan(List.of(new StageOp.Uts("a\0b", "c")));
        assertThrows(IllegalArgumentException.class, plan::encode);
    }

    @Test
    void contradictionsAreFound() throws Exception {
        assertThrows(IllegalStateException.class, () -> StartPlan.of(TRUE).build(), "no root");
        try (Fd root = open()) {
            StartPlan noIds = StartPlan.of(TRUE).plainRoot(root);
            assertThrows(IllegalStateException.class, noIds::build, "no ids");
            StartPlan noPid = StartPlan.of(TRUE)
                    .plainRoot(root)
                    .namespaces(Set.of(Namespace.MOUNT))
                    .reaper(true);
            assertThrows(IllegalStateException.class, noPid::build, "reaper without pid namespace");
            StartPlan noMount = StartPlan.of(TRUE).plainRoot(root).namespaces(Set.of(Namespace.PID));
            assertThrows(IllegalStateException.class, noMount::build, "no mount namespace");
        }
    }

    @Test
    void cgroupNamespaceComesAfterTheLastMeeting() throws Exception {
        try (Fd root = open()) {
            List<StageOp> ops = StartPlan.of(TRUE)
                    .plainRoot(root)
                    .ids(new Mapping(1, 1))
                    .entersLater(true)
                    .build()
                    .ops();
            int attach = ops.indexOf(new StageOp.Cgroup(null));
            int meeting = ops.lastIndexOf(new StageOp.Sync());
            int unshare = ops.indexOf(new StageOp.Unshare(Linux.CLONE_NEWCGROUP));
            assertTrue(attach < meeting && meeting < unshare, () -> attach + " " + meeting + " " + unshare);
            assertTrue(
                    ops.getFirst() instanceof StageOp.Clone clone && (clone.namespaces() & Linux.CLONE_NEWCGROUP) == 0);
        }
    }

    @Test
    void overlaysAreMadeTheOldWayBefore615() {
        assertTrue(KernelVersion.parse("6.12.30+deb13-amd64").before(6, 15));
        assertTrue(KernelVersion.parse("5.19.0").before(6, 15));
        assertTrue(!KernelVersion.parse("6.18.44-fc").before(6, 15));
        assertTrue(!KernelVersion.parse("7.0").before(6, 15));
    }

    private static Fd open() throws Exception {
        return LinuxKernel.get().open("/", Linux.O_PATH, 0);
    }
}
