package org.darsena.runtime.net;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.net.IfNames.Mark;
import org.jspecify.annotations.Nullable;

/// The host's side of all networks: the only one that changes links, rules and ip_forward, and only what
/// bears a name of its [IfNames]. "The host" is the namespace it was opened for, so that a test can give
/// it one of its own.
///
/// Any thread may call; wirings run side by side, [#sweep] and [#closeIdleNat] alone.
public final class HostNetwork implements AutoCloseable {
    private final NetNs home;
    private final Netlink netlink;
    private final IfNames names;
    private final NatNetworks nat;
    private final Nft nft;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    private HostNetwork(NetNs home, IfNames names) throws IOException {
        this.home = home;
        this.names = names;
        this.netlink = home.netlink();
        this.nft = new Nft(home);
        this.nat = new NatNetworks(home, netlink, nft, names);
    }

    /// `home` stays the caller's.
    public static HostNetwork open(NetNs home, IfNames names) throws IOException {
        return new HostNetwork(home, names);
    }

    public NetPlanner planner() {
        return new NetPlanner(names);
    }

    /// What addresses must be chosen around; for [NatBook#grant].
    public HostView view() throws IOException {
        return nat.view();
    }

    /// Whether a segment's bridge stands and is up.
    public boolean isOpen(NatSegment segment) throws IOException {
        return nat.isOpen(segment);
    }

    /// Carries out a plan; `namespaces` finds those it names besides the host's. What fails is thrown
    /// ([NetlinkException], [NftException], [ProgramMissingException], [NoSubnetException], or an errno
    /// of a sysctl) after everything the plan made was removed again (NAT segments stay: others may use
    /// them by then).
    public void apply(NetPlan plan, Function<NsRef, NetNs> namespaces) throws IOException {
        openNat(plan.nat());
        applyOpen(plan, namespaces);
    }

    /// As [#apply], for a caller who has just called [#openNat] with the plan's segments.
    public void applyOpen(NetPlan plan, Function<NsRef, NetNs> namespaces) throws IOException {
        try {
            run(plan, namespaces);
        } catch (NetlinkException e) {
            if (e.errno() != Errno.ENODEV || plan.nat().isEmpty()) {
                throw e;
            }
            openNat(plan.nat()); // one was idle, and closed before we were plugged in
            run(plan, namespaces);
        }
    }

    private void run(NetPlan plan, Function<NsRef, NetNs> namespaces) throws IOException {
        lock.readLock().lock();
        try (PlanExecutor executor = new PlanExecutor(home, netlink, namespaces)) {
            executor.run(plan.steps());
        } finally {
            lock.readLock().unlock();
        }
    }

    /// Opens those NAT segments that do not stand yet.
    public void openNat(List<NatSegment> segments) throws IOException {
        for (NatSegment segment : segments) {
            if (nat.isOpen(segment)) {
                continue;
            }
            lock.writeLock().lock();
            try {
                if (!nat.isOpen(segment)) { // another one may have been quicker
                    nat.open(segment);
                }
            } finally {
                lock.writeLock().unlock();
            }
        }
    }

    /// Removes host interfaces by name (a stopped container's ends, a lab's ends and bridges), many in
    /// one go. Those that are gone are fine; a name that is not ours is refused
    /// ([IllegalArgumentException]).
    public void remove(Collection<String> interfaces) throws IOException {
        for (String name : interfaces) {
            if (names.parse(name, "veth") == null && names.parse(name, "bridge") == null) {
                throw new IllegalArgumentException("not an interface of ours: " + name);
            }
        }
        new LinkRemover(netlink).remove(interfaces);
    }

    /// Closes NAT bridges without a port; with the last of them the rules go, and ip_forward becomes what
    /// it was. To be called some time after a container with NAT ended, not at once: opening costs about
    /// 15 ms. Gives the names.
    public List<String> closeIdleNat() throws IOException {
        lock.writeLock().lock();
        try {
            return nat.closeIdle();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /// Removes what earlier runs left: ends of containers and bridges of labs whose id is not in `live`
    /// (ids of containers and of labs), then idle NAT bridges. Gives the names of what was removed.
    public List<String> sweep(Set<String> live) throws IOException {
        Set<String> alive = new HashSet<>();
        live.forEach(id -> alive.add(IfNames.digits(id)));
        lock.writeLock().lock();
        try {
            List<String> dead = new ArrayList<>();
            for (LinkInfo link : netlink.links()) {
                if (isDead(names.parse(link.name(), link.kind()), alive)) {
                    dead.add(link.name());
                }
            }
            new LinkRemover(netlink).remove(dead);
            dead.addAll(nat.closeIdle());
            return dead;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static boolean isDead(@Nullable Mark mark, Set<String> alive) {
        return switch (mark) {
            case Mark.HostEnd(String digits) -> !alive.contains(digits);
            case Mark.LabBridge(String digits) -> !alive.contains(digits);
            case Mark.NatBridge _ -> false;
            case null -> false;
        };
    }

    /// Foreign firewall chains that stand in the way of NAT; to be told to people, e.g. by `doctor`.
    public List<ForwardObstacle> forwardObstacles() throws IOException {
        List<ForwardObstacle> found = new ArrayList<>(ForwardObstacle.parse(nft.text("list", "chains")));
        Path legacy = NsProgram.find("iptables-legacy");
        if (legacy != null && home.call(() -> ForwardObstacle.legacyFilterLoaded(home.kernel()))) {
            NsProgram.Outcome outcome = NsProgram.run(home, legacy, List.of("-S", "FORWARD"), "");
            if (outcome.out().contains("-P FORWARD DROP")) {
                found.add(new ForwardObstacle("iptables-legacy", "filter", "FORWARD"));
            }
        }
        return found;
    }

    /// The host's ends of a container's cards, with what they are plugged into; `id` its id, or its lab's node's.
    public List<Plugged> plugged(String id) throws IOException {
        List<LinkInfo> all = netlink.links();
        List<Plugged> found = new ArrayList<>();
        for (LinkInfo end : all) {
            if (names.parse(end.name(), end.kind()) instanceof Mark.HostEnd(String digits)
                    && digits.equals(IfNames.digits(id))
                    && end.master() != 0) {
                found.add(plugged(end, all));
            }
        }
        return found;
    }

    private Plugged plugged(LinkInfo end, List<LinkInfo> all) {
        boolean nat = all.stream()
                .filter(l -> l.index() == end.master())
                .anyMatch(l -> names.parse(l.name(), l.kind()) instanceof Mark.NatBridge);
        long ports = all.stream().filter(l -> l.master() == end.master()).count();
        return new Plugged(end.name(), nat, Math.toIntExact(ports - 1));
    }

    /// Counters of our links on the host; the caller closes them.
    public LinkCounters counters() throws IOException {
        return new LinkCounters(home.netlink(), name -> name.startsWith(names.prefix()));
    }

    @Override
    public void close() {
        netlink.close();
    }
}
