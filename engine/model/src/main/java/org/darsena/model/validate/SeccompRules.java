package org.darsena.model.validate;

import java.util.List;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.SeccompProfile;
import org.darsena.model.container.SeccompProfile.Rule;
import org.darsena.model.seccomp.Abi;
import org.darsena.model.seccomp.SyscallPolicy;

/// Rules for seccomp profiles.
final class SeccompRules {
    /// Docker's profile has 30 rules and 450 names.
    private static final int MOST_RULES = 1000;

    private static final int MOST_NAMES = 8000;
    private static final int MOST_ARGS = 32;
    private static final int LONGEST_NAME = 128;

    private SeccompRules() {}

    static void check(ContainerSpec spec, String place, Report report) {
        switch (spec.security().seccomp()) {
            case SeccompMode.UNCONFINED -> report.warning("seccomp.unconfined", place);
            case SeccompMode.LEARN -> // the kernel tells whose call it was by the user id
                report.require(spec.owns(Namespace.USER), "seccomp.learn-user", place);
            case SeccompProfile profile -> {
                String name = profile.name();
                boolean visible = !name.isBlank() && name.chars().noneMatch(Character::isISOControl);
                report.require(visible, "seccomp.name", place + "/name", name);
                report.require(
                        name.length() <= LONGEST_NAME, "text.length", place + "/name", name.length(), LONGEST_NAME);
                profile(profile, place + "/profile", report);
            }
            case SeccompMode _ -> {}
        }
    }

    static void profile(SeccompProfile profile, String place, Report report) {
        report.require(!profile.architectures().isEmpty(), "seccomp.arch-none", place + "/architectures");
        List<Rule> rules = profile.rules();
        int names = rules.stream().mapToInt(r -> r.names().size()).sum();
        if (!report.require(rules.size() <= MOST_RULES, "list.length", place + "/syscalls", rules.size(), MOST_RULES)
                || !report.require(names <= MOST_NAMES, "list.length", place + "/syscalls", names, MOST_NAMES)) {
            return;
        }
        for (int i = 0; i < rules.size(); i++) {
            rule(rules.get(i), place + "/syscalls/" + i, report);
        }
    }

    private static void rule(Rule rule, String place, Report report) {
        report.require(!rule.names().isEmpty(), "seccomp.no-names", place + "/names");
        report.require(
                rule.args().size() <= MOST_ARGS,
                "list.length",
                place + "/args",
                rule.args().size(),
                MOST_ARGS);
        if (!SyscallPolicy.isForThisProcessor(rule)) {
            return;
        }
        for (int i = 0; i < rule.names().size(); i++) {
            String name = rule.names().get(i);
            if (Abi.isCall(name)) {
                continue;
            }
            // to leave out what would be allowed narrows the profile; to leave out what would be refused might not
            if (rule.action().kind().allows()) {
                report.warning("seccomp.call-skipped", place + "/names/" + i, name);
            } else {
                report.error("seccomp.call-unknown", place + "/names/" + i, name);
            }
        }
    }
}
