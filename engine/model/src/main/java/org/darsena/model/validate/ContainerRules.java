package org.darsena.model.validate;

import java.util.List;
import java.util.function.BiConsumer;
import org.darsena.model.Problem;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.Resources;
import org.darsena.model.container.SeccompProfile;

/// Every rule for container documents.
public final class ContainerRules {
    private static final List<BiConsumer<ContainerSpec, Report>> RULES = List.of(
            (spec, report) -> Texts.containerName(spec.name(), "/name", report),
            (spec, report) -> Texts.image(spec.image(), "/image", report),
            ContainerRules::hostname,
            ContainerRules::process,
            SecurityRules::namespaces,
            (spec, report) -> LimitRules.check(spec.resources(), "/resources", report),
            CapabilityRules::check,
            SecurityRules::delegation,
            SecurityRules::security,
            (spec, report) -> InterfaceRules.networks(spec.networks(), "/networks", report),
            (spec, report) -> Paths.files(spec.files(), "/files", report),
            MountRules::check,
            (spec, report) -> InterfaceRules.sysctls(spec.sysctls(), "/sysctls", report),
            (spec, report) -> InterfaceRules.labels(spec.labels(), "/labels", report),
            BundleRules::check);

    private ContainerRules() {}

    /// All problems of `spec`, in the document's order.
    public static List<Problem> check(ContainerSpec spec) {
        var report = new Report();
        RULES.forEach(rule -> rule.accept(spec, report));
        return report.problems();
    }

    /// All problems of a seccomp profile by itself; places begin at the profile.
    public static List<Problem> check(SeccompProfile profile) {
        var report = new Report();
        SeccompRules.profile(profile, "", report);
        return report.problems();
    }

    /// All problems of a process by itself; places begin at the process.
    public static List<Problem> check(ProcessSpec process) {
        var report = new Report();
        ProcessRules.check(process, "", report);
        return report.problems();
    }

    /// All problems of limits by themselves; places begin at the limits.
    public static List<Problem> check(Resources limits) {
        var report = new Report();
        LimitRules.check(limits, "", report);
        return report.problems();
    }

    /// The same of a change of limits: what depends on limits that it does not name is left out.
    public static List<Problem> checkAlone(Resources limits) {
        var report = new Report();
        LimitRules.each(limits, "", report);
        return report.problems();
    }

    /// Whether `name` is a signal's, without `SIG`: `TERM`, `RTMIN+3`.
    public static boolean isSignal(String name) {
        return ProcessRules.isSignal(name);
    }

    /// An init is the first process of its pid namespace, or none.
    private static void process(ContainerSpec spec, Report report) {
        if (spec.boots()) {
            ProcessRules.checkInit(spec.process(), "/process", report);
            report.require(spec.namespaces().contains(Namespace.PID), "ns.pid-off-init", "/namespaces");
        } else {
            ProcessRules.check(spec.process(), "/process", report);
        }
    }

    private static void hostname(ContainerSpec spec, Report report) {
        if (spec.hostname() != null) {
            Texts.hostname(spec.hostname(), "/hostname", report);
        }
        if (spec.spaces().domainname() != null) {
            Texts.hostname(spec.spaces().domainname(), "/domainname", report);
        }
    }
}
