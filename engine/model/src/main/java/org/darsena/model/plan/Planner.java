package org.darsena.model.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.darsena.model.container.Bundle;
import org.darsena.model.container.CapabilitySets;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.NetworkSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.Security;
import org.darsena.model.plan.Facts.Wire;
import org.darsena.model.plan.PlanStep.*;
import org.darsena.model.plan.PlanStep.Mount;
import org.darsena.model.plan.PlanStep.ShareNamespaces;
import org.darsena.model.plan.PlanStep.ShiftClocks;

/// From what a person asked for and what the machine is, to what is done. Pure: the same in, the same out.
public final class Planner {
    /// Where a system's init is, most of the time; the engine looks for it.
    private static final List<String> USUAL_INIT = List.of("/sbin/init");

    private final ContainerSpec spec;
    private final Facts facts;
    private final List<PlanStep> steps = new ArrayList<>();

    private Planner(ContainerSpec spec, Facts facts) {
        this.spec = spec;
        this.facts = facts;
    }

    public static ContainerPlan plan(ContainerSpec spec, Facts facts) {
        var planner = new Planner(spec, facts);
        planner.cgroup();
        planner.namespaces();
        planner.root();
        planner.surroundings();
        planner.network();
        planner.rights();
        ProcessSpec process = spec.process();
        planner.steps.add(new Execute(process.argv().isEmpty() ? process.withArgv(USUAL_INIT) : process));
        return new ContainerPlan(spec, facts, planner.steps);
    }

    private boolean own(Namespace namespace) {
        return spec.owns(namespace);
    }

    /// Files of the machine's root are shown as the container's root's.
    private boolean mapped() {
        return spec.namespaces().contains(Namespace.USER);
    }

    private List<String> folders() {
        return Limits.trees(spec.resources(), facts).stream()
                .map(t -> Limits.folder(t, facts))
                .toList();
    }

    private void cgroup() {
        if (!facts.trees().isEmpty()) {
            steps.add(new MakeCgroup(folders()));
            steps.addAll(Limits.of(spec.resources(), facts));
            Limits.programmed(facts)
                    .ifPresent(t ->
                            steps.add(new LimitDevices(Limits.folder(t, facts), Limits.allowed(spec.resources()))));
            if (delegated()) {
                steps.add(new Delegate(
                        Limits.folder(facts.unified().orElseThrow(), facts),
                        facts.ids().first()));
            }
        }
    }

    private boolean delegated() {
        return spec.managesCgroups() && facts.unified().isPresent();
    }

    private void namespaces() {
        Map<Namespace, String> joined = new EnumMap<>(Namespace.class);
        facts.pinned().forEach((namespace, file) -> {
            if (own(namespace)) {
                joined.put(namespace, file);
            }
        });
        if (!joined.isEmpty()) {
            steps.add(new JoinNamespaces(Collections.unmodifiableMap(joined)));
        }
        Map<Namespace, String> shared = spec.spaces().shared();
        if (!shared.isEmpty()) {
            steps.add(new ShareNamespaces(shared));
        }
        var fresh = EnumSet.noneOf(Namespace.class);
        fresh.addAll(spec.namespaces());
        fresh.removeAll(joined.keySet());
        fresh.removeAll(shared.keySet());
        fresh.remove(Namespace.CGROUP);
        if (fresh.contains(Namespace.TIME) && spec.spaces().shifted()) {
            fresh.remove(Namespace.TIME);
            steps.add(new ShiftClocks(spec.spaces().monotonic(), spec.spaces().boottime()));
        }
        steps.add(new MakeNamespaces(Collections.unmodifiableSet(fresh)));
        if (fresh.contains(Namespace.USER)) {
            steps.add(new MapIds(facts.ids()));
        }
    }

    private void root() {
        String work = spec.laysUpper() ? facts.folder() + "/work" : null;
        steps.add(new LayRoot(facts.layers(), facts.folder() + "/upper", work, mapped()));
        facts.binds()
                .forEach(b -> steps.add(new BindTree(b.source(), b.target(), b.readOnly(), b.shifted() && mapped())));
        if (!facts.trees().isEmpty()) {
            steps.add(new AttachCgroup(folders()));
        }
        steps.add(new ChangeRoot());
    }

