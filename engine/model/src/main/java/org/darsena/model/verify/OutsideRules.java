package org.darsena.model.verify;

import static org.darsena.model.container.Namespace.NET;
import static org.darsena.model.container.Namespace.USER;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.darsena.model.container.Namespace;

/// What is seen of the container from outside alone: nobody inside can tell it otherwise.
final class OutsideRules {
    static final List<Function<Case, Finding>> ALL = List.of(
            OutsideRules::descriptors,
            OutsideRules::mounts,
            OutsideRules::sockets,
            OutsideRules::terminal,
            OutsideRules::ids,
            OutsideRules::namespaces,
            OutsideRules::programs);

    private OutsideRules() {}

    private static Finding descriptors(Case it) {
        List<String> folders = it.seen().leaks().folders();
        return folders.isEmpty()
                ? Finding.holds(Defence.DESCRIPTORS)
                : Finding.of(Defence.DESCRIPTORS, Outcome.BROKEN, "leaked", Case.words(folders));
    }

    /// /proc is a whole one and its masks lie where they belong: neither a link in the image nor a race led them away.
    private static Finding mounts(Case it) {
        var proc = it.seen().mounts().stream()
                .filter(m -> m.target().equals("/proc"))
                .reduce((_, last) -> last);
        String why = "";
        String what = "/proc";
        if (proc.isEmpty()
                || !proc.get().type().equals("proc")
                || !proc.get().root().equals("/")) {
            why = "foreign";
        } else if (!it.seen().uncovered().isEmpty()) {
            why = "missing";
            what = Case.words(it.seen().uncovered());
        }
        if (why.isEmpty()) {
            return Finding.holds(Defence.MOUNTS);
        }
        return it.fails(Defence.MOUNTS, it.admin(), it.admin() ? "admin" : why, what);
    }

    private static Finding sockets(Case it) {
        return it.own(NET)
                ? Finding.holds(Defence.SOCKETS)
                : it.fails(Defence.SOCKETS, !it.asked(NET), "shared", "net");
    }

    private static Finding terminal(Case it) {
        var leaks = it.seen().leaks();
        return leaks.terminals().isEmpty()
                ? Finding.holds(Defence.TERMINAL)
                : it.fails(Defence.TERMINAL, leaks.lent(), "reachable", Case.words(leaks.terminals()));
    }

    private static Finding ids(Case it) {
        if (!it.own(USER)) {
            return it.fails(Defence.IDS, !it.asked(USER), "shared", "user");
        }
        var ids = it.seen().ids();
        if (ids.root() == 0) {
            return Finding.of(Defence.IDS, Outcome.BROKEN, "root", 0);
        }
        return ids.overlapping().isEmpty()
                ? Finding.holds(Defence.IDS)
                : Finding.of(Defence.IDS, Outcome.BROKEN, "overlap", Case.words(ids.overlapping()));
    }

    /// Those that no other finding is about.
    private static Finding namespaces(Case it) {
        Set<Namespace> missing =
                EnumSet.of(Namespace.MOUNT, Namespace.UTS, Namespace.IPC, Namespace.PID, Namespace.CGROUP);
        missing.removeAll(it.seen().own());
        if (missing.isEmpty()) {
            return Finding.holds(Defence.NAMESPACES);
        }
        Set<Namespace> unwilled = EnumSet.copyOf(missing);
        unwilled.retainAll(it.spec().namespaces());
        Set<Namespace> told = unwilled.isEmpty() ? missing : unwilled;
        String what = Case.words(told.stream().map(Namespace::procName).toList());
        return it.fails(Defence.NAMESPACES, unwilled.isEmpty(), "shared", what);
    }

    /// The machine's /usr, which the image `host` shows: who could write there would be root of the machine.
    private static Finding programs(Case it) {
        List<String> writable = it.seen().mounts().stream()
                .filter(m -> m.host() && !m.readOnly())
                .map(Seen.Mount::target)
                .filter(t -> t.equals("/usr") || t.startsWith("/usr/"))
                .toList();
        return writable.isEmpty()
                ? Finding.holds(Defence.PROGRAMS)
                : Finding.of(Defence.PROGRAMS, Outcome.BROKEN, "writable", Case.words(writable));
    }
}
