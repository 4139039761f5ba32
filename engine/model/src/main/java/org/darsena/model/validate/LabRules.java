package org.darsena.model.validate;

import java.util.List;
import org.darsena.model.Problem;
import org.darsena.model.lab.LabDocument;
import org.darsena.model.lab.Topology;

/// Every rule for lab documents. What the kernel or a daemon would refuse is an error; what starts but cannot do
/// what was meant is a warning.
public final class LabRules {
    /// A rule: it looks at the lab and reports what it dislikes.
    @FunctionalInterface
    private interface Rule {
        void check(LabDocument lab, Topology topology, Report report);
    }

    private static final List<Rule> RULES = List.of(
            (lab, _, report) -> NodeRules.lab(lab, report),
            (lab, _, report) -> NodeRules.names(lab, report),
            (lab, _, report) -> NodeRules.nodes(lab, report),
            LinkRules::ends,
            LinkRules::networks,
            (_, topology, report) -> LinkRules.leased(topology, report),
            (_, topology, report) -> AddressRules.duplicates(topology, report),
            (_, topology, report) -> AddressRules.macs(topology, report),
            (_, topology, report) -> AddressRules.subnets(topology, report),
            RouteRules::check,
            RouterRules::check,
            (lab, _, report) -> ZoneLint.zones(lab, report),
            (lab, _, report) -> ZoneLint.policy(lab, report),
            ZoneLint::firewalls,
            CheckRules::check);

    private LabRules() {}

    /// All problems of a lab's name that was given apart from its document; places are "".
    public static List<Problem> checkName(String name) {
        var report = new Report();
        NodeRules.labName(name, "", report);
        return report.problems();
    }

    /// All problems of `lab`.
    public static List<Problem> check(LabDocument lab) {
        var topology = new Topology(lab);
        var report = new Report();
        RULES.forEach(rule -> rule.check(lab, topology, report));
        return report.problems();
    }
}
