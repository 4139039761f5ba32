package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.container.Bundle;
import org.darsena.model.container.CapabilitySets;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.MountSpec;
import org.darsena.model.container.MountTree;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.SecureBit;
import org.darsena.model.container.Security;
import org.darsena.model.plan.ContainerPlan;
import org.darsena.model.plan.Facts;
import org.darsena.model.plan.PlanStep;
import org.darsena.model.plan.Planner;
import org.darsena.model.plan.Surroundings;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.cgroup.ContainerCgroup;
import org.darsena.runtime.image.Images;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.stage.Bind;
import org.darsena.runtime.stage.CapSets;
import org.darsena.runtime.stage.Limit;
import org.darsena.runtime.stage.LockedTree;
import org.darsena.runtime.stage.Mapping;
import org.darsena.runtime.stage.Mounted;
import org.darsena.runtime.stage.ProcessPlan;
import org.darsena.runtime.stage.StagePlan;
import org.darsena.runtime.stage.StartPlan;
import org.darsena.runtime.stage.StdioPlan;
import org.darsena.runtime.store.ContainerRecord;
import org.darsena.runtime.store.IdSlots;
import org.jspecify.annotations.Nullable;

/// From a record to the plan (the model's, which is what people are shown) and from that to stage's.
final class StartPlans {
    private static final String USR = "/usr";
    private static final String NO_DOMAIN = "(none)"; // as the kernel calls it
    private static final int LOG_BYTES = 4 << 20;

    private final Parts parts;
    private final Shares shares;
    private final Grants grants;

    StartPlans(Parts parts, Shares shares) {
        this.parts = parts;
        this.shares = shares;
        this.grants = new Grants(parts);
    }

    static Mapping mapping(ContainerRecord r) {
        return new Mapping(IdSlots.base(r.slot()), IdSlots.SIZE);
    }

    ContainerPlan plan(ContainerRecord r, Images.Ready image) {
        Map<Namespace, String> pinned = parts.pins().pinned(r.id())
                ? Map.of(
                        Namespace.USER,
                        parts.pins().user(r.id()).toString(),
                        Namespace.NET,
                        parts.pins().net(r.id()).toString())
                : Map.of();
        Facts facts = new Facts(
                r.id(),
                parts.cgroups().trees(),
                parts.cgroups().parent(),
                List.of(r.spec().bundle() == null ? image.root().path().toString() : Bundle.ROOT),
                r.spec().bundle() == null ? shown(image.usr()) : List.of(),
                parts.store().folder(r.id()).toString(),
                new Facts.IdRange(IdSlots.base(r.slot()), IdSlots.SIZE),
                pinned,
                parts.networks().wires(r),
                grants.of(r.spec()),
                Machine.filterLength(r.spec().security()));
        boolean cgroups = parts.cgroups().layout().unified().isPresent();
        return Planner.plan(Boot.found(r.spec(), image.root(), cgroups), facts);
    }

    private static List<Facts.Bind> shown(LockedTree usr) {
        List<Facts.Bind> binds = new ArrayList<>();
        binds.add(new Facts.Bind(USR, USR, true, true));
        usr.parts().forEach(part -> binds.add(new Facts.Bind(USR + "/" + part, USR + "/" + part, true, false)));
        return binds;
    }

