package org.darsena.model.validate;

import static org.darsena.model.container.Namespace.MOUNT;
import static org.darsena.model.container.Namespace.NET;
import static org.darsena.model.container.Namespace.PID;
import static org.darsena.model.container.Namespace.USER;
import static org.darsena.model.container.Namespace.UTS;

import org.darsena.model.container.ContainerSpec;

/// Rules for what a container shares with the host and what holds it back.
final class SecurityRules {
    private SecurityRules() {}

    static void namespaces(ContainerSpec spec, Report report) {
        String place = "/namespaces";
        var own = spec.namespaces();
        report.require(own.contains(MOUNT), "ns.mount-off", place);
        if (!own.contains(USER)) {
            report.warning("ns.user-off", place); // root inside is root outside
        }
        if (!own.contains(PID) && !spec.boots()) { // an init is refused then
            report.warning("ns.pid-off", place); // its processes outlive its first one
        }
        if (!own.contains(NET)) {
            report.require(spec.networks().isEmpty(), "ns.net-off-interfaces", "/networks");
            report.require(spec.sysctls().isEmpty(), "ns.net-off-sysctls", "/sysctls");
        }
        if (!own.contains(UTS) && spec.hostname() != null) {
            report.error("ns.uts-off-hostname", "/hostname", spec.hostname()); // it would rename the host
        }
    }

    /// A container manages cgroups of its own by its own root, in a tree that begins with it.
    static void delegation(ContainerSpec spec, Report report) {
        if (spec.resources().more().delegate()) {
            report.require(
                    spec.namespaces().containsAll(ContainerSpec.DELEGABLE),
                    "delegate.namespaces",
                    "/resources/delegate");
        }
    }

    static void security(ContainerSpec spec, Report report) {
        SeccompRules.check(spec, "/security/seccomp", report);
    }
}
