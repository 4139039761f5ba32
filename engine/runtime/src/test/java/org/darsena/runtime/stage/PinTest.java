package org.darsena.runtime.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.Namespace;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Linux;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Namespaces that outlive the containers that use them.
class PinTest extends StageTest {
    private static final String NS = "readlink /proc/self/ns/net; readlink /proc/self/ns/user; ls /sys/class/net";
    private Path user;
    private Path net;

    @BeforeEach
    void pin() throws Exception {
        user = Files.createFile(dir.resolve("user"));
        net = Files.createFile(dir.resolve("net"));
        stage.pin(PinPlan.of(Box.IDS, box.hold(user.toString(), Linux.O_PATH), box.hold(net.toString(), Linux.O_PATH)));
    }

    @AfterEach
    void unpin() throws Exception {
        kernel.unmount(user.toString(), Linux.MNT_DETACH);
        kernel.unmount(net.toString(), Linux.MNT_DETACH);
        assertEquals(0, Files.size(net)); // the plain file is back
    }

    @Test
    void startsJoinTheSameOnes() throws Exception {
        String first = box.run(stage, joined(Box.CAPS, "sh", "-c", NS));
        String second = box.run(stage, joined(Box.CAPS, "sh", "-c", NS));
        assertEquals(first, second);
        Path self = Path.of("/proc/self/ns/net");
        assertNotEquals(
                Files.readSymbolicLink(self).toString(),
                first.lines().findFirst().orElse(""));
    }

    @Test
    void interfacesStayOverARestart() throws Exception {
        Set<Capability> caps = EnumSet.copyOf(Capability.DEFAULT);
        caps.add(Capability.NET_ADMIN);
        long mask = Capability.mask(caps);
        assertEquals("", box.run(stage, joined(mask, "ip", "link", "add", "here", "type", "bridge")));
        assertEquals("here\nlo", box.run(stage, joined(mask, "ls", "/sys/class/net")));
    }

    @Test
    void idsAndRootAreThoseOfThePin() throws Exception {
        assertEquals(
                "0 600000000 65536", box.run(stage, joined(Box.CAPS, "sh", "-c", "echo $(cat /proc/self/uid_map)")));
        assertEquals("0\n0", box.run(stage, joined(Box.CAPS, "sh", "-c", "id -u; stat -c %u /etc/passwd")));
    }

    @Test
    void joiningWhatIsNoNamespaceIsAnError() throws Exception {
        StartPlan plan = box.plan("true").join(Namespace.NET, box.hold("/etc/passwd", Linux.O_RDONLY));
        StageException e = assertThrows(StageException.class, () -> stage.start(plan.build()));
        assertEquals("JOIN", e.operation());
    }

    private StartPlan joined(long caps, String... argv) throws Exception {
        Fd userNs = box.hold(user.toString(), Linux.O_RDONLY);
        Fd netNs = box.hold(net.toString(), Linux.O_RDONLY);
        return box.plan(ProcessPlan.root(List.of(argv), Box.ENV, caps, new byte[0]))
                .join(Namespace.USER, userNs)
                .join(Namespace.NET, netNs);
    }
}
