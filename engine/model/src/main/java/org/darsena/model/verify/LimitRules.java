package org.darsena.model.verify;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.darsena.model.container.Capability;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.SeccompProfile;
import org.jspecify.annotations.Nullable;

/// Rights and amounts: what its processes may ask of the kernel, and how much of the machine they may use.
final class LimitRules {
    static final List<Function<Case, Finding>> ALL = List.of(
            LimitRules::filter,
            LimitRules::capabilities,
            LimitRules::noNewPrivileges,
            it -> amount(
                    Defence.PROCESSES,
                    it.spec().resources().pids(),
                    it.seen().limits().pids()),
            it -> amount(
                    Defence.MEMORY,
                    it.spec().resources().memoryBytes(),
                    it.seen().limits().memory()));

    /// Calls that a capability brings through the default filter.
    private static final Map<String, Set<Capability>> BROUGHT = Map.of(
            "bpf", EnumSet.of(Capability.SYS_ADMIN, Capability.BPF),
            "open_by_handle_at", EnumSet.of(Capability.DAC_READ_SEARCH),
            "init_module", EnumSet.of(Capability.SYS_MODULE),
            "unshare", EnumSet.of(Capability.SYS_ADMIN));

    private static final Set<Long> REFUSED = Set.of(-1L, -13L, -38L); // EPERM, EACCES, ENOSYS

    private LimitRules() {}

    private static Finding filter(Case it) {
        var asked = it.spec().security().seccomp();
        boolean willed = asked == SeccompMode.UNCONFINED || asked instanceof SeccompProfile;
        if (!it.seen().rights().filtered()) {
            return it.fails(Defence.FILTER, willed, "off", "seccomp");
        }
        Set<String> passed = new LinkedHashSet<>();
        for (String question : Questions.CALLS) {
            it.number(question).ifPresent(r -> {
                if (!REFUSED.contains(r)) {
                    passed.add(Questions.subject(question));
                }
            });
        }
        it.number(Questions.X32).ifPresent(r -> {
            if (!REFUSED.contains(r)) {
                passed.add(Questions.X32);
            }
        });
        Set<String> unwilled = new LinkedHashSet<>(passed);
        unwilled.removeIf(call -> BROUGHT.getOrDefault(call, Set.of()).stream().anyMatch(it::asked));
        if (!unwilled.isEmpty()) {
            return it.fails(Defence.FILTER, willed, "passes", Case.words(unwilled));
        }
        if (!passed.isEmpty()) {
            return Finding.of(Defence.FILTER, Outcome.WEAKENED, "capabilities", Case.words(passed));
        }
        return it.untried(Questions.CALLS) || it.untried(List.of(Questions.X32))
                ? Finding.untried(Defence.FILTER)
                : Finding.holds(Defence.FILTER);
    }

    private static Finding capabilities(Case it) {
        Set<Capability> unwilled =
                beyond(it.seen().rights().capabilities(), it.spec().security().capabilities());
        if (!unwilled.isEmpty()) {
            return Finding.of(Defence.CAPABILITIES, Outcome.BROKEN, "more", Case.labels(unwilled));
        }
        Set<Capability> added = beyond(it.seen().rights().capabilities(), Capability.DEFAULT);
        return added.isEmpty()
                ? Finding.holds(Defence.CAPABILITIES)
                : Finding.of(Defence.CAPABILITIES, Outcome.WEAKENED, "more", Case.labels(added));
    }

    private static Set<Capability> beyond(Set<Capability> all, Set<Capability> known) {
        Set<Capability> rest = EnumSet.noneOf(Capability.class);
        rest.addAll(all);
        rest.removeAll(known);
        return rest;
    }

    private static Finding noNewPrivileges(Case it) {
        return it.seen().rights().noNewPrivileges()
                ? Finding.holds(Defence.NO_NEW_PRIVILEGES)
                : it.fails(Defence.NO_NEW_PRIVILEGES, !it.spec().security().noNewPrivileges(), "off", "no_new_privs");
    }

    private static Finding amount(Defence defence, @Nullable Long asked, @Nullable Long seen) {
        if (seen != null) {
            boolean more = asked != null && seen > asked; // the kernel rounds to whole pages, down
            return more ? Finding.of(defence, Outcome.BROKEN, "more", seen) : Finding.holds(defence);
        }
        return Finding.of(defence, asked == null ? Outcome.WEAKENED : Outcome.BROKEN, "unlimited", defence.id());
    }
}
