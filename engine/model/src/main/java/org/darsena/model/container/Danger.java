package org.darsena.model.container;

import static org.darsena.model.container.Capability.AUDIT_CONTROL;
import static org.darsena.model.container.Capability.BPF;
import static org.darsena.model.container.Capability.DAC_READ_SEARCH;
import static org.darsena.model.container.Capability.MAC_ADMIN;
import static org.darsena.model.container.Capability.MAC_OVERRIDE;
import static org.darsena.model.container.Capability.NET_ADMIN;
import static org.darsena.model.container.Capability.PERFMON;
import static org.darsena.model.container.Capability.SYSLOG;
import static org.darsena.model.container.Capability.SYS_ADMIN;
import static org.darsena.model.container.Capability.SYS_BOOT;
import static org.darsena.model.container.Capability.SYS_MODULE;
import static org.darsena.model.container.Capability.SYS_PTRACE;
import static org.darsena.model.container.Capability.SYS_RAWIO;
import static org.darsena.model.container.Capability.SYS_TIME;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// How far a capability that is more than the default reaches. That depends on the namespaces: the kernel asks for it
/// either in the user namespace that owns the thing in question (ns_capable) or in the machine's own (capable).
public enum Danger {
    /// it reaches the machine
    MACHINE,
    /// it reaches what belongs to the container, more of it than one may think
    CONFINED,
    /// it reaches nothing: the kernel asks for it in the machine's user namespace
    INERT;

    private static final Set<Capability> DANGEROUS = Collections.unmodifiableSet(EnumSet.of(
            SYS_ADMIN,
            SYS_MODULE,
            SYS_PTRACE,
            DAC_READ_SEARCH,
            SYS_RAWIO,
            SYS_BOOT,
            SYS_TIME,
            MAC_ADMIN,
            MAC_OVERRIDE,
            BPF,
            PERFMON,
            SYSLOG,
            AUDIT_CONTROL,
            NET_ADMIN));

    /// Of those, what means something in a user namespace of its own too.
    private static final Set<Capability> CONFINABLE =
            Collections.unmodifiableSet(EnumSet.of(SYS_ADMIN, SYS_PTRACE, DAC_READ_SEARCH, SYS_BOOT));

    /// Those worth a word among what `spec` can have beyond the default, in the kernel's order.
    public static Map<Capability, Danger> of(ContainerSpec spec) {
        var found = new EnumMap<Capability, Danger>(Capability.class);
        boolean ownNet = spec.namespaces().contains(Namespace.NET);
        for (Capability capability : spec.security().capabilities()) {
            boolean own = capability == NET_ADMIN && ownNet || capability == SYS_BOOT && endsItselfOnly(spec);
            if (DANGEROUS.contains(capability) && !own) {
                found.put(capability, of(capability, spec.namespaces().contains(Namespace.USER)));
            }
        }
        return Collections.unmodifiableMap(found);
    }

    /// Whether reboot(2) by it, an init, comes to the end of its own pid namespace; pid_namespaces(7).
    public static boolean endsItselfOnly(ContainerSpec spec) {
        return spec.boots() && spec.namespaces().containsAll(Set.of(Namespace.USER, Namespace.PID));
    }

    private static Danger of(Capability capability, boolean ownUsers) {
        return !ownUsers ? MACHINE : CONFINABLE.contains(capability) ? CONFINED : INERT;
    }
}
