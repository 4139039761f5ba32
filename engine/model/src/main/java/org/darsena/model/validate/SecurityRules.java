package org.darsena.model.validate;

import static org.darsena.model.container.Namespace.MOUNT;
import static org.darsena.model.container.Namespace.NET;
import static org.darsena.model.container.Namespace.PID;
import static org.darsena.model.container.Namespace.TIME;
import static org.darsena.model.container.Namespace.USER;
import static org.darsena.model.container.Namespace.UTS;

import java.util.Locale;
import java.util.Map;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.NamespaceSettings;

/// Rules for what a container shares with the host and what holds it back.
final class SecurityRules {
    /// What the kernel takes, KTIME_SEC_MAX / 2: 146 years.
    private static final long MAX_CLOCK = Long.MAX_VALUE / 1_000_000_000 / 2;

    private SecurityRules() {}

    static void namespaces(ContainerSpec spec, Report report) {
        String place = "/namespaces";
        var own = spec.namespaces();
        report.require(own.contains(MOUNT), "ns.mount-off", place);
        if (!own.contains(USER)) {
            report.warning("ns.user-off", place); // root inside is root outside
        }
        if (!own.contains(PID) && !own.contains(USER) && !spec.boots()) { // else it is refused
            report.warning("ns.pid-off", place); // its processes outlive its first one
        }
        if (!spec.owns(NET)) {
            report.require(spec.networks().isEmpty(), "ns.net-off-interfaces", "/networks");
            report.require(spec.sysctls().isEmpty(), "ns.net-off-sysctls", "/sysctls");
        }
        if (!spec.owns(UTS)) { // it would rename the host, or another container
            String name = spec.hostname() == null ? spec.spaces().domainname() : spec.hostname();
            report.require(name == null, "ns.uts-off-hostname", "/hostname", String.valueOf(name));
        }
        shared(spec, place, report);
        clocks(spec, report);
    }

    /// What the kernel cannot put together. A namespace belongs to the user namespace it was made in, and only from
    /// there, or from above it, its file systems can be mounted: proc for a pid namespace.
    private static void shared(ContainerSpec spec, String place, Report report) {
        Map<Namespace, String> shared = spec.spaces().shared();
        shared.forEach((kind, other) -> {
            String at = place + "/" + kind.name().toLowerCase(Locale.ROOT);
            report.require(kind != MOUNT, "ns.mount-shared", at, other);
            report.require(!other.equals(spec.name()), "ns.shares-itself", at, other);
            Texts.containerName(other, at, report);
        });
        report.require(
                spec.namespaces().contains(PID) || !spec.namespaces().contains(USER) || spec.boots(),
                "ns.pid-off-user",
                place + "/pid");
        String pid = shared.get(PID);
        if (pid != null && spec.namespaces().contains(USER) && !pid.equals(shared.get(USER))) {
            report.error("ns.pid-shared-user", place + "/pid", pid);
        }
    }

    private static void clocks(ContainerSpec spec, Report report) {
        NamespaceSettings spaces = spec.spaces();
        if (spaces.shifted()) {
            report.require(spec.owns(TIME), "ns.clocks-time", "/clocks");
            Texts.range(spaces.monotonic(), -MAX_CLOCK, MAX_CLOCK, "ns.clock-range", "/clocks/monotonic", report);
            Texts.range(spaces.boottime(), -MAX_CLOCK, MAX_CLOCK, "ns.clock-range", "/clocks/boottime", report);
        }
    }

    /// A container manages cgroups of its own by its own root, in a tree that begins with it.
    static void delegation(ContainerSpec spec, Report report) {
        if (spec.resources().more().delegate()) {
            report.require(
                    ContainerSpec.DELEGABLE.stream().allMatch(spec::owns),
                    "delegate.namespaces",
                    "/resources/delegate");
        }
    }

    static void security(ContainerSpec spec, Report report) {
        SeccompRules.check(spec, "/security/seccomp", report);
        LsmRules.check(spec, report);
    }
}