    /// What stage is to do. Descriptors are added to `fds`, which the caller closes when stage has the
    /// plan.
    ///
    /// @param born the v2 cgroup it is born in; null: it enters its cgroups later, [Prepared#enter]
    StagePlan stagePlan(
            ContainerRecord r, ContainerPlan plan, Images.Ready image, @Nullable ContainerCgroup born, Descriptors fds)
            throws IOException, EngineException {
        ContainerSpec spec = plan.spec();
        Bundle bundle = spec.bundle();
        Path folder = parts.store().folder(r.id());
        StartPlan start = StartPlan.of(process(plan, spec.process(), image));
        start.namespaces(namespaces(plan));
        for (PlanStep.JoinNamespaces join : plan.all(PlanStep.JoinNamespaces.class)) {
            for (Map.Entry<Namespace, String> ns : join.files().entrySet()) {
                start.join(ns.getKey(), fds.reading(Path.of(ns.getValue())));
            }
        }
        shares.join(r, start, fds);
        plan.one(PlanStep.ShiftClocks.class).ifPresent(s -> start.clocks(s.monotonic(), s.boottime()));
        if (plan.one(PlanStep.MapIds.class).isPresent()) {
            start.ids(mapping(r));
        }
        Fd lower = bundle == null ? image.tree() : parts.bundles().root(r.id(), spec);
        root(start, plan, folder, lower, fds);
        start.readOnlyRoot(spec.root() == ContainerSpec.Root.READ_ONLY && spec.laysUpper());
        start.shiftedLayers(bundle == null || r.owner() == 0); // a user's folder may hold files of others, of root too
        for (PlanStep.BindTree b : plan.all(PlanStep.BindTree.class)) { // of the image `host`: the machine's /usr
            if (b.source().equals(USR)) { // with its parts
                start.bind(Bind.of(image.usr(), b.target(), b.shifted()));
            }
        }
        if (spec.boots()) {
            start.bind(Boot.manager(parts.config().state().resolve("lib"), fds));
        }
        mounts(r, start, fds);
        if (StrictProgram.wanted(spec.security())) {
            start.bind(StrictProgram.bind(parts.config().state().resolve("lib"), fds)); // after all others
        }
        plan.one(PlanStep.SetHostname.class)
                .ifPresent(s -> start.hostname(s.name(), s.domain() == null ? NO_DOMAIN : s.domain()));
        if (bundle != null) {
            int base = Math.toIntExact(shares.base(r));
            start.mounts(parts.bundles().mounts(r.id(), spec, bundle, folder, base, fds));
            bundle.sysctls().forEach((key, value) -> start.sysctl(key.replace('.', '/'), value));
            if (bundle.oomScore() != null) {
                start.oomScore(bundle.oomScore());
            }
        }
        if (spec.networks().isEmpty()) { // else they are written when the cards are there
            plan.all(PlanStep.SetSysctl.class).forEach(s -> start.sysctl("net/" + Cards.belowNet(s.key()), s.value()));
        }
        start.stdio(spec.process().terminal() ? console(bundle) : new StdioPlan.Log());
        start.confine(parts.apparmor().of(r.id()));
        start.state(fds.writableFolder(folder), LOG_BYTES);
        start.reaper(spec.process().reaper() && spec.owns(Namespace.PID)).waitForGo(true);
        start.ownCgroups(plan.one(PlanStep.Delegate.class).isPresent());
        if (born == null) {
            start.entersLater(true);
        } else {
            start.cgroup2(fds.folder(born.paths().getFirst()));
        }
        return start.build();
    }

    private static void root(StartPlan start, ContainerPlan plan, Path folder, Fd lower, Descriptors fds)
            throws IOException {
        List<Fd> layers = List.of(lower);
        Fd own = fds.folder(folder.resolve("upper"));
        if (plan.one(PlanStep.LayRoot.class).orElseThrow().work() == null) {
            start.readOnlyOverlay(own, layers);
        } else {
            start.overlayRoot(layers, own, fds.folder(folder.resolve("work")));
        }
        Surroundings.scratch(plan.spec()).forEach(start::scratch);
    }

    private static StdioPlan.Console console(@Nullable Bundle bundle) {
        return bundle == null ? new StdioPlan.Console(24, 80) : new StdioPlan.Console(bundle.rows(), bundle.columns());
    }

