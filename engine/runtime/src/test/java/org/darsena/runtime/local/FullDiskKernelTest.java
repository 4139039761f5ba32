package org.darsena.runtime.local;

import static org.darsena.runtime.local.TestEngine.shell;
import static org.darsena.runtime.local.TestEngine.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.FileSpec;
import org.darsena.runtime.Engine.Progress;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.store.TreeRemover;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A state folder on a small file system of its own.
@Tag("kernel")
class FullDiskKernelTest {
    private final Path folder;
    private final TestEngine t;

    FullDiskKernelTest() throws Exception {
        folder = Files.createTempDirectory("darsena-disk-");
        LinuxKernel.get().mount("tmpfs", folder.toString(), "tmpfs", 0, "size=8m,mode=700");
        t = new TestEngine(Files.createDirectory(folder.resolve("in")), "state");
    }

    @AfterEach
    void close() throws Exception {
        t.close();
        LinuxKernel.get().unmount(folder.toString(), Linux.MNT_DETACH);
        TreeRemover.remove(folder);
    }

    private static ContainerSpec withFile(String name, int bytes) {
        ContainerSpec s = spec(name, "true");
        return s.with(c -> c.files = List.of(FileSpec.of("/big", "x".repeat(bytes))));
    }

    @Test
    void nothingHalfMadeStays() throws Exception {
        int made = 0;
        EngineException full = null;
        for (int i = 0; i < 100 && full == null; i++) {
            try {
                t.create(withFile("c" + i, 400_000));
                made++;
            } catch (EngineException e) {
                full = e;
            }
        }
        assertTrue(full != null && made > 2, made + " made");
        assertEquals(Kind.EXHAUSTED, full.kind(), full.toString());
        assertEquals("disk", full.args().get("what"));
        assertEquals("ENOSPC", full.args().get("errno"));
        assertTrue(full.args().getOrDefault("path", "").startsWith(folder.toString()), full.toString());
        assertEquals(made, t.files("state/containers").size());
        assertEquals(made, t.engine().containers().size());
        String some = t.engine().containers().getFirst().id();
        t.engine().delete(some, false, Progress.NONE);
        t.create(withFile("again", 300_000));
        t.reopen();
        assertEquals(made, t.engine().containers().size());
    }

    @Test
    void aContainerThatFillsTheDiskEndsWithItsStatus() throws Exception {
        String id = t.create(shell("hog", "head -c 20M /dev/zero > /fill 2>/dev/null; echo full >&2; exit 7"))
                .id();
        t.engine().start(id, Progress.NONE);
        t.awaitState(id, ContainerState.STOPPED);
        assertEquals(7, t.info(id).exitCode());
        EngineException e = assertThrows(EngineException.class, () -> t.create(withFile("next", 100_000)));
        assertEquals(Kind.EXHAUSTED, e.kind(), e.toString());
        t.reopen();
        assertEquals(7, t.info(id).exitCode(), "its note was written");
    }
}
