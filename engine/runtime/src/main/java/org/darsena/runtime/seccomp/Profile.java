package org.darsena.runtime.seccomp;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.darsena.model.container.Capability;

/// What happens to each system call: the default profile with the semantics of Docker's, for one set of capabilities.
///
/// An allow-list: a call passes only if it is in [Abi#names] and no group below refuses it. What this build does not
/// know at all (a newer kernel's calls, x32) answers ENOSYS, so that programs fall back as on an older kernel; what is
/// refused on purpose answers EPERM.
public final class Profile {
    static final int EPERM = 1;
    static final int ENOSYS = 38;

    private static final int EAFNOSUPPORT = 97;

    /// UNIX, INET, INET6, NETLINK, PACKET: what programs of a container need, each confined by its network namespace.
    /// The others reach past it (VSOCK to the hypervisor) or are seldom used and often broken (ALG, TIPC, RDS …).
    private static final List<Integer> FAMILIES = List.of(1, 2, 10, 16, 17);

    /// NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET.
    private static final int NEW_NAMESPACES = 0x7E020000;

    private static final int MS_REMOUNT = 32;

    /// Calls that nobody gets, whatever the capabilities.
    private static final List<String> NEVER = words(
            // the whole machine's: swap, another kernel, quota and accounting switches
            "swapon swapoff kexec_load kexec_file_load nfsservctl pivot_root",
            // keys are not confined by namespaces
            "add_key request_key keyctl",
            // handling of faults by another program, and the ring interface that goes round this filter
            "userfaultfd io_uring_setup io_uring_enter io_uring_register",
            // changes what a mount allows: see "mount" below
            "mount_setattr open_tree_attr",
            // memory of others on NUMA machines
            "migrate_pages move_pages",
            // gone from the kernel, or kept only for very old programs
            "uselib ustat sysfs _sysctl create_module get_kernel_syms query_module getpmsg putpmsg afs_syscall"
                    + " tuxcall security vserver bdflush vm86 vm86old",
            "break oldstat oldfstat oldlstat stty gtty nice ftime prof signal lock mpx ulimit oldolduname olduname"
                    + " sigaction sgetmask ssetmask sigsuspend sigpending readdir profil idle");

    /// Calls that one of the capabilities brings.
    private static final Map<String, Set<Capability>> WITH = with();

    private final Set<Capability> capabilities;
    private final Map<Abi, SortedMap<Integer, Verdict>> verdicts = new EnumMap<>(Abi.class);

    private Profile(Set<Capability> capabilities) {
        this.capabilities = Set.copyOf(capabilities);
        for (Abi abi : Abi.values()) {
            SortedMap<Integer, Verdict> table = new TreeMap<>();
            abi.names().forEach((number, name) -> table.put(number, verdict(name)));
            verdicts.put(abi, Collections.unmodifiableSortedMap(table));
        }
    }

    /// The default profile for a process whose bounding set is `capabilities`.
    public static Profile standard(Set<Capability> capabilities) {
        return new Profile(capabilities);
    }

    /// Number → verdict of every known call.
    public SortedMap<Integer, Verdict> verdicts(Abi abi) {
        return verdicts.getOrDefault(abi, Collections.emptySortedMap());
    }

    /// What happens to the call of this name (of a known call; unknown ones answer ENOSYS).
    public Verdict verdict(String name) {
        if (NEVER.contains(name)) {
            return new Verdict.Refuse(EPERM);
        }
        boolean admin = capabilities.contains(Capability.SYS_ADMIN);
        return switch (name) {
            // clone3 passes its flags in memory, where no filter can look: programs then fall back to clone
            case "clone3" -> admin ? Verdict.ALLOW : new Verdict.Refuse(ENOSYS);
            case "clone" -> admin ? Verdict.ALLOW : new Verdict.WithoutBits(0, NEW_NAMESPACES, EPERM);
            // /usr is locked read-only by the kernel (LockedTree); this keeps other read-only mounts so
            case "mount" -> admin ? new Verdict.WithoutBits(3, MS_REMOUNT, EPERM) : new Verdict.Refuse(EPERM);
            case "socket", "socketpair" -> new Verdict.OnlyIf(0, FAMILIES, EAFNOSUPPORT);
            // the 32-bit entry's old way to sockets passes the family in memory, as clone3 its flags: musl then takes
            // the new way, a 32-bit glibc has no sockets
            case "socketcall" -> new Verdict.Refuse(ENOSYS);
            case "personality" ->
                // Linux, 32-bit uname, old uname, both, or just asking; not READ_IMPLIES_EXEC or ADDR_NO_RANDOMIZE
                new Verdict.OnlyIf(0, List.of(0, 0x8, 0x20000, 0x20008, -1), EPERM);
            default -> {
                Set<Capability> needed = WITH.get(name);
                boolean given = needed == null || needed.stream().anyMatch(capabilities::contains);
                yield given ? Verdict.ALLOW : new Verdict.Refuse(EPERM);
            }
        };
    }

    /// Names of the rules that no table has; a test holds that there are none.
    Set<String> unknownNames() {
        Set<String> names = new HashSet<>(NEVER);
        names.addAll(WITH.keySet());
        names.addAll(List.of("clone", "clone3", "mount", "socket", "socketpair", "socketcall", "personality"));
        for (Abi abi : Abi.values()) {
            names.removeAll(abi.names().values());
        }
        return names;
    }

    private static Map<String, Set<Capability>> with() {
        Map<String, Set<Capability>> map = new HashMap<>();
        put(
                map,
                Set.of(Capability.SYS_ADMIN),
                "umount umount2 move_mount open_tree fsconfig fsmount fsopen fspick"
                        + " listmount statmount setns unshare sethostname setdomainname fanotify_init lookup_dcookie"
                        + " quotactl quotactl_fd");
        put(map, Set.of(Capability.SYS_ADMIN, Capability.SYSLOG), "syslog");
        put(map, Set.of(Capability.SYS_ADMIN, Capability.BPF), "bpf");
        put(map, Set.of(Capability.SYS_ADMIN, Capability.PERFMON), "perf_event_open");
        put(map, Set.of(Capability.DAC_READ_SEARCH), "open_by_handle_at");
        put(map, Set.of(Capability.SYS_BOOT), "reboot");
        put(map, Set.of(Capability.SYS_CHROOT), "chroot");
        put(map, Set.of(Capability.SYS_MODULE), "init_module finit_module delete_module");
        put(map, Set.of(Capability.SYS_PACCT), "acct");
        put(map, Set.of(Capability.SYS_PTRACE), "kcmp pidfd_getfd process_madvise");
        put(map, Set.of(Capability.SYS_RAWIO), "iopl ioperm");
        put(map, Set.of(Capability.SYS_TIME), "settimeofday stime clock_settime clock_settime64");
        put(map, Set.of(Capability.SYS_TTY_CONFIG), "vhangup");
        put(map, Set.of(Capability.SYS_NICE), "get_mempolicy mbind set_mempolicy set_mempolicy_home_node");
        return Map.copyOf(map);
    }

    private static void put(Map<String, Set<Capability>> map, Set<Capability> any, String names) {
        words(names).forEach(name -> map.put(name, any));
    }

    private static List<String> words(String... groups) {
        return List.of(String.join(" ", groups).split(" "));
    }
}
