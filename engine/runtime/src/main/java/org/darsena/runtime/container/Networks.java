package org.darsena.runtime.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.darsena.model.container.NetworkSpec;
import org.darsena.model.plan.Facts.Wire;
import org.darsena.runtime.container.Cards.Peers;
import org.darsena.runtime.container.Cards.Wiring;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.net.Cidr;
import org.darsena.runtime.net.HostNetwork;
import org.darsena.runtime.net.IfNames;
import org.darsena.runtime.net.NatLease;
import org.darsena.runtime.net.NetNs;
import org.darsena.runtime.net.NetPlan;
import org.darsena.runtime.net.NoSubnetException;
import org.darsena.runtime.net.NsRef;
import org.darsena.runtime.store.ContainerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The cards of containers: which address, wired at each start, unplugged at each end. Any thread; the
/// caller holds the container.
public final class Networks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Networks.class);

    /// Opening the NAT network takes 15 ms: it stays a while after its last container.
    private static final long IDLE_SECONDS = 60;

    private static final long SETTLE_SECONDS = 1;

    private final Kernel kernel;
    private final NetNs home;
    private final HostNetwork host;
    private final NatLedger ledger;
    private final Switches switches;
    private final Traffic traffic;
    private final Cards cards;
    private final ScheduledExecutorService idle = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("darsena-idle-nat").factory());
    private final AtomicBoolean lookAhead = new AtomicBoolean();
    private volatile long lastEnd;
    private final Map<String, Wired> wired = new ConcurrentHashMap<>();
    private final Map<String, List<String>> ending = new ConcurrentHashMap<>();

    /// What stands of a container's network: interfaces of the host, bridges it is plugged into.
    private record Wired(List<String> ends, Set<String> bridges) {}

    /// @param home the host's namespace; closed with this
    Networks(Kernel kernel, NetNs home, IfNames names, Path state) throws IOException {
        this.kernel = kernel;
        this.home = home;
        host = HostNetwork.open(home, names);
        ledger = new NatLedger(state.resolve("nat.json"), names);
        switches = new Switches(home, host);
        traffic = new Traffic(host);
        cards = new Cards(names, this::lease);
    }

    /// The host's side, for labs and the doctor.
    public HostNetwork host() {
        return host;
    }

    /// The host's namespace, for labs and the doctor.
    public NetNs home() {
        return home;
    }

    /// An address behind NAT for a card, kept until the container is deleted.
    public NatLease lease(ContainerRecord r, String card) throws IOException {
        NatLease held = ledger.held(r.owner(), r.id(), card);
        return held == null ? ledger.lease(r.owner(), r.id(), card, host) : held;
    }

    Traffic traffic() {
        return traffic;
    }

    /// Chooses the addresses of a new container.
    void reserve(ContainerRecord r) throws IOException {
        for (NetworkSpec card : r.spec().networks()) {
            if (card.type() == NetworkSpec.Type.NAT) {
                ledger.lease(r.owner(), r.id(), card.name(), host);
            }
        }
    }

    /// How its cards are plugged, for its plan.
    Map<String, Wire> wires(ContainerRecord r) {
        return cards.wires(r, ledger::held);
    }

    /// The addresses of its cards, in CIDR form: those of its spec, then those it has behind NAT.
    List<String> addresses(ContainerRecord r) {
        return Stream.concat(
                        r.spec().networks().stream().flatMap(card -> card.addresses().stream()),
                        ledger.held(r.owner(), r.id()).stream().map(Cidr::toString))
                .toList();
    }

    /// Gives its addresses back.
    void release(ContainerRecord r) throws IOException {
        ledger.release(r.owner(), r.id());
    }

    /// How the cards of a container will be plugged in.
    record Wires(ContainerRecord record, NetPlan plan, List<Cards.Peer> peers) {}

    /// Gets ready what can be before the container's process is there: its addresses, its NAT network, the plan.
    Wires ready(ContainerRecord r, Peers peers) throws IOException {
        settle(r.id());
        ledger.awaitSaved();
        try {
            return planned(r, peers);
        } catch (NoSubnetException e) {
            LOG.info("another range for {}: {}", r.id(), e.getMessage());
            reserve(r); // the host uses the old one now
            ledger.awaitSaved();
            return planned(r, peers);
        }
    }

    private Wires planned(ContainerRecord r, Peers peers) throws IOException {
        Wiring wiring = cards.wiring(r, peers);
        NetPlan plan = host.planner().plan(List.of(), wiring.nodes());
        host.openNat(plan.nat());
        return new Wires(r, plan, wiring.peers());
    }

    /// Plugs in all cards of a container whose process waits for its start.
    void wire(Wires wires, int pid, Fd pidfd) throws IOException {
        ContainerRecord r = wires.record();
        Map<String, String> networks = cards.bridges(r);
        switches.use(networks);
        Set<String> bridges = networks.keySet();
        Map<NsRef, NetNs> namespaces = new HashMap<>();
        try {
            namespaces.put(new NsRef(r.id()), NetNs.ofProcess(kernel, pid, pidfd));
            for (Cards.Peer peer : wires.peers()) {
                namespaces.put(new NsRef(peer.record().id()), peer.home().open());
            }
            host.applyOpen(wires.plan(), namespaces::get);
            keep(r, wires.plan().hostEnds().stream().map(NetPlan.HostEnd::name).toList(), bridges);
        } catch (IOException | RuntimeException e) {
            switches.leave(bridges);
            throw e;
        } finally {
            namespaces.values().forEach(NetNs::close);
        }
    }

    private void keep(ContainerRecord r, List<String> ends, Set<String> bridges) {
        wired.put(r.id(), new Wired(ends, bridges));
        traffic.add("container/" + r.id(), ends);
    }

    /// A running container found at the engine's start: its cards stand already.
    void adopt(ContainerRecord r) throws IOException {
        Map<String, String> networks = cards.bridges(r);
        switches.use(networks);
        Set<String> bridges = networks.keySet();
        keep(r, cards.hostEnds(r), bridges);
    }

    /// A container's process has ended; nothing wired is fine. Its links go with its network namespace, which the
    /// kernel clears away within a fraction of a second. Removing them at once would take a lock that other starts
    /// want, for some 20 ms; so that is done only where somebody waits for it, by [#settle].
    void unwire(ContainerRecord r) throws IOException {
        Wired was = wired.remove(r.id());
        if (was == null) {
            return;
        }
        traffic.remove(was.ends());
        ending.put(r.id(), was.ends());
        switches.leave(was.bridges());
        if (r.spec().networks().stream().anyMatch(n -> n.type() == NetworkSpec.Type.NAT)) {
            lastEnd = System.nanoTime();
            closeIdleIn(IDLE_SECONDS);
        }
    }

    /// Removes what may still stand of a container's last run: before the next one. Of two who come at once the other
    /// waits, or it would lay new links that are still to be removed as old ones.
    void settle(String id) throws IOException {
        try {
            ending.computeIfPresent(id, (_, ends) -> removed(ends));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private @Nullable List<String> removed(List<String> ends) {
        try {
            host.remove(ends);
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As [#settle], a while after the kernel should have done it itself.
    void settleLater(String id) {
        if (ending.containsKey(id)) {
            var _ = idle.schedule(() -> settleAlone(id), SETTLE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void settleAlone(String id) {
        try {
            settle(id);
        } catch (IOException | RuntimeException e) {
            LOG.warn("cannot unplug {}", id, e);
        }
    }

    /// One look is enough however many containers end meanwhile.
    private void closeIdleIn(long seconds) {
        if (lookAhead.compareAndSet(false, true)) {
            var _ = idle.schedule(this::closeIfQuiet, seconds, TimeUnit.SECONDS);
        }
    }

    private void closeIfQuiet() {
        lookAhead.set(false);
        long left = IDLE_SECONDS - TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - lastEnd);
        if (left > 0) {
            closeIdleIn(left);
        } else {
            closeIdle();
        }
    }

    private void closeIdle() {
        try {
            host.closeIdleNat();
        } catch (IOException | RuntimeException e) {
            LOG.warn("cannot close idle NAT networks", e);
        }
    }

    /// Removes what earlier engines left: links, bridges and addresses of none of these.
    void sweep(Set<String> containers, Set<String> others) throws IOException {
        ledger.keepOnly(containers);
        Set<String> live = new HashSet<>(containers);
        live.addAll(others);
        List<String> removed = host.sweep(live);
        if (!removed.isEmpty()) {
            LOG.info("removed links left from before: {}", removed);
        }
    }

    /// Closes NAT networks that nobody uses; those in use stay, with their containers.
    @Override
    public void close() {
        idle.shutdownNow();
        for (String id : Set.copyOf(ending.keySet())) {
            settleAlone(id); // else the bridge they are plugged into would not be idle
        }
        closeIdle();
        traffic.close();
        host.close();
        home.close();
    }
}
