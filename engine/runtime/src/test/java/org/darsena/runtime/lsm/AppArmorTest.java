package org.darsena.runtime.lsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a fixture of /proc and /sys.
class AppArmorTest {
    private static final String OURS = "darsena-application-00000001";
    private static final String USED = "darsena-system-00000002";

    @TempDir
    Path root;

    private AppArmor apparmor;

    @BeforeEach
    void machine() throws IOException {
        apparmor = new AppArmor(root, "darsena", 0, Runnable::run);
        file("sys/module/apparmor/parameters/enabled", "Y\n");
        file("sys/kernel/security/apparmor/.replace", "");
        file("sys/kernel/security/apparmor/.remove", "");
        file(
                "sys/kernel/security/apparmor/profiles",
                OURS + " (enforce)\n" + USED
                        + " (complain)\nother-application-00000003 (enforce)\nfirefox (enforce)\n");
        file("proc/12/attr/apparmor/current", USED + " (complain)\n");
        file("proc/13/attr/apparmor/current", "unconfined\n");
    }

    private void file(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    private String removed() throws IOException {
        return Files.readString(root.resolve("sys/kernel/security/apparmor/.remove"));
    }

    @Test
    void whatIsLackingIsNamed() throws IOException {
        Files.delete(root.resolve("sys/kernel/security/apparmor/.replace"));
        assertEquals("securityfs", apparmor.lacking());
        file("sys/module/apparmor/parameters/enabled", "N\n");
        assertEquals("AppArmor", apparmor.lacking());
    }

    @Test
    void idleOnesOfOursAreTakenOutAndNoOthers() throws IOException {
        apparmor.sweep();
        assertEquals(OURS, removed());
    }

    @Test
    void heldOnesStay() throws IOException {
        apparmor.adopt("1", OURS + " (enforce)");
        assertEquals(OURS, apparmor.of("1"));
        apparmor.sweep();
        assertEquals("", removed());
        apparmor.release("1");
        long end = System.nanoTime() + 10_000_000_000L;
        while (!removed().equals(OURS) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertEquals(OURS, removed());
        assertNull(apparmor.of("1"));
    }

    @Test
    void aForeignLabelIsNotOurs() {
        apparmor.adopt("1", "firefox (enforce)");
        apparmor.adopt("2", "unconfined");
        assertNull(apparmor.of("1"));
        assertNull(apparmor.of("2"));
    }
}