    private void mounts(ContainerRecord r, StartPlan start, Descriptors fds) throws IOException {
        MountTree tree = r.spec().tree();
        for (int i = 0; i < tree.mounts().size(); i++) {
            MountSpec mount = tree.mounts().get(i);
            long attributes = MountPins.attributes(mount);
            if (mount.type() == MountSpec.Type.TMPFS) {
                start.mount(new Mounted.Memory(mount.target(), attributes, memory(mount), mount.propagation()));
            } else {
                Path kept = parts.mountPins().at(r.id(), i);
                boolean file = !Files.isDirectory(kept);
                start.mount(new Mounted.Tree(fds.path(kept), mount.target(), file, attributes, mount.propagation()));
            }
        }
        tree.masked().forEach(start::mask);
        tree.readOnly().forEach(start::readOnly);
    }

    private static List<String> memory(MountSpec mount) {
        List<String> options = new ArrayList<>(List.of("source=tmpfs"));
        String mode = mount.mode();
        options.add("mode=" + (mode == null ? "1777" : mode));
        if (mount.size() != null) {
            options.add("size=" + mount.size());
        }
        return options;
    }

    private static Set<Namespace> namespaces(ContainerPlan plan) {
        Set<Namespace> own = EnumSet.noneOf(Namespace.class);
        plan.all(PlanStep.MakeNamespaces.class).forEach(s -> own.addAll(s.namespaces()));
        plan.all(PlanStep.NewNamespace.class).forEach(s -> own.add(s.namespace()));
        return own;
    }

    /// Rights as the plan says them, for the container's own command.
    private ProcessPlan process(ContainerPlan plan, ProcessSpec process, Images.Ready image) {
        CapabilitySets sets =
                plan.one(PlanStep.LimitCapabilities.class).orElseThrow().sets();
        boolean noNewPrivileges = plan.one(PlanStep.NoNewPrivileges.class).isPresent();
        Set<SecureBit> bits = plan.one(PlanStep.SetSecureBits.class)
                .map(PlanStep.SetSecureBits::bits)
                .orElse(Set.of());
        Map<String, String> env = Environment.of(process, image.root().accounts());
        ProcessPlan usual = process(
                process,
                plan.spec().boots() ? Boot.environment(env) : env,
                image,
                CapSets.of(sets, SecureBit.mask(bits)),
                noNewPrivileges,
                plan.spec().security());
        Bundle bundle = plan.spec().bundle();
        return bundle == null ? usual : process(bundle, process, usual);
    }

    /// Of a bundle everything is as it says, the environment too.
    private static ProcessPlan process(Bundle bundle, ProcessSpec process, ProcessPlan usual) {
        List<Limit> limits = bundle.rlimits().stream()
                .map(r -> new Limit(Limit.Resource.valueOf(r.type()), r.soft(), r.hard()))
                .toList();
        return new ProcessPlan(
                usual.argv(),
                process.env(),
                usual.cwd(),
                usual.uid(),
                usual.gid(),
                bundle.groups(),
                bundle.umask(),
                usual.caps(),
                usual.noNewPrivileges(),
                usual.filter(),
                limits,
                usual.landlock());
    }

    /// A process in a container of `spec`: for exec.
    ProcessPlan process(ContainerSpec spec, ProcessSpec process, Images.Ready image) {
        CapabilitySets sets =
                CapabilitySets.of(spec.security(), process.uid() == 0).within(grants.of(spec));
        return process(
                process,
                Environment.of(process, image.root().accounts()),
                image,
                CapSets.of(sets, SecureBit.mask(spec.security().secureBits())),
                spec.security().noNewPrivileges(),
                spec.security());
    }

    private ProcessPlan process(
            ProcessSpec process,
            Map<String, String> env,
            Images.Ready image,
            CapSets caps,
            boolean noNewPrivileges,
            Security security) {
        boolean root = process.uid() == 0 && process.gid() == 0;
        return new ProcessPlan(
                StrictProgram.argv(security, process.argv()),
                env,
                process.cwd(),
                process.uid(),
                process.gid(),
                root ? List.of() : image.root().accounts().groups(process.uid()),
                0022,
                caps,
                noNewPrivileges,
                Machine.filter(security),
                List.of(),
                Confinement.rules(parts, security));
    }
}
