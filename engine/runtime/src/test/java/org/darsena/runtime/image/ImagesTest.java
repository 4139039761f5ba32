package org.darsena.runtime.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.stage.LockedTree;
import org.darsena.runtime.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class ImagesTest {
    @TempDir
    Path temp;

    /// /etc changes often, by files that no container sees: that must not cost descriptors and mounts each time.
    @Test
    void whatIsNotTakenOverMakesNothingAnew() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "mounts");
        Path host = temp.resolve("host");
        Files.createDirectories(host.resolve("usr/local"));
        Files.createDirectories(host.resolve("usr/bin"));
        Files.createSymbolicLink(host.resolve("bin"), Path.of("usr/bin"));
        Files.createDirectories(host.resolve("etc"));
        Files.writeString(host.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
        Files.writeString(host.resolve("etc/group"), "root:x:0:\n");
        try (Stage stage = new Stage(LinuxKernel.get());
                Images images = new Images(host, temp.resolve("images"), holder(stage))) {
            Images.Ready first = images.host();
            changed(host, 1);
            Images.Ready second = images.host();
            assertSame(first.tree(), second.tree());
            assertSame(first.usr(), second.usr());
            Files.createDirectories(host.resolve("usr/share/polkit-1/rules.d"));
            changed(host, 2);
            Images.Ready third = images.host();
            assertNotSame(first.usr(), third.usr());
            assertEquals(List.of("local", "share/polkit-1/rules.d"), third.usr().parts());
            Files.writeString(host.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/bash\n");
            assertNotSame(third.tree(), images.host().tree());
        }
    }

    private LockedTree.Holder holder(Stage stage) throws IOException {
        return new LockedTree.Holder(LinuxKernel.get(), stage, Files.createDirectory(temp.resolve("run")));
    }

    private static void changed(Path host, int seconds) throws IOException {
        Files.writeString(host.resolve("etc/adjtime"), seconds + "\n");
        Files.setLastModifiedTime(host.resolve("etc"), FileTime.fromMillis(seconds * 1000L));
    }
}
