package org.darsena.helper.request;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.darsena.helper.auth.Action;
import org.darsena.model.InvalidDocumentException;
import org.darsena.model.container.Bundle;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Controls;
import org.darsena.model.container.Danger;
import org.darsena.model.container.DeviceRule;
import org.darsena.model.container.KernelVersion;
import org.darsena.model.container.Lsm.AppArmor;
import org.darsena.model.container.MountSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.Resources;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.SeccompProfile;
import org.darsena.model.container.Security;
import org.darsena.model.json.ResourcesPatch;
import org.darsena.model.json.SeccompReader;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.plan.LabPlanner;
import org.darsena.model.seccomp.SyscallPolicy;
import org.jspecify.annotations.Nullable;

/// What in a spec gives more than an ordinary user could make by itself. Such a container is as good as root on the
/// machine: making it, starting it and running something in it each need an administrator.
public final class Privilege {
    /// Without one of these of its own it shares the host's. The clock is no danger.
    private static final Set<Namespace> GUARDING = EnumSet.complementOf(EnumSet.of(Namespace.TIME));

    /// Enters a namespace of another's container, of this id.
    public static final String JOINS = "joins-";

    private static final String HOST = "host-";
    private static final String NO_USER = "host-user";

    private static final Set<AppArmor> WEAK = EnumSet.of(AppArmor.COMPLAIN, AppArmor.UNCONFINED);

    private Privilege() {}

    /// Which action each of `reasons` is asked for as.
    public static Map<Action, List<String>> byAction(List<String> reasons) {
        return reasons.stream()
                .collect(Collectors.groupingBy(
                        Privilege::action, () -> new EnumMap<>(Action.class), Collectors.toList()));
    }

    private static Action action(String reason) {
        if (reason.startsWith(JOINS)) {
            return Action.EXEC_OTHERS;
        }
        if (reason.equals(NO_USER)) {
            return Action.HOST_USER;
        }
        return reason.startsWith(HOST) ? Action.HOST_NAMESPACE : Action.PRIVILEGED;
    }

    /// What it is, for the prompt and the audit; empty: an ordinary container. Added capabilities count without a
    /// user namespace, which is listed already; with one they hold inside it, and count only where ordinary users
    /// may not make one.
    public static List<String> of(ContainerSpec spec, UserNamespaces machine) {
        List<String> reasons = new ArrayList<>();
        filter(spec.security()).ifPresent(reasons::add);
        if (WEAK.contains(spec.security().lsm().apparmor())) {
            reasons.add("apparmor=" + spec.security().lsm().apparmor().name().toLowerCase(Locale.ROOT));
        }
        for (Namespace namespace : GUARDING) {
            if (!spec.namespaces().contains(namespace)) {
                reasons.add(HOST + namespace.name().toLowerCase(Locale.ROOT));
            }
        }
        if (!spec.namespaces().contains(Namespace.USER) || !machine.open()) {
            spec.security().capabilities().stream()
                    .filter(c -> !Capability.DEFAULT.contains(c))
                    .filter(c -> c != Capability.SYS_BOOT || !Danger.endsItselfOnly(spec))
                    .sorted()
                    .forEach(c -> reasons.add("cap-" + c.label()));
        }
        reasons.addAll(of(spec.bundle(), machine));
        reasons.addAll(of(spec.resources()));
        if (spec.tree().mounts().stream().anyMatch(MountSpec::dev)) {
            reasons.add("mount-dev"); // devices are opened through it
        }
        return List.copyOf(reasons);
    }

    /// A bundle chooses its own masks: with a user namespace that is no more than ordinary users can do by themselves,
    /// where they may make one. Devices are the machine's, and so is the memory that the OOM killer looks for.
    private static List<String> of(@Nullable Bundle bundle, UserNamespaces machine) {
        List<String> reasons = new ArrayList<>();
        if (bundle == null) {
            return reasons;
        }
        if (!machine.open()) {
            reasons.add("bundle");
        }
        for (Bundle.Device device : bundle.devices()) {
            if (device.type() != 'p') {
                reasons.add("device-" + device.type() + "-" + device.major() + ":" + device.minor());
            }
        }
        Integer score = bundle.oomScore();
        if (score != null && score < 0) {
            reasons.add("oom-score");
        }
        return reasons;
    }

    /// Limits can widen what a container reaches: further devices, a tag by which the machine's firewall knows other
    /// packets, a place before them.
    private static List<String> of(Resources limits) {
        List<String> reasons = new ArrayList<>();
        Controls more = limits.more();
        DeviceRule.allowed(more.devices()).orElse(DeviceRule.USUAL).stream()
                .filter(rule -> !DeviceRule.USUAL.contains(rule) && !narrowed(rule))
                .forEach(rule -> reasons.add("device-" + rule.text().replace(' ', '-')));
        if (more.netClass() != null) {
            reasons.add("net-class");
        }
        if (!more.netPriorities().isEmpty()) {
            reasons.add("net-priority");
        }
        return reasons;
    }

    /// A usual device with less access.
    private static boolean narrowed(DeviceRule rule) {
        return DeviceRule.USUAL.stream()
                .anyMatch(u -> u.type() == rule.type() && u.major() == rule.major() && u.minor() == rule.minor());
    }

    /// What a change of limits adds to it; empty also where the change is no good, which is said when it is made.
    public static List<String> gained(ContainerSpec spec, ResourcesPatch change) {
        try {
            List<String> reasons = new ArrayList<>(of(change.apply(spec.resources())));
            reasons.removeAll(of(spec.resources()));
            return List.copyOf(reasons);
        } catch (InvalidDocumentException e) {
            return List.of();
        }
    }

    /// None, or one by which calls pass that the default refuses; the first of them is named.
    private static Optional<String> filter(Security security) {
        return switch (security.seccomp()) {
            case SeccompMode.UNCONFINED -> Optional.of("seccomp=unconfined");
            case SeccompMode _ -> Optional.empty();
            case SeccompProfile profile -> {
                Set<Capability> capabilities = security.capabilities();
                KernelVersion kernel = KernelVersion.running();
                SyscallPolicy standard = SyscallPolicy.of(SeccompReader.standard(), capabilities, kernel);
                yield SyscallPolicy.of(profile, capabilities, kernel).beyond(standard).stream()
                        .findFirst()
                        .map(call -> "seccomp-allows-" + call);
            }
        };
    }

    /// The same of a lab: what any of its nodes has.
    public static List<String> of(LabDocument lab, UserNamespaces machine) {
        return LabPlanner.plan(lab).nodes().stream()
                .flatMap(node -> of(node.spec(), machine).stream())
                .distinct()
                .toList();
    }
}
