package org.darsena.runtime.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.LinuxKernel;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// A private "host" namespace with nodes around it, all gone with [#close()]. The machine's own network is not touched.
final class Wires implements AutoCloseable {
    static final Kernel KERNEL = LinuxKernel.get();

    private final Map<NsRef, NetNs> namespaces = new HashMap<>();
    private final List<ServerSocketChannel> open = new ArrayList<>();
    final NetNs home;
    final Netlink netlink;
    final HostNetwork host;

    Wires() throws IOException {
        requireRoot();
        home = fresh();
        netlink = home.netlink();
        host = HostNetwork.open(home, IfNames.DEFAULT);
    }

    /// Skips the calling test, with the reason, where namespaces cannot be made.
    static void requireRoot() {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "needs root, to make namespaces");
    }

    /// A namespace that does not forward; a new one takes over what the machine's own is set to.
    private static NetNs fresh() throws IOException {
        NetNs ns = NetNs.create(KERNEL);
        ns.sysctl(List.of(new SetSysctl("ipv4/ip_forward", "0", true)));
        return ns;
    }

    /// A new namespace that plans call `label`.
    NetNs node(String label) throws IOException {
        NetNs ns = fresh();
        namespaces.put(new NsRef(label), ns);
        return ns;
    }

    NetNs ns(String label) {
        return find(new NsRef(label));
    }

    NetNs find(NsRef ref) {
        NetNs ns = namespaces.get(ref);
        if (ns == null) {
            throw new IllegalArgumentException("no such node: " + ref);
        }
        return ns;
    }

    void apply(NetPlan plan) throws IOException {
        host.apply(plan, this::find);
    }

    /// The plan of a node with one card; its namespace's label is `id`.
    NetPlan plan(String id, Nic... nics) {
        return host.planner().plan(node(id, nics));
    }

    static NodeNetwork node(String id, Nic... nics) {
        return new NodeNetwork(id, new NsRef(id), List.of(nics), List.of(), List.of());
    }

    static Nic nic(String name, String address, Attachment attachment) {
        return new Nic(name, null, null, List.of(Cidr.parse(address)), attachment);
    }

    /// The outside world 192.0.2.0/24, with `.1` here and `.2` there.
    NetNs outside(String label) throws IOException {
        return outside(label, "192.0.2");
    }

    /// A cable from the host to a new namespace `label`. The host's interface is a macvlan on it: a veth would look
    /// like
    /// somebody's container, and a machine's real uplink is neither bridge nor veth.
    NetNs outside(String label, String net) throws IOException {
        NetNs ns = node(label);
        LinkKind veth = new LinkKind.Veth("eth0", LinkSettings.NONE.netns(new NsRef(label)));
        netlink.execute(
                List.of(
                        new Request.AddLink("x" + label, veth, LinkSettings.NONE.up(true)),
                        new Request.AddLink(label, new LinkKind.Macvlan("x" + label), LinkSettings.NONE),
                        new Request.AddAddress(label, Cidr.parse(net + ".1/24")),
                        new Request.SetLink(label, LinkSettings.NONE.up(true))),
                ref -> find(ref).fd());
        try (Netlink there = ns.netlink()) {
            there.execute(
                    new Request.SetLink("lo", LinkSettings.NONE.up(true)),
                    new Request.AddAddress("eth0", Cidr.parse(net + ".2/24")),
                    new Request.SetLink("eth0", LinkSettings.NONE.up(true)));
        }
        return ns;
    }

    /// The network namespace of a process that is about to leave ours.
    static NetNs namespaceOf(Process process) throws IOException, InterruptedException {
        Path own = Path.of("/proc/self/ns/net");
        Path its = Path.of("/proc/" + process.pid() + "/ns/net");
        long end = System.nanoTime() + 10_000_000_000L;
        while (Files.readSymbolicLink(own).equals(Files.readSymbolicLink(its))) {
            Assertions.assertTrue(process.isAlive() && System.nanoTime() < end, "unshare does not get there");
            Thread.sleep(5);
        }
        try (Fd pidfd = KERNEL.pidfdOpen((int) process.pid())) {
            return NetNs.ofProcess(KERNEL, (int) process.pid(), pidfd);
        }
    }

    static boolean pings(NetNs from, String address) throws IOException {
        Path ping = NsProgram.find("ping");
        Assertions.assertNotNull(ping, "ping is not installed (iputils-ping)");
        return NsProgram.run(from, ping, List.of("-c1", "-W2", address), "").status() == 0;
    }

    /// A listening socket in `where` that the test accepts from.
    ServerSocketChannel listen(NetNs where) throws IOException {
        ServerSocketChannel server = where.call(() -> ServerSocketChannel.open(StandardProtocolFamily.INET));
        open.add(server);
        server.bind(new InetSocketAddress((InetAddress) null, 0));
        return server;
    }

    /// Connects from `from` to the server at `address`; the address the server sees as its client, or an
    /// [IOException] when it is not let through within `millis`.
    static InetAddress seenFrom(NetNs from, ServerSocketChannel server, String address, int millis) throws IOException {
        int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        try (SocketChannel client = from.call(() -> SocketChannel.open(StandardProtocolFamily.INET))) {
            client.socket().connect(new InetSocketAddress(Cidr.address(address), port), millis);
            try (SocketChannel accepted = server.accept()) {
                return ((InetSocketAddress) accepted.getRemoteAddress()).getAddress();
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerSocketChannel one : open) {
            one.close();
        }
        host.close();
        netlink.close();
        home.close();
        namespaces.values().forEach(NetNs::close);
    }
}
