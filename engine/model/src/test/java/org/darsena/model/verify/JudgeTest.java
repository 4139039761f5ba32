package org.darsena.model.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.json.SpecReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each reason why a defence does not hold, seen and judged.
class JudgeTest {
    private static final ContainerSpec PLAIN = spec("");
    private static final Set<Defence> MAY_BE_NARROWED = EnumSet.of(Defence.FEW_CAPABILITIES, Defence.FEW_CALLS);

    /// A document with every default, and what is said besides.
    private static ContainerSpec spec(String more) {
        try {
            return SpecReader.read("{\"schema\":1,\"name\":\"box\",\"process\":{\"argv\":[\"true\"]}" + more + "}");
        } catch (org.darsena.model.InvalidDocumentException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ContainerSpec sharing(Namespace namespace) {
        Set<Namespace> own = EnumSet.copyOf(Namespace.OWN_BY_DEFAULT);
        own.remove(namespace);
        if (namespace == Namespace.PID) {
            own.remove(Namespace.USER); // with one, the kernel mounts no /proc
        }
        String names = String.join(
                ",",
                own.stream()
                        .map(n -> '"' + n.name().toLowerCase(Locale.ROOT) + '"')
                        .toList());
        return spec(",\"networks\":[],\"namespaces\":[" + names + "]");
    }

    private static ContainerSpec adding(String capability) {
        return spec(",\"security\":{\"capAdd\":[\"" + capability + "\"]}");
    }

    private static ContainerSpec using(String device) {
        return spec(",\"resources\":{\"devices\":[\"" + device + "\"]}");
    }

    private static Seen.Mount mount(String target, String type, boolean readOnly, boolean host) {
        return new Seen.Mount(target, type, "/", readOnly, false, host);
    }

    /// What is seen of a container in which all is as it should be.
    static final class Sight {
        Seen.Launcher launcher = new Seen.Launcher("/memfd:darsena-stage (deleted)", true, false);
        Seen.Leaks leaks = new Seen.Leaks(List.of(), List.of(), true);
        Seen.Rights rights = new Seen.Rights(Capability.DEFAULT, true, true, "darsena (enforce)");
        Set<Namespace> own = EnumSet.copyOf(Namespace.OWN_BY_DEFAULT);
        Seen.Ids ids = new Seen.Ids(500_000_000, List.of());
        List<Seen.Mount> mounts = new ArrayList<>(List.of(
                mount("/", "overlay", false, false),
                mount("/usr", "ext4", true, true),
                mount("/proc", "proc", false, false)));
        List<String> uncovered = List.of();
        Seen.Limits limits = new Seen.Limits(512L << 20, 256L, 1.0);
        List<Seen.Plug> plugs = List.of();
        Map<String, String> answers = new TreeMap<>();

        Sight() {
            Questions.of(List.of(mount("/x", "cgroup", true, false))).forEach(q -> answers.put(q, "-1"));
            Questions.MASKS.forEach(q -> answers.put(q, "0"));
            answers.put(Questions.DEVICES, "c1:3 c5:2 c136:0 ");
        }

        Seen seen() {
            return new Seen(launcher, leaks, rights, own, ids, mounts, uncovered, limits, plugs, answers);
        }
    }

    /// @param change what is otherwise than it should be
    record Try(ContainerSpec spec, Defence defence, Outcome outcome, String reason, String what, Change change) {
        @Override
        public String toString() {
            return defence.id() + " " + outcome + " " + reason;
        }
    }

    interface Change {
        void to(Sight sight);
    }

    private static Try broken(Defence defence, String reason, String what, Change change) {
        return new Try(PLAIN, defence, Outcome.BROKEN, reason, what, change);
    }

    private static Try willed(ContainerSpec spec, Defence defence, String reason, String what, Change change) {
        return new Try(spec, defence, Outcome.WEAKENED, reason, what, change);
    }

    private static Try advised(Defence defence, String reason, String what, Change change) {
        return new Try(PLAIN, defence, Outcome.ADVISED, reason, what, change);
    }

    static List<Try> tries() {
        List<Try> all = new ArrayList<>();
        all.addAll(broken());
        all.addAll(weakened());
        all.addAll(advised());
        return all;
    }

    private static List<Try> broken() {
        return List.of(
                broken(
                        Defence.LAUNCHER,
                        "unsealed",
                        "/usr/x",
                        s -> s.launcher = new Seen.Launcher("/usr/x", false, false)),
                broken(Defence.LAUNCHER, "writable", "/proc/1/exe", s -> s.answers.put(Questions.LAUNCHER, "0")),
                broken(
                        Defence.DESCRIPTORS,
                        "leaked",
                        "7/cwd",
                        s -> s.leaks = new Seen.Leaks(List.of("7/cwd"), List.of(), true)),
                broken(Defence.MOUNTS, "foreign", "/proc", s -> s.mounts.add(mount("/proc", "tmpfs", true, false))),
                broken(
                        Defence.MOUNTS,
                        "foreign",
                        "/proc",
                        s -> s.mounts.add(new Seen.Mount("/proc", "proc", "/7", true, false, false))),
                broken(Defence.MOUNTS, "missing", "/proc/kcore", s -> s.uncovered = List.of("/proc/kcore")),
                broken(
                        Defence.TRACING,
                        "dumpable",
                        "pid 1",
                        s -> s.launcher = new Seen.Launcher("/memfd:x", true, true)),
                broken(Defence.TRACING, "traceable", "pid 1", s -> s.answers.put(Questions.TRACE, "0")),
                broken(Defence.TRACING, "host", "pid", s -> s.own.remove(Namespace.PID)),
                broken(Defence.CGROUPS, "agent", "/x/release_agent", s -> {
                    s.mounts.add(mount("/x", "cgroup", true, false));
                    s.answers.put("write /x/release_agent", "0");
                }),
                broken(Defence.CGROUPS, "writable", "/cg", s -> {
                    s.own.remove(Namespace.CGROUP);
                    s.mounts.add(mount("/cg", "cgroup2", false, false));
                }),
                broken(Defence.SOCKETS, "shared", "net", s -> s.own.remove(Namespace.NET)),
                broken(
                        Defence.TERMINAL,
                        "reachable",
                        "7/fd/0",
                        s -> s.leaks = new Seen.Leaks(List.of(), List.of("7/fd/0"), false)),
                broken(
                        Defence.KEYRINGS,
                        "shared",
                        "keyring;0;0;3f;_uid_ses.0",
                        s -> s.answers.put(Questions.KEYRING, "keyring;0;0;3f;_uid_ses.0")),
                broken(Defence.MASKS, "readable", "/proc/kcore", s -> s.answers.put("peek /proc/kcore", "1")),
                broken(
                        Defence.SETTINGS,
                        "writable",
                        "/proc/sysrq-trigger",
                        s -> s.answers.put("write /proc/sysrq-trigger", "0")),
                broken(
                        Defence.DEVICES,
                        "present",
                        "b8:0, c10:200",
                        s -> s.answers.put(Questions.DEVICES, "c1:3 b8:0 c10:200 ")),
                new Try(
                        using("c 10:200 rw"),
                        Defence.DEVICES,
                        Outcome.BROKEN,
                        "present",
                        "b8:0, c10:200",
                        s -> s.answers.put(Questions.DEVICES, "b8:0 c10:200 ")),
                broken(Defence.DEVICES, "openable", "mknod", s -> s.answers.put(Questions.BLOCK, "-6")),
                broken(Defence.IDS, "root", "0", s -> s.ids = new Seen.Ids(0, List.of())),
                broken(Defence.IDS, "overlap", "other", s -> s.ids = new Seen.Ids(5, List.of("other"))),
                broken(Defence.IDS, "shared", "user", s -> s.own.remove(Namespace.USER)),
                broken(
                        Defence.FILTER,
                        "off",
                        "seccomp",
                        s -> s.rights = new Seen.Rights(Capability.DEFAULT, true, false, "x")),
                broken(Defence.FILTER, "passes", "keyctl, x32", s -> {
                    s.answers.put("call32 keyctl", "-95");
                    s.answers.put(Questions.X32, "7");
                }),
                broken(Defence.CAPABILITIES, "more", "sys_admin", s -> {
                    Set<Capability> more = EnumSet.copyOf(Capability.DEFAULT);
                    more.add(Capability.SYS_ADMIN);
                    s.rights = new Seen.Rights(more, true, true, "x");
                }),
                broken(
                        Defence.NO_NEW_PRIVILEGES,
                        "off",
                        "no_new_privs",
                        s -> s.rights = new Seen.Rights(Capability.DEFAULT, false, true, "x")),
                broken(Defence.NAMESPACES, "shared", "ipc", s -> s.own.remove(Namespace.IPC)),
                broken(
                        Defence.PROGRAMS,
                        "writable",
                        "/usr/lib",
                        s -> s.mounts.add(mount("/usr/lib", "ext4", false, true))),
                broken(Defence.PROCESSES, "unlimited", "pids", s -> s.limits = new Seen.Limits(1L, null, 1.0)),
                broken(Defence.MEMORY, "unlimited", "memory", s -> s.limits = new Seen.Limits(null, 1L, 1.0)),
                broken(Defence.PROCESSES, "more", "257", s -> s.limits = new Seen.Limits(1L, 257L, 1.0)),
                broken(Defence.MEMORY, "more", "1099511627776", s -> s.limits = new Seen.Limits(1L << 40, 1L, 1.0)));
    }

    private static List<Try> weakened() {
        ContainerSpec unconfined = spec(",\"security\":{\"seccomp\":\"unconfined\"}");
        return List.of(
                willed(
                        using("b 8:* r"),
                        Defence.DEVICES,
                        "present",
                        "b8:0",
                        s -> s.answers.put(Questions.DEVICES, "c1:3 b8:0 ")),
                willed(
                        using("b *:* rm"),
                        Defence.DEVICES,
                        "openable",
                        "mknod",
                        s -> s.answers.put(Questions.BLOCK, "-6")),
                willed(sharing(Namespace.NET), Defence.SOCKETS, "shared", "net", s -> s.own.remove(Namespace.NET)),
                willed(sharing(Namespace.USER), Defence.IDS, "shared", "user", s -> s.own.remove(Namespace.USER)),
                willed(sharing(Namespace.PID), Defence.TRACING, "host", "pid", s -> s.own.remove(Namespace.PID)),
                willed(sharing(Namespace.UTS), Defence.NAMESPACES, "shared", "uts", s -> s.own.remove(Namespace.UTS)),
                willed(sharing(Namespace.CGROUP), Defence.CGROUPS, "writable", "/cg", s -> {
                    s.own.remove(Namespace.CGROUP);
                    s.mounts.add(mount("/cg", "cgroup2", false, false));
                }),
                willed(
                        adding("sys_admin"),
                        Defence.MOUNTS,
                        "admin",
                        "/proc/keys",
                        s -> s.uncovered = List.of("/proc/keys")),
                willed(
                        adding("sys_admin"),
                        Defence.MASKS,
                        "admin",
                        "/proc/keys",
                        s -> s.answers.put("peek /proc/keys", "1")),
                willed(
                        adding("sys_admin"),
                        Defence.SETTINGS,
                        "admin",
                        "/proc/sys/kernel/modprobe",
                        s -> s.answers.put("write /proc/sys/kernel/modprobe", "0")),
                willed(
                        PLAIN,
                        Defence.TERMINAL,
                        "reachable",
                        "9/fd/1",
                        s -> s.leaks = new Seen.Leaks(List.of(), List.of("9/fd/1"), true)),
                willed(
                        unconfined,
                        Defence.FILTER,
                        "off",
                        "seccomp",
                        s -> s.rights = new Seen.Rights(Capability.DEFAULT, true, false, "x")),
                willed(adding("bpf"), Defence.FILTER, "capabilities", "bpf", s -> s.answers.put("call bpf", "-22")),
                willed(adding("sys_time"), Defence.CAPABILITIES, "more", "sys_time", s -> {
                    Set<Capability> more = EnumSet.copyOf(Capability.DEFAULT);
                    more.add(Capability.SYS_TIME);
                    s.rights = new Seen.Rights(more, true, true, "x");
                }),
                willed(
                        spec(",\"security\":{\"noNewPrivileges\":false}"),
                        Defence.NO_NEW_PRIVILEGES,
                        "off",
                        "no_new_privs",
                        s -> s.rights = new Seen.Rights(Capability.DEFAULT, false, true, "x")),
                willed(
                        spec(",\"resources\":{\"pids\":null}"),
                        Defence.PROCESSES,
                        "unlimited",
                        "pids",
                        s -> s.limits = new Seen.Limits(1L, null, 1.0)),
                willed(
                        spec(",\"resources\":{\"memory\":null}"),
                        Defence.MEMORY,
                        "unlimited",
                        "memory",
                        s -> s.limits = new Seen.Limits(null, 1L, 1.0)));
    }

    private static List<Try> advised() {
        Seen.Plug nat = new Seen.Plug("eth0", true, 2);
        return List.of(
                advised(Defence.MINING, "unlimited", "cpu", s -> s.limits = new Seen.Limits(1L, 1L, null)),
                advised(Defence.FORWARDING, "nat", "eth0", s -> s.plugs = List.of(nat)),
                advised(Defence.SPAM, "nat", "eth0", s -> s.plugs = List.of(nat)),
                advised(Defence.FORWARDING, "host", "net", s -> s.own.remove(Namespace.NET)),
                advised(Defence.SPAM, "host", "net", s -> s.own.remove(Namespace.NET)),
                advised(
                        Defence.PROXYING,
                        "tunnel",
                        "net_admin",
                        s -> s.rights = new Seen.Rights(EnumSet.of(Capability.NET_ADMIN), true, true, "darsena")),
                advised(Defence.FEW_CAPABILITIES, "usual", "net_raw, mknod, audit_write", s -> {}),
                advised(Defence.FEW_CALLS, "usual", "default", s -> {}),
                advised(Defence.BRIDGE, "neighbours", "2", s -> s.plugs = List.of(nat)),
                advised(Defence.PROXYING, "device", "/dev/net/tun", s -> s.answers.put(Questions.DEVICES, "c10:200 ")),
                advised(
                        Defence.SHARED_FILES,
                        "writable",
                        "/srv",
                        s -> s.mounts.add(mount("/srv", "ext4", false, true))),
                advised(
                        Defence.SHARED_FILES,
                        "propagates",
                        "/srv",
                        s -> s.mounts.add(new Seen.Mount("/srv", "ext4", "/", true, true, true))),
                new Try(spec(",\"image\":\"hub\""), Defence.IMAGE, Outcome.ADVISED, "foreign", "hub", s -> {}),
                advised(
                        Defence.LSM,
                        "unconfined",
                        "unconfined",
                        s -> s.rights = new Seen.Rights(Capability.DEFAULT, true, true, "unconfined")),
                advised(
                        Defence.LSM,
                        "absent",
                        "lsm",
                        s -> s.rights = new Seen.Rights(Capability.DEFAULT, true, true, "")));
    }

    @ParameterizedTest
    @MethodSource("tries")
    void judged(Try it) {
        Sight sight = new Sight();
        it.change.to(sight);
        List<Finding> all = Judge.judge(it.spec, sight.seen());
        assertEquals(
                List.of(Defence.values()), all.stream().map(Finding::defence).toList(), "one each, in order");
        Finding found = all.get(List.of(Defence.values()).indexOf(it.defence));
        assertEquals(Finding.of(it.defence, it.outcome, it.reason, it.what), found);
        assertEquals(it.outcome != Outcome.BROKEN, Judge.holds(List.of(found)));
    }

    @Test
    void whatIsAsItShouldBeHolds() {
        ContainerSpec few = spec(",\"security\":{\"seccomp\":\"strict\"}");
        Sight sight = new Sight();
        sight.rights = new Seen.Rights(EnumSet.of(Capability.CHOWN), true, true, "darsena (enforce)");
        for (Finding finding : Judge.judge(few, sight.seen())) {
            assertEquals(Outcome.HOLDS, finding.outcome(), finding::toString);
        }
    }

    @Test
    void theUsualHoldsAndMayBeNarrowed() {
        for (Finding finding : Judge.judge(PLAIN, new Sight().seen())) {
            assertEquals(
                    MAY_BE_NARROWED.contains(finding.defence()) ? Outcome.ADVISED : Outcome.HOLDS,
                    finding.outcome(),
                    finding::toString);
        }
    }

    /// A reason that nothing leads to would have sentences that nobody reads.
    @Test
    void everyReasonIsReached() {
        Set<String> reached = new TreeSet<>();
        tries().forEach(t -> reached.add(t.defence.id() + "." + t.reason));
        Set<String> declared = new TreeSet<>();
        for (Defence defence : Defence.values()) {
            defence.reasons().forEach(reason -> declared.add(defence.id() + "." + reason));
        }
        assertEquals(declared, reached);
    }

    /// Silence is not taken for a defence.
    @Test
    void whatWasNotAnsweredIsNotKnown() {
        Sight sight = new Sight();
        sight.answers.clear();
        Set<Defence> unknown = EnumSet.noneOf(Defence.class);
        for (Finding finding : Judge.judge(PLAIN, sight.seen())) {
            if (finding.outcome() == Outcome.UNKNOWN) {
                unknown.add(finding.defence());
            }
        }
        assertEquals(
                EnumSet.of(
                        Defence.LAUNCHER,
                        Defence.TRACING,
                        Defence.KEYRINGS,
                        Defence.MASKS,
                        Defence.SETTINGS,
                        Defence.DEVICES,
                        Defence.FILTER),
                unknown);
    }

    @Test
    void whereItsOwnProgramIsPid1NothingOfOursIsThere() {
        Sight sight = new Sight();
        sight.answers.put(Questions.LAUNCHER, "0"); // its own program is its own
        sight.answers.put(Questions.TRACE, "0");
        ContainerSpec system = spec(",\"kind\":\"system\"");
        for (Finding finding : Judge.judge(system, sight.seen())) {
            assertEquals(
                    MAY_BE_NARROWED.contains(finding.defence()) ? Outcome.ADVISED : Outcome.HOLDS,
                    finding.outcome(),
                    finding::toString);
        }
    }

    /// Names are judged before there is a container; all else that others were broken by is tried on it.
    @Test
    void everyKnownCaseIsTried() {
        Set<Row> rows = EnumSet.allOf(Row.class);
        for (Defence defence : Defence.values()) {
            defence.row().ifPresent(rows::remove);
        }
        assertEquals(Set.of(Row.NAMES), rows);
    }

    @Test
    void aFindingHasOneOfItsDefencesReasons() {
        assertThrows(IllegalArgumentException.class, () -> Finding.of(Defence.LSM, Outcome.ADVISED, "off", "x"));
        assertThrows(IllegalArgumentException.class, () -> Finding.of(Defence.LSM, Outcome.HOLDS, "absent", "x"));
    }
}