    private void surroundings() {
        Bundle bundle = spec.bundle();
        if (bundle != null) {
            surroundings(bundle);
            return;
        }
        boolean network = spec.rulesNetwork();
        steps.addAll(Surroundings.mounts(own(Namespace.IPC), network));
        Surroundings.scratch(spec).forEach(s -> steps.add(s.mount()));
        spec.tree().mounts().forEach(m -> steps.add(new Mount(m)));
        steps.add(new MakeDevices(Surroundings.DEVICES, Surroundings.deviceLinks()));
        if (spec.networks().isEmpty()) {
            sysctls(); // else when the cards are there
        }
        steps.add(new MaskPaths(Surroundings.MASKED.stream()
                .filter(p -> network || !p.startsWith("/sys/"))
                .toList()));
        steps.add(new ReadOnlyPaths(Surroundings.READ_ONLY, network ? List.of("/proc/sys/net") : List.of()));
        if (!spec.tree().masked().isEmpty()) {
            steps.add(new MaskPaths(spec.tree().masked()));
        }
        if (!spec.tree().readOnly().isEmpty()) {
            steps.add(new ReadOnlyPaths(spec.tree().readOnly(), List.of()));
        }
        if (own(Namespace.UTS)) {
            String hostname = spec.hostname();
            steps.add(new SetHostname(
                    hostname == null ? spec.name() : hostname, spec.spaces().domainname()));
        }
        if (network) {
            steps.add(new LinkUp("lo"));
        }
        if (own(Namespace.CGROUP)) {
            steps.add(new NewNamespace(Namespace.CGROUP));
            if (network && delegated()) {
                steps.add(Surroundings.OWN_CGROUP2);
            } else if (network && facts.onlyVersion2()) {
                steps.add(Surroundings.CGROUP2);
            }
        }
    }

    private void surroundings(Bundle bundle) {
        var mounts = BundleSurroundings.mounts(spec, bundle);
        for (Bundle.Mount m : mounts) {
            boolean readOnly = m.flags().contains("ro");
            if (m.bind()) {
                steps.add(new BindTree(m.source(), m.target(), readOnly, false));
            } else if (!m.type().startsWith("cgroup")) {
                steps.add(new MountKernel(m.type(), m.target(), List.copyOf(m.flags()), m.data()));
            }
        }
        steps.add(new MakeDevices(Surroundings.DEVICES, Surroundings.deviceLinks()));
        if (spec.networks().isEmpty()) {
            sysctls();
        }
        steps.add(new MaskPaths(bundle.masked()));
        steps.add(new ReadOnlyPaths(bundle.readOnly(), List.of()));
        if (own(Namespace.UTS)) {
            String hostname = spec.hostname();
            steps.add(new SetHostname(
                    hostname == null ? spec.name() : hostname, spec.spaces().domainname()));
        }
        if (own(Namespace.NET)) {
            steps.add(new LinkUp("lo"));
        }
        if (own(Namespace.CGROUP)) {
            steps.add(new NewNamespace(Namespace.CGROUP));
            if (facts.onlyVersion2() && mounts.stream().anyMatch(m -> m.type().startsWith("cgroup"))) {
                steps.add(Surroundings.CGROUP2);
            }
        }
    }

    private void sysctls() {
        spec.sysctls().forEach((key, value) -> steps.add(new SetSysctl(key, value)));
    }

    private void network() {
        // a lab's node finds its cards in the namespace it joins, and has none in its spec
        spec.networks().forEach(this::plug);
        if (!spec.networks().isEmpty()) {
            sysctls();
        }
        spec.networks().forEach(this::address);
    }

    private Wire wire(NetworkSpec network) {
        Wire known = facts.wires().get(network.name());
        return known != null ? known : Preview.wire(spec.name(), network);
    }

    private void plug(NetworkSpec network) {
        Wire wire = wire(network);
        String peer = network.type() == NetworkSpec.Type.PAIR ? network.network() : null;
        steps.add(new PlugLink(network.name(), wire.hostEnd(), wire.bridge(), peer, network.mac(), network.mtu()));
    }

    private void address(NetworkSpec network) {
        Wire wire = wire(network);
        steps.add(new LinkUp(network.name()));
        wire.addresses().forEach(a -> steps.add(new AddAddress(network.name(), a)));
        if (wire.gateway() != null) {
            steps.add(new AddRoute("default", wire.gateway()));
        }
    }

    private void rights() {
        ProcessSpec process = spec.process();
        if (process.uid() != 0 || process.gid() != 0) {
            steps.add(new SetUser(process.uid(), process.gid()));
        }
        if (!spec.security().secureBits().isEmpty()) {
            steps.add(new SetSecureBits(spec.security().secureBits()));
        }
        CapabilitySets sets = CapabilitySets.of(spec.security(), process.uid() == 0);
        steps.add(new LimitCapabilities(sets.within(facts.capabilities())));
        if (spec.security().noNewPrivileges()) {
            steps.add(new NoNewPrivileges());
        }
        switch (spec.security().seccomp()) {
            case SeccompMode.UNCONFINED -> {}
            case SeccompMode.STRICT -> steps.add(new EnterStrict());
            case Security.Seccomp filter -> steps.add(new LoadFilter(filter, facts.filterLength()));
        }
    }
}
