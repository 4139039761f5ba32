package org.darsena.runtime.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.darsena.model.container.Capability;
import org.darsena.runtime.kernel.Linux;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the kernel itself refuses to root inside, with every capability and no filter.
@Tag("machine")
class LockedTreeTest extends StageTest {
    private static final String REMOUNT = "mount -o remount,bind,rw /shown 2>/dev/null && echo remounted;"
            + " mkdir /again; mount --rbind /shown /again && mount -o remount,bind,rw /again 2>/dev/null && echo"
            + " remounted; (echo x > /shown/file) 2>/dev/null && echo wrote; cat /shown/file";
    private static final String UNCOVER = "umount /shown/part 2>/dev/null && echo uncovered; mkdir /again;"
            + " mount --bind /shown /again 2>/dev/null && cat /again/part/secret; cat /shown/part/secret 2>/dev/null;"
            + " cat /shown/secret /shown/part/public";

    private Path shown = Path.of("");

    @BeforeEach
    void fill() throws Exception {
        shown = Files.createDirectories(dir.resolve("shown"));
        Files.createDirectory(shown.resolve("part"));
        Files.writeString(shown.resolve("file"), "whole\n");
        Files.writeString(shown.resolve("part/public"), "public\n");
        for (String secret : List.of("secret", "part/secret")) {
            Files.writeString(shown.resolve(secret), secret + "\n");
            Files.setAttribute(shown.resolve(secret), "unix:mode", 0600);
        }
    }

    @AfterEach
    void nothingStays() throws Exception {
        assertEquals(0, Box.mountsAround(dir));
    }

    @Test
    void itsReadOnlyFlagCannotBeTakenOff() throws Exception {
        try (LockedTree tree = holder().hold(shown, List.of())) {
            assertEquals("whole", inside(Bind.of(tree, "/shown", true), REMOUNT));
        }
    }

    /// What the test above is worth.
    @Test
    void thatOfAnyOtherCan() throws Exception {
        Bind plain = Bind.folder(box.hold(shown.toString(), Linux.O_PATH), "/shown", true, true);
        assertEquals("remounted\nremounted\nwrote\nx", inside(plain, REMOUNT));
    }

    @Test
    void whatOnlyRootMayReadInAPartStaysSo() throws Exception {
        try (LockedTree tree = holder().hold(shown, List.of("part", "absent"))) {
            assertEquals(List.of("part"), tree.parts());
            assertEquals("secret\npublic", inside(Bind.of(tree, "/shown", true), UNCOVER));
        }
    }

    @Test
    void withoutPartsRootInsideReadsAll() throws Exception {
        try (LockedTree tree = holder().hold(shown, List.of())) {
            assertEquals("part/secret\npart/secret\nsecret\npublic", inside(Bind.of(tree, "/shown", true), UNCOVER));
        }
    }

    /// A part that is a link would show what it leads to.
    @Test
    void aLinkIsNoPart() throws Exception {
        Files.createSymbolicLink(shown.resolve("link"), dir.resolve("box"));
        try (LockedTree tree = holder().hold(shown, List.of("link", "part/../part"))) {
            assertEquals(List.of(), tree.parts());
        }
    }

    @Test
    void whatAKilledOneLeftIsTakenOff() throws Exception {
        Path point = Files.createDirectories(dir.resolve("run/tree-7"));
        kernel.mount(shown.toString(), point.toString(), null, Linux.MS_BIND, null);
        kernel.mount(shown.toString(), point.toString(), null, Linux.MS_BIND, null);
        holder().sweep();
        assertFalse(Files.exists(point));
    }

    private LockedTree.Holder holder() {
        return new LockedTree.Holder(kernel, stage, dir.resolve("run"));
    }

    private String inside(Bind bind, String script) throws Exception {
        long all = Capability.mask(java.util.Set.copyOf(Arrays.asList(Capability.values())));
        ProcessPlan root = ProcessPlan.root(List.of("sh", "-c", script), Box.ENV, all, new byte[0]);
        return box.run(stage, box.plan(root).bind(bind));
    }
}
