package org.darsena.model.verify;

import static org.darsena.model.container.Namespace.PID;
import static org.darsena.model.container.Namespace.USER;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.darsena.model.container.Capability;
import org.darsena.model.container.DeviceRule;
import org.darsena.model.container.Namespace;

/// What was tried from inside, beside what is seen from outside of the same.
final class InsideRules {
    static final List<Function<Case, Finding>> ALL = List.of(
            InsideRules::launcher,
            InsideRules::tracing,
            InsideRules::cgroups,
            InsideRules::keyrings,
            it -> covered(it, Defence.MASKS, Questions.MASKS, 1, "readable"),
            it -> covered(it, Defence.SETTINGS, Questions.SETTINGS, 0, "writable"),
            InsideRules::devices);

    private static final Set<Long> NO_SUCH_DEVICE = Set.of(-6L, -19L); // ENXIO, ENODEV

    /// null zero full random urandom, tty console ptmx
    private static final Set<String> HARMLESS = Set.of("c1:3", "c1:5", "c1:7", "c1:8", "c1:9", "c5:0", "c5:1", "c5:2");

    private InsideRules() {}

    private static Finding launcher(Case it) {
        var launcher = it.seen().launcher();
        if (!launcher.sealed()) {
            return Finding.of(Defence.LAUNCHER, Outcome.BROKEN, "unsealed", launcher.exe());
        }
        if (it.meetsReaper()) {
            var opened = it.number(Questions.LAUNCHER);
            if (opened.isEmpty()) {
                return Finding.untried(Defence.LAUNCHER);
            }
            if (opened.getAsLong() >= 0) {
                return Finding.of(Defence.LAUNCHER, Outcome.BROKEN, "writable", "/proc/1/exe");
            }
        }
        return Finding.holds(Defence.LAUNCHER);
    }

    private static Finding tracing(Case it) {
        if (!it.own(PID)) {
            return it.fails(Defence.TRACING, !it.asked(PID), "host", "pid");
        }
        if (!it.meetsReaper()) {
            return Finding.holds(Defence.TRACING); // pid 1 is a program of its own: there is nothing of ours to trace
        }
        if (it.own(USER) && it.seen().launcher().dumpable()) {
            return Finding.of(Defence.TRACING, Outcome.BROKEN, "dumpable", "pid 1");
        }
        var opened = it.number(Questions.TRACE);
        if (opened.isEmpty()) {
            return Finding.untried(Defence.TRACING);
        }
        boolean willed = !it.asked(USER) && it.asked(Capability.SYS_PTRACE);
        return opened.getAsLong() < 0
                ? Finding.holds(Defence.TRACING)
                : it.fails(Defence.TRACING, willed, "traceable", "pid 1");
    }

    private static Finding cgroups(Case it) {
        List<String> agents = Questions.agents(it.seen().mounts());
        List<String> open = it.possible(agents, 0);
        if (!open.isEmpty()) {
            return it.fails(Defence.CGROUPS, it.admin() && !it.asked(USER), "agent", Case.words(open));
        }
        List<String> writable = it.own(Namespace.CGROUP)
                ? List.of() // what is written there is its own part of the tree
                : it.seen().mounts().stream()
                        .filter(m -> m.type().startsWith("cgroup") && !m.readOnly())
                        .map(Seen.Mount::target)
                        .toList();
        if (!writable.isEmpty()) {
            return it.fails(Defence.CGROUPS, !it.asked(Namespace.CGROUP), "writable", Case.words(writable));
        }
        return it.untried(agents) ? Finding.untried(Defence.CGROUPS) : Finding.holds(Defence.CGROUPS);
    }

    /// Refused by the filter, or nameless and made for it (`_ses`): not the one of a user outside (`_uid_ses.0`).
    private static Finding keyrings(Case it) {
        return it.seen()
                .answer(Questions.KEYRING)
                .map(said -> said.startsWith("-") || said.endsWith(";_ses")
                        ? Finding.holds(Defence.KEYRINGS)
                        : Finding.of(Defence.KEYRINGS, Outcome.BROKEN, "shared", said))
                .orElseGet(() -> Finding.untried(Defence.KEYRINGS));
    }

    /// What a mask or a read-only mount keeps from those inside. Who may unmount may lift it.
    private static Finding covered(Case it, Defence defence, List<String> questions, long least, String reason) {
        List<String> open = it.possible(questions, least);
        if (!open.isEmpty()) {
            return it.fails(defence, it.admin(), it.admin() ? "admin" : reason, Case.words(open));
        }
        return it.untried(questions) ? Finding.untried(defence) : Finding.holds(defence);
    }

    private static Finding devices(Case it) {
        var nodes = it.seen().answer(Questions.DEVICES);
        var block = it.number(Questions.BLOCK);
        List<String> strange = nodes.stream()
                .flatMap(text -> List.of(text.strip().split("\\s+")).stream())
                .filter(node -> !node.isEmpty() && !HARMLESS.contains(node) && !isPseudoTerminal(node))
                .toList();
        if (!strange.isEmpty()) {
            boolean willed = strange.stream().allMatch(node -> lent(it, node));
            return it.fails(Defence.DEVICES, willed, "present", Case.words(strange));
        }
        if (block.isPresent() && (block.getAsLong() >= 0 || NO_SUCH_DEVICE.contains(block.getAsLong()))) {
            return it.fails(Defence.DEVICES, lent(it, Questions.TRIED_DEVICE), "openable", "mknod");
        }
        return nodes.isEmpty() || block.isEmpty() ? Finding.untried(Defence.DEVICES) : Finding.holds(Defence.DEVICES);
    }

    /// Whether its spec lets it use a device, such as `b8:0`.
    private static boolean lent(Case it, String node) {
        String[] numbers = node.substring(1).split(":");
        return it.spec().resources().more().devices().stream()
                .anyMatch(rule -> rule.allow()
                        && (rule.type() == 'a' || rule.type() == node.charAt(0))
                        && (rule.major() == DeviceRule.ANY || rule.major() == Integer.parseInt(numbers[0]))
                        && (rule.minor() == DeviceRule.ANY || rule.minor() == Integer.parseInt(numbers[1])));
    }

    /// Majors 136–143, of its own devpts.
    private static boolean isPseudoTerminal(String node) {
        return node.matches("c1(3[6-9]|4[0-3]):[0-9]+");
    }
}
