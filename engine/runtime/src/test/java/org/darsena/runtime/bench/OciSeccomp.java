package org.darsena.runtime.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.darsena.model.container.Capability;
import org.darsena.model.container.SeccompProfile;
import org.darsena.model.container.SeccompProfile.Action;
import org.darsena.model.container.SeccompProfile.Condition;
import org.darsena.model.container.SeccompProfile.Rule;
import org.darsena.model.container.SeccompProfile.Scope;
import org.darsena.model.json.SeccompReader;
import org.darsena.model.json.SeccompWriter;
import org.darsena.model.seccomp.Abi;
import org.darsena.model.seccomp.Decision;
import org.darsena.model.seccomp.SyscallPolicy;
import org.darsena.runtime.seccomp.SeccompFilters;

/// Our default filter as an OCI bundle says it, with each name in one rule or several with conditions, so that the
/// runtimes we are compared with do the same work.
public final class OciSeccomp {
    private OciSeccomp() {}

    /// Prints the object that belongs at `linux.seccomp`.
    public static void main(String[] args) {
        SeccompProfile standard = SeccompReader.standard();
        SyscallPolicy policy = SeccompFilters.policy(standard, Capability.DEFAULT);
        Map<Action, Set<String>> alike = new HashMap<>();
        List<Rule> rules = new ArrayList<>();
        for (Abi abi : policy.abis()) {
            abi.names().forEach((number, name) -> {
                Decision decision = policy.decision(abi, number);
                if (decision.branches().isEmpty()) {
                    alike.computeIfAbsent(decision.otherwise(), _ -> new TreeSet<>())
                            .add(name);
                } else if (abi == Abi.X86_64) {
                    decision.branches().forEach(b -> rules.add(rule(List.of(name), b.action(), b.all())));
                }
            });
        }
        alike.remove(standard.defaultAction());
        alike.forEach((action, names) -> rules.add(rule(List.copyOf(names), action, List.of())));
        System.out.println(SeccompWriter.write(
                new SeccompProfile(standard.name(), standard.defaultAction(), standard.architectures(), rules)));
    }

    private static Rule rule(List<String> names, Action action, List<Condition> args) {
        return new Rule(names, action, args, Scope.ANY, Scope.ANY);
    }
}
