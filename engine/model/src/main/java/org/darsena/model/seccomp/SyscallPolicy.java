package org.darsena.model.seccomp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.darsena.model.container.Capability;
import org.darsena.model.container.KernelVersion;
import org.darsena.model.container.SeccompProfile;
import org.darsena.model.container.SeccompProfile.Action;
import org.darsena.model.container.SeccompProfile.Condition;
import org.darsena.model.container.SeccompProfile.Kind;
import org.darsena.model.container.SeccompProfile.Rule;
import org.darsena.model.container.SeccompProfile.Scope;
import org.darsena.model.seccomp.Decision.Branch;

/// A profile as it applies to one set of capabilities on one kernel: number → decision, for each way into the kernel.
///
/// Where the default action is an error, calls with a higher number than any the profile names answer ENOSYS, as
/// runc has it: they are newer than the profile, and programs fall back to older ones.
public final class SyscallPolicy {
    public static final int ENOSYS = 38;

    /// Go's name for this processor, as Docker's profiles have it.
    private static final String GO_ARCH = "amd64";

    private final Action orElse;
    private final Map<Abi, SortedMap<Integer, Decision>> decisions = new EnumMap<>(Abi.class);
    private final Map<Abi, Integer> newest = new EnumMap<>(Abi.class);

    private SyscallPolicy(SeccompProfile profile, Set<Capability> bounding, KernelVersion kernel) {
        this.orElse = profile.defaultAction();
        Map<String, List<Rule>> rules = new HashMap<>();
        for (Rule rule : profile.rules()) {
            if (counts(rule, bounding, kernel)) {
                rule.names()
                        .forEach(name -> rules.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(rule));
            }
        }
        for (Abi abi : Abi.values()) {
            if (profile.architectures().contains(abi.arch())) {
                resolve(abi, rules);
            }
        }
    }

    /// @param bounding the capabilities the container has
    public static SyscallPolicy of(SeccompProfile profile, Set<Capability> bounding, KernelVersion kernel) {
        return new SyscallPolicy(profile, bounding, kernel);
    }

    private void resolve(Abi abi, Map<String, List<Rule>> rules) {
        SortedMap<Integer, Decision> table = new TreeMap<>();
        int last = -1;
        for (var call : abi.names().entrySet()) {
            List<Rule> named = rules.get(call.getValue());
            if (named != null) {
                table.put(call.getKey(), decide(named));
                last = call.getKey();
            }
        }
        newest.put(abi, last);
        abi.names().keySet().forEach(number -> table.putIfAbsent(number, unnamed(abi, number)));
        decisions.put(abi, Collections.unmodifiableSortedMap(table));
    }

    private Decision decide(List<Rule> rules) {
        List<Branch> branches = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.args().isEmpty()) {
                continue;
            }
            if (distinct(rule.args())) {
                branches.add(new Branch(rule.args(), rule.action()));
            } else {
                rule.args().forEach(one -> branches.add(new Branch(List.of(one), rule.action())));
            }
        }
        Action otherwise = rules.stream()
                .filter(rule -> rule.args().isEmpty())
                .map(Rule::action)
                .findFirst()
                .orElse(orElse);
        return new Decision(branches, otherwise);
    }

    private static boolean distinct(List<Condition> args) {
        return args.stream().map(Condition::index).distinct().count() == args.size();
    }

    private static boolean counts(Rule rule, Set<Capability> bounding, KernelVersion kernel) {
        Scope in = rule.includes();
        Scope out = rule.excludes();
        return isForThisProcessor(rule)
                && bounding.containsAll(in.caps())
                && Collections.disjoint(bounding, out.caps())
                && (in.minKernel() == null || in.minKernel().compareTo(kernel) <= 0)
                && (out.minKernel() == null || out.minKernel().compareTo(kernel) > 0);
    }

    /// Whether the rule is meant for this processor at all.
    public static boolean isForThisProcessor(Rule rule) {
        return (rule.includes().arches().isEmpty() || rule.includes().arches().contains(GO_ARCH))
                && !rule.excludes().arches().contains(GO_ARCH);
    }

    /// The ways in that are open; by the others nothing passes.
    public Set<Abi> abis() {
        return Collections.unmodifiableSet(decisions.keySet());
    }

    /// Of every known call of one of [#abis].
    public SortedMap<Integer, Decision> decisions(Abi abi) {
        return decisions.getOrDefault(abi, Collections.emptySortedMap());
    }

    /// Of any number, known or not.
    public Decision decision(Abi abi, int number) {
        Decision known = decisions(abi).get(number);
        return known == null ? unnamed(abi, number) : known;
    }

    private Decision unnamed(Abi abi, int number) {
        boolean newer = orElse.kind() == Kind.ERRNO && number > newest.getOrDefault(abi, -1);
        return Decision.always(newer ? Action.errno(ENOSYS) : orElse);
    }

    /// Of the call of this name by the 64-bit entry, or where that has none, by the 32-bit one.
    public Decision decision(String name) {
        for (Abi abi : List.of(Abi.X86_64, Abi.I386)) {
            for (var call : abi.names().entrySet()) {
                if (call.getValue().equals(name)) {
                    return decision(abi, call.getKey());
                }
            }
        }
        return Decision.always(orElse);
    }

    /// Names of the calls that may run here, by whatever arguments and entry, and may not under `other`, or only
    /// with fewer arguments. Empty: this one is at most as wide. Where that cannot be told, the call is listed.
    public Set<String> beyond(SyscallPolicy other) {
        Set<String> wider = new TreeSet<>();
        for (Abi abi : abis()) {
            for (var call : decisions(abi).entrySet()) {
                Decision theirs = other.abis().contains(abi)
                        ? other.decision(abi, call.getKey())
                        : Decision.always(Action.errno(ENOSYS));
                if (!Narrower.within(call.getValue(), theirs)) {
                    wider.add(abi.names().getOrDefault(call.getKey(), ""));
                }
            }
            if (unnamed(abi, Integer.MAX_VALUE).otherwise().kind().allows()
                    && !other.decision(abi, Integer.MAX_VALUE).alwaysAllows()) {
                wider.add("*");
            }
        }
        return wider;
    }
}
