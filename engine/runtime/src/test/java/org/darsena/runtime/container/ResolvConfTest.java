package org.darsena.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class ResolvConfTest {
    private static final int BASE = 600_000_000;
    private static final String OLD = "nameserver 192.0.2.1\n";
    private static final String NEW = "nameserver 192.0.2.9\n";

    @TempDir
    Path folder;

    private Path inside;

    @BeforeEach
    void create() throws IOException {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "needs root, to give files away");
        inside = Files.createDirectories(folder.resolve("upper/etc")).resolve("resolv.conf");
        Files.writeString(inside, OLD);
        ResolvConf.laid(folder, OLD);
    }

    @Test
    void followsTheHost() throws IOException {
        ResolvConf.refresh(folder, BASE, NEW);
        assertEquals(NEW, Files.readString(inside));
        assertEquals(BASE, Files.getAttribute(inside, "unix:uid"));
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(inside)));
        ResolvConf.refresh(folder, BASE, OLD);
        assertEquals(OLD, Files.readString(inside), "and again");
    }

    @Test
    void oneChangedInsideStays() throws IOException {
        Files.writeString(inside, "nameserver 1.1.1.1\n");
        ResolvConf.refresh(folder, BASE, NEW);
        assertEquals("nameserver 1.1.1.1\n", Files.readString(inside));
    }

    @Test
    void oneThatWasBroughtStays() throws IOException {
        Files.delete(folder.resolve("resolv.conf"));
        ResolvConf.refresh(folder, BASE, NEW);
        assertEquals(OLD, Files.readString(inside));
    }

    @Test
    void linksMadeInsideAreNotFollowed() throws IOException {
        Path victims = Files.createDirectory(folder.resolve("victims"));
        Path victim = Files.writeString(victims.resolve("resolv.conf"), OLD);
        Files.delete(inside);
        Files.createSymbolicLink(inside, victim);
        ResolvConf.refresh(folder, BASE, NEW);
        assertTrue(Files.isSymbolicLink(inside));
        Files.delete(inside);
        Files.delete(inside.getParent());
        Files.createSymbolicLink(folder.resolve("upper/etc"), victims);
        ResolvConf.refresh(folder, BASE, NEW);
        assertEquals(OLD, Files.readString(victim, java.nio.charset.StandardCharsets.UTF_8));
        assertTrue(Files.isRegularFile(victim, LinkOption.NOFOLLOW_LINKS));
    }
}
