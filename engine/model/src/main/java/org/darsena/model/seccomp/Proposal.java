package org.darsena.model.seccomp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.darsena.model.Copies;
import org.darsena.model.container.SeccompProfile;
import org.darsena.model.container.SeccompProfile.Action;
import org.darsena.model.container.SeccompProfile.Arch;
import org.darsena.model.container.SeccompProfile.Condition;
import org.darsena.model.container.SeccompProfile.Rule;
import org.darsena.model.container.SeccompProfile.Scope;

/// A profile made of what was called: of what another policy allows only that, refused as that policy refuses.
public final class Proposal {
    private static final Action EPERM = Action.errno(1);

    private final SyscallPolicy under;
    private final Set<String> allowed = new TreeSet<>();
    private final Map<Integer, Set<String>> refused = new TreeMap<>();
    private final List<Rule> conditional = new ArrayList<>();

    private Proposal(SyscallPolicy under) {
        this.under = under;
    }

    /// @param under what it ran under while it was watched
    /// @param called numbers by the way they came in
    /// @param besides names that are needed though they were not called
    public static SeccompProfile of(
            String name, SyscallPolicy under, Map<Abi, Set<Integer>> called, Set<String> besides) {
        var proposal = new Proposal(under);
        Set<String> names = new TreeSet<>(besides);
        called.forEach(
                (abi, numbers) -> numbers.forEach(n -> names.add(abi.names().getOrDefault(n, ""))));
        names.remove("");
        for (Abi abi : under.abis()) {
            abi.names().values().forEach(call -> proposal.add(call, names.contains(call)));
        }
        Set<Arch> entries = new TreeSet<>(Set.of(Arch.X86_64));
        called.keySet().forEach(abi -> entries.add(abi.arch()));
        return new SeccompProfile(name, EPERM, Copies.of(entries), proposal.rules());
    }

    private void add(String call, boolean called) {
        Decision decision = under.decision(call);
        Action otherwise = decision.otherwise();
        if (called && decision.alwaysAllows()) {
            allowed.add(call);
        } else if (called && conditional.stream().noneMatch(r -> r.names().contains(call))) {
            decision.branches().forEach(b -> conditional.add(rule(Set.of(call), b.action(), b.all())));
        }
        if (!otherwise.kind().allows() && !otherwise.equals(EPERM)) { // programs may fall back on seeing just this one
            refused.computeIfAbsent(otherwise.value(), _ -> new TreeSet<>()).add(call);
        }
    }

    private List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        rules.add(rule(allowed, Action.ALLOW, List.of()));
        rules.addAll(conditional);
        refused.forEach((errno, calls) -> rules.add(rule(calls, Action.errno(errno), List.of())));
        return rules;
    }

    private static Rule rule(Set<String> names, Action action, List<Condition> args) {
        return new Rule(List.copyOf(names), action, args, Scope.ANY, Scope.ANY);
    }
}
