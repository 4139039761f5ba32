package org.darsena.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Map;
import java.util.Set;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.net.HostNetwork;
import org.darsena.runtime.net.IfNames;
import org.darsena.runtime.net.NetNs;
import org.darsena.runtime.net.Netlink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class SwitchesKernelTest {
    private static final String BRIDGE = "darb01234567800";

    private final NetNs home;
    private final HostNetwork host;
    private final Switches switches;

    SwitchesKernelTest() throws IOException {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "needs root, to make namespaces");
        home = NetNs.create(LinuxKernel.get());
        host = HostNetwork.open(home, IfNames.DEFAULT);
        switches = new Switches(home, host);
    }

    @BeforeEach
    void inUse() throws IOException {
        switches.use(Map.of(BRIDGE, "1001/office"));
    }

    @AfterEach
    void close() {
        host.close();
        home.close();
    }

    private boolean stands() throws IOException {
        try (Netlink netlink = home.netlink()) {
            return netlink.link(BRIDGE).isPresent();
        }
    }

    @Test
    void anotherNetworkWithTheSameDigestIsNotPluggedIn() throws IOException {
        Map<String, String> found = Map.of(BRIDGE, "1002/7f3a91c0");
        assertThrows(FileAlreadyExistsException.class, () -> switches.use(found));
        switches.use(Map.of(BRIDGE, "1001/office"));
        switches.leave(Set.of(BRIDGE));
        assertTrue(stands(), "one card of two has gone");
        switches.leave(Set.of(BRIDGE));
        assertFalse(stands());
        switches.use(found);
        assertTrue(stands(), "free again");
    }

    /// Else whoever is plugged in could pass for the host's IPv6 router (CVE-2020-13401), and speak to its services.
    @Test
    void theHostIsNoMember() throws IOException {
        assertEquals("1", home.sysctl("ipv6/conf/" + BRIDGE + "/disable_ipv6"));
        assertEquals("8", home.sysctl("ipv4/conf/" + BRIDGE + "/arp_ignore"));
        assertEquals("1", home.sysctl("ipv4/conf/" + BRIDGE + "/drop_unicast_in_l2_multicast"));
    }
}
