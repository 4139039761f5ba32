package org.darsena.model.validate;

import static org.darsena.model.container.CapabilitySet.AMBIENT;
import static org.darsena.model.container.CapabilitySet.BOUNDING;
import static org.darsena.model.container.CapabilitySet.EFFECTIVE;
import static org.darsena.model.container.CapabilitySet.INHERITABLE;
import static org.darsena.model.container.CapabilitySet.PERMITTED;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.darsena.model.container.Capability;
import org.darsena.model.container.CapabilitySet;
import org.darsena.model.container.CapabilitySets;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Danger;
import org.darsena.model.container.SecureBit;
import org.darsena.model.container.Security;

/// Rules for capabilities: sets that the kernel would refuse, sets that it would not keep, and what is dangerous.
final class CapabilityRules {
    private static final String ADDED = "/security/capAdd";
    private static final String DROPPED = "/security/capDrop";
    private static final String SETS = "/security/capabilities/";
    private static final String BITS = "/security/secureBits";

    /// capset(2) and PR_CAP_AMBIENT_RAISE answer EPERM where one is not within the other; and we let none out of the
    /// bounding set, so that this one says it all.
    private static final List<Within> WITHIN = List.of(
            new Within(PERMITTED, BOUNDING),
            new Within(INHERITABLE, BOUNDING),
            new Within(EFFECTIVE, PERMITTED),
            new Within(AMBIENT, PERMITTED),
            new Within(AMBIENT, INHERITABLE));

    private record Within(CapabilitySet small, CapabilitySet large) {}

    private CapabilityRules() {}

    static void check(ContainerSpec spec, Report report) {
        Security security = spec.security();
        bounding(security, report);
        CapabilitySets sets = CapabilitySets.of(security, spec.process().uid() == 0);
        boolean fits = true;
        for (Within rule : WITHIN) {
            fits &= subset(sets, rule, report);
        }
        secureBits(security, report);
        if (fits) {
            execve(spec, sets, report);
        }
        dangers(spec, report);
    }

    private static void bounding(Security security, Report report) {
        if (security.capabilitySets().containsKey(BOUNDING)) {
            report.require(security.capAdd().isEmpty(), "caps.bounding-twice", ADDED);
            report.require(security.capDrop().isEmpty(), "caps.bounding-twice", DROPPED);
            return;
        }
        var both = EnumSet.noneOf(Capability.class);
        both.addAll(security.capAdd());
        both.retainAll(security.capDrop());
        if (security.capDrop().size() < Capability.values().length) { // not "all but"
            both.forEach(c -> report.warning("caps.both", DROPPED, c.label()));
        }
    }

    private static boolean subset(CapabilitySets sets, Within rule, Report report) {
        String place = SETS + word(rule.small());
        boolean within = true;
        for (Capability c : sets.get(rule.small())) {
            within &= report.require(
                    sets.get(rule.large()).contains(c),
                    "caps.subset",
                    place,
                    c.label(),
                    word(rule.small()),
                    word(rule.large()));
        }
        return within;
    }

    private static void secureBits(Security security, Report report) {
        Set<SecureBit> bits = security.secureBits();
        if (bits.contains(SecureBit.NO_CAP_AMBIENT_RAISE)) {
            Set<Capability> ambient = security.capabilitySets().getOrDefault(AMBIENT, Set.of());
            report.require(ambient.isEmpty(), "securebits.ambient", BITS); // the lock comes first
        }
        if (bits.contains(SecureBit.KEEP_CAPS)) {
            report.warning("securebits.keep-caps", BITS);
        }
    }

    /// What is asked for outright and does not outlive the execve of its program.
    private static void execve(ContainerSpec spec, CapabilitySets sets, Report report) {
        Security security = spec.security();
        CapabilitySets after = sets.afterExecve(spec.process().uid() == 0, security);
        for (CapabilitySet set : List.of(EFFECTIVE, PERMITTED)) {
            boolean given = security.capabilitySets().containsKey(set);
            if (given && !sets.get(set).equals(after.get(set))) {
                report.warning("caps.execve", SETS + word(set), word(set), labels(after.get(set)));
            }
        }
        if (security.secureBits().contains(SecureBit.NOROOT) && spec.process().uid() == 0) {
            report.warning("securebits.noroot", BITS, labels(after.effective()));
        }
    }

    private static void dangers(ContainerSpec spec, Report report) {
        String place = spec.security().capabilitySets().containsKey(BOUNDING) ? SETS + word(BOUNDING) : ADDED;
        Danger.of(spec).forEach((capability, danger) -> {
            String rule = switch (danger) {
                case MACHINE -> "caps.dangerous";
                case CONFINED -> "caps.confined";
                case INERT -> "caps.inert";
            };
            report.warning(rule, place, capability.label());
        });
    }

    private static String word(CapabilitySet set) {
        return set.name().toLowerCase(Locale.ROOT);
    }

    private static String labels(Set<Capability> set) {
        return set.isEmpty() ? "∅" : set.stream().map(Capability::label).collect(Collectors.joining(" "));
    }
}
