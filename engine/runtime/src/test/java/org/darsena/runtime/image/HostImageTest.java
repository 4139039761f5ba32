package org.darsena.runtime.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostImageTest {
    @TempDir
    Path temp;

    private Path host;

    @BeforeEach
    void host() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "files get owners");
        host = Files.createDirectory(temp.resolve("host"));
        Files.createDirectories(host.resolve("usr/bin"));
        Files.createSymbolicLink(host.resolve("bin"), Path.of("usr/bin"));
        Files.createSymbolicLink(host.resolve("initrd.img"), Path.of("boot/initrd"));
        file("etc/passwd", """
                root:x:0:0:root:/root:/bin/zsh
                www-data:x:33:33:www:/var/www:/usr/sbin/nologin
                frr:x:103:107:Frr routing suite,,,:/nonexistent:/usr/sbin/nologin
                ana:x:1000:1000:Ana:/home/ana:/bin/bash
                nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
                """, 0644);
        file("etc/group", """
                root:x:0:
                shadow:x:42:ana
                frrvty:x:106:frr,ana
                frr:x:107:
                ana:x:1000:
                nogroup:x:65534:
                """, 0644);
        file("etc/shadow", "root:$y$secret:19000:0:99999:7:::\n", 0640);
        file("etc/machine-id", "0123456789abcdef\n", 0444);
        file("etc/ssh/ssh_host_key", "KEY\n", 0600);
        file("etc/ssl/private/key.pem", "KEY\n", 0644);
        file("etc/ssl/certs/ca.pem", "CERT\n", 0644);
        file("etc/ssl/certs/own.pem", "HALF-SECRET\n", 0600);
        file("etc/services", "http 80/tcp\n", 0644);
        file("etc/python3.11/site.py", "x\n", 0644);
        file("etc/skel/.bashrc", "alias ll=ls\n", 0644);
        Files.createDirectories(host.resolve("etc/alternatives"));
        Files.createSymbolicLink(host.resolve("etc/alternatives/awk"), Path.of("/usr/bin/mawk"));
    }

    private void file(String path, String text, int mode) throws IOException {
        Path file = host.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setAttribute(file, "unix:mode", mode);
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
    }

    private static int uid(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private HostImage image() {
        return new HostImage(host, temp.resolve("images"));
    }

    @Test
    void takesOverWhatIsNeeded() throws IOException {
        Path root = image().current().path();
        assertEquals("usr/bin", Files.readSymbolicLink(root.resolve("bin")).toString());
        assertFalse(Files.exists(root.resolve("initrd.img"), LinkOption.NOFOLLOW_LINKS));
        assertEquals(
                "/usr/bin/mawk",
                Files.readSymbolicLink(root.resolve("etc/alternatives/awk")).toString());
        assertEquals("http 80/tcp\n", Files.readString(root.resolve("etc/services")));
        assertTrue(Files.exists(root.resolve("etc/python3.11/site.py")));
        assertTrue(Files.exists(root.resolve("root/.bashrc")));
        assertEquals(01777, mode(root.resolve("tmp")));
        assertEquals(0700, mode(root.resolve("root")));
        assertEquals("/run", Files.readSymbolicLink(root.resolve("var/run")).toString());
        assertEquals(0, uid(root.resolve("etc/services")));
    }

    @Test
    void noSecretOfTheHost() throws IOException {
        Path root = image().current().path();
        assertFalse(Files.exists(root.resolve("etc/ssh")));
        assertFalse(Files.exists(root.resolve("etc/ssl/private")));
        assertFalse(Files.exists(root.resolve("etc/ssl/certs/own.pem")), "others may not read it there");
        assertEquals("", Files.readString(root.resolve("etc/machine-id")));
        assertFalse(Files.readString(root.resolve("etc/shadow")).contains("secret"));
        assertEquals(0640, mode(root.resolve("etc/shadow")));
        try (var all = Files.walk(root)) {
            for (Path p : all.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                assertFalse(Files.readString(p).contains("KEY"), p.toString());
            }
        }
    }

    @Test
    void systemAccountsWithoutPeople() throws IOException {
        HostImage.Root made = image().current();
        String passwd = Files.readString(made.path().resolve("etc/passwd"));
        assertTrue(passwd.startsWith("root:x:0:0:root:/root:/bin/bash\n"));
        assertTrue(passwd.contains("www-data:x:33:"));
        assertFalse(passwd.contains("ana"));
        String group = Files.readString(made.path().resolve("etc/group"));
        assertTrue(group.contains("frrvty:x:106:frr\n"), group);
        assertTrue(group.contains("shadow:x:42:\n"), group);
        assertEquals(103, made.accounts().uid("frr"));
        assertEquals(107, made.accounts().gid("frr"));
        assertEquals(5, made.accounts().uid("5"));
        assertEquals(-1, made.accounts().uid("70000"));
        assertEquals(-1, made.accounts().uid("ana"));
        assertEquals(103, uid(made.path().resolve("run/frr")));
        assertEquals(0640, mode(made.path().resolve("etc/frr/vtysh.conf")));
    }

    @Test
    void madeOnceAndAnewWhenTheHostChanged() throws IOException {
        HostImage image = image();
        HostImage.Root first = image.current();
        Files.createFile(first.path().resolve("mark"));
        assertEquals(first.version(), image.current().version());
        assertTrue(Files.exists(image.current().path().resolve("mark")), "not made again");
        file("etc/services", "http 80/tcp\nhttps 443/tcp\n", 0644);
        HostImage.Root second = image.current();
        assertNotEquals(first.version(), second.version());
        assertTrue(Files.readString(second.path().resolve("etc/services")).contains("443"));
        image.prune(List.of(first.version()));
        assertTrue(Files.exists(first.path()), "somebody stands on it");
        image.prune(List.of());
        assertFalse(Files.exists(first.path()));
        assertTrue(Files.exists(second.path()));
    }

    @Test
    void aMachineWithoutMergedUsrIsRefused() throws IOException {
        Files.delete(host.resolve("bin"));
        assertThrows(IOException.class, () -> image().current());
        assertFalse(Files.exists(temp.resolve("images")), "nothing half-made");
    }
}
