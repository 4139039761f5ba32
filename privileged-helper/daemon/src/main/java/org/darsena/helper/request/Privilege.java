package org.darsena.helper.request;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.Security.Seccomp;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.plan.LabPlanner;

/// What in a spec gives more than an ordinary user could make by itself. Such a container is as good as root on the
/// machine: making it, starting it and running something in it each need an administrator.
public final class Privilege {
    /// Without one of these of its own it shares the host's. The clock is no danger.
    private static final Set<Namespace> GUARDING = EnumSet.complementOf(EnumSet.of(Namespace.TIME));

    private Privilege() {}

    /// What it is, for the prompt and the audit; empty: an ordinary container. Added capabilities count without a
    /// user namespace, which is listed already; with one they hold inside it, and count only where ordinary users
    /// may not make one.
    public static List<String> of(ContainerSpec spec, UserNamespaces machine) {
        List<String> reasons = new ArrayList<>();
        if (spec.security().seccomp() == Seccomp.UNCONFINED) {
            reasons.add("seccomp=unconfined");
        }
        for (Namespace namespace : GUARDING) {
            if (!spec.namespaces().contains(namespace)) {
                reasons.add("host-" + namespace.name().toLowerCase(Locale.ROOT));
            }
        }
        if (!spec.namespaces().contains(Namespace.USER) || !machine.open()) {
            spec.security().capabilities().stream()
                    .filter(c -> !Capability.DEFAULT.contains(c))
                    .sorted()
                    .forEach(c -> reasons.add("cap-" + c.label()));
        }
        return List.copyOf(reasons);
    }

    /// The same of a lab: what any of its nodes has.
    public static List<String> of(LabDocument lab, UserNamespaces machine) {
        return LabPlanner.plan(lab).nodes().stream()
                .flatMap(node -> of(node.spec(), machine).stream())
                .distinct()
                .toList();
    }
}
