package org.darsena.model.container;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.darsena.model.Copies;

/// All five sets of one thread.
public record CapabilitySets(
        Set<Capability> effective,
        Set<Capability> permitted,
        Set<Capability> inheritable,
        Set<Capability> bounding,
        Set<Capability> ambient) {

    public CapabilitySets {
        effective = Copies.of(effective);
        permitted = Copies.of(permitted);
        inheritable = Copies.of(inheritable);
        bounding = Copies.of(bounding);
        ambient = Copies.of(ambient);
    }

    /// What a process is started with: what `security` says outright, and for the rest root has what the bounding set
    /// allows, others have what is ambient, and nothing is inheritable but that.
    public static CapabilitySets of(Security security, boolean root) {
        Map<CapabilitySet, Set<Capability>> given = security.capabilitySets();
        Set<Capability> bounding = security.capabilities();
        Set<Capability> ambient = given.getOrDefault(CapabilitySet.AMBIENT, Set.of());
        Set<Capability> permitted = given.getOrDefault(
                CapabilitySet.PERMITTED,
                root ? bounding : union(ambient, given.getOrDefault(CapabilitySet.EFFECTIVE, Set.of())));
        return new CapabilitySets(
                given.getOrDefault(CapabilitySet.EFFECTIVE, permitted),
                permitted,
                given.getOrDefault(CapabilitySet.INHERITABLE, ambient),
                bounding,
                ambient);
    }

    /// What execve(2) makes of them for a file that has no capabilities of its own.
    ///
    /// @param root whether the user is 0 inside
    public CapabilitySets afterExecve(boolean root, Security security) {
        boolean special = root && !security.secureBits().contains(SecureBit.NOROOT);
        Set<Capability> gained = special ? union(bounding, inheritable) : Set.of();
        if (security.noNewPrivileges()) {
            gained = intersection(gained, permitted);
        }
        Set<Capability> held = union(gained, ambient);
        return new CapabilitySets(special ? held : ambient, held, inheritable, bounding, ambient);
    }

    /// Without what is not in `limit`.
    public CapabilitySets within(Set<Capability> limit) {
        UnaryOperator<Set<Capability>> cut = set -> intersection(set, limit);
        return new CapabilitySets(
                cut.apply(effective),
                cut.apply(permitted),
                cut.apply(inheritable),
                cut.apply(bounding),
                cut.apply(ambient));
    }

    public Set<Capability> get(CapabilitySet set) {
        return switch (set) {
            case EFFECTIVE -> effective;
            case PERMITTED -> permitted;
            case INHERITABLE -> inheritable;
            case BOUNDING -> bounding;
            case AMBIENT -> ambient;
        };
    }

    private static Set<Capability> union(Set<Capability> a, Set<Capability> b) {
        EnumSet<Capability> both = EnumSet.noneOf(Capability.class);
        both.addAll(a);
        both.addAll(b);
        return both;
    }

    private static Set<Capability> intersection(Set<Capability> a, Set<Capability> b) {
        Set<Capability> both = union(a, Set.of());
        both.retainAll(b);
        return both;
    }
}
