package org.darsena.runtime.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.darsena.runtime.doctor.Finding.State;
import org.darsena.runtime.kernel.LinuxKernel;
import org.darsena.runtime.net.ForwardObstacle;
import org.darsena.runtime.net.HostNetwork;
import org.darsena.runtime.net.LinkKind;
import org.darsena.runtime.net.LinkSettings;
import org.darsena.runtime.net.NetNs;
import org.darsena.runtime.net.Netlink;
import org.darsena.runtime.net.NetlinkException;
import org.darsena.runtime.net.Nft;
import org.darsena.runtime.net.Request;

/// Tries each kind of link in a network namespace made for it and thrown away, so nothing of the host is
/// touched; and looks for the programs that networks and labs want.
final class NetworkProbe {
    private static final Path FRR = Path.of("/usr/lib/frr");

    private final HostNetwork host;

    NetworkProbe(HostNetwork host) {
        this.host = host;
    }

    List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        links(all);
        all.add(netem());
        all.add(Finding.of("nft", Nft.installed(), "", "network.nat", "lab.firewall")
                .because(missing(Nft.installed(), "nftables")));
        all.add(forwarding());
        boolean frr = Files.isExecutable(FRR.resolve("zebra")) && Files.isExecutable(FRR.resolve("ospfd"));
        all.add(Finding.of("frr", frr, "", "lab.router").because(missing(frr, "frr")));
        return all;
    }

    private static String missing(boolean there, String debianPackage) {
        return there ? "" : "Debian package " + debianPackage;
    }

    private void links(List<Finding> all) {
        Map<LinkKind, String> kinds = new LinkedHashMap<>();
        kinds.put(new LinkKind.Veth("p1", LinkSettings.NONE), "network");
        kinds.put(new LinkKind.Bridge(), "network");
        kinds.put(new LinkKind.Macvlan("p0"), "link.macvlan");
        kinds.put(new LinkKind.Vlan("p0", 7), "link.vlan");
        kinds.put(new LinkKind.Vxlan(7, InetAddress.getLoopbackAddress(), 4789, null), "link.vxlan");
        try (NetNs ns = NetNs.create(LinuxKernel.get());
                Netlink netlink = ns.netlink()) {
            netlink.execute(new Request.AddLink("p0", new LinkKind.Bridge(), LinkSettings.NONE)); // a parent
            int n = 0;
            for (Map.Entry<LinkKind, String> kind : kinds.entrySet()) {
                all.add(link(netlink, kind.getKey(), "x" + n++, kind.getValue()));
            }
        } catch (IOException e) {
            all.add(Finding.of("link", false, "", "network").because(String.valueOf(e.getMessage())));
        }
    }

    private static Finding link(Netlink netlink, LinkKind kind, String name, String need) throws IOException {
        String id = "link." + kind.type();
        try {
            netlink.execute(new Request.AddLink(name, kind, LinkSettings.NONE));
            return Finding.of(id, true, "", need);
        } catch (NetlinkException e) {
            return Finding.of(id, false, "", need).because(e.errnoName());
        }
    }

    /// By tc(8) in a namespace of its own.
    private static Finding netem() {
        boolean works = runs("unshare", "--net", "tc", "qdisc", "add", "dev", "lo", "root", "netem", "delay", "1ms");
        return Finding.of("netem", works, "", "lab.impairments");
    }

    private static boolean runs(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Finding forwarding() {
        if (!Nft.installed()) {
            return Finding.of("forwarding", false, "", "network.nat").because("unknown without nft");
        }
        try {
            List<ForwardObstacle> found = host.forwardObstacles();
            Finding ok = new Finding("forwarding", State.OK, "", "", List.of("network.nat"));
            return found.isEmpty() ? ok : ok.limited("dropped by " + found);
        } catch (IOException e) {
            return Finding.of("forwarding", false, "", "network.nat").because(String.valueOf(e.getMessage()));
        }
    }
}
