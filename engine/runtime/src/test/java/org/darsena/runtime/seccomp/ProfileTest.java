package org.darsena.runtime.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.darsena.model.container.Capability;
import org.darsena.model.container.SeccompProfile.Action;
import org.darsena.model.container.SeccompProfile.Condition;
import org.darsena.model.container.SeccompProfile.Op;
import org.darsena.model.container.SeccompProfile.Rule;
import org.darsena.model.json.SeccompReader;
import org.darsena.model.seccomp.Abi;
import org.darsena.model.seccomp.Decision;
import org.darsena.model.seccomp.Decision.Branch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {
    private static final Decision EPERM = Decision.always(Action.errno(1));
    private static final Decision ALLOW = Decision.always(Action.ALLOW);

    private static Decision decision(Set<Capability> capabilities, String name) {
        return SeccompFilters.policy(SeccompReader.standard(), capabilities).decision(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read",
                "write",
                "openat",
                "openat2",
                "execve",
                "fork",
                "vfork",
                "ptrace",
                "process_vm_readv",
                "mknod",
                "setuid",
                "chroot",
                "seccomp",
                "prctl",
                "futex_waitv",
                "rseq",
                "statx",
                "landlock_create_ruleset",
                "pidfd_open",
                "close_range",
                "fchmodat2",
                "cachestat",
                "mseal",
                "rt_sigtimedwait"
            })
    void ordinaryWorkPasses(String name) {
        assertEquals(ALLOW, decision(Capability.DEFAULT, name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kexec_load",
                "kexec_file_load",
                "open_by_handle_at",
                "init_module",
                "finit_module",
                "delete_module",
                "bpf",
                "userfaultfd",
                "keyctl",
                "add_key",
                "request_key",
                "mount",
                "umount2",
                "pivot_root",
                "unshare",
                "setns",
                "reboot",
                "swapon",
                "syslog",
                "perf_event_open",
                "settimeofday",
                "clock_settime",
                "iopl",
                "ioperm",
                "acct",
                "quotactl",
                "kcmp",
                "fsopen",
                "move_mount",
                "open_tree",
                "io_uring_setup"
            })
    void dangerousOnesDoNot(String name) {
        assertEquals(EPERM, decision(Capability.DEFAULT, name));
    }

    /// What the kernel's lock does for /usr of the host image, the filter does for every mount.
    @Test
    void nobodyMakesAReadOnlyMountWritable() {
        Set<Capability> all = Set.of(Capability.values());
        var noRemount = new Branch(List.of(new Condition(3, Op.MASKED_EQ, 0x20, 0)), Action.ALLOW);
        assertEquals(new Decision(List.of(noRemount), Action.errno(1)), decision(all, "mount"));
        assertEquals(EPERM, decision(all, "mount_setattr"));
        assertEquals(EPERM, decision(all, "open_tree_attr"));
    }

    @ParameterizedTest
    @CsvSource({
        "SYS_ADMIN, umount2",
        "SYS_ADMIN, unshare",
        "SYS_ADMIN, bpf",
        "SYS_ADMIN, clone3",
        "SYS_ADMIN, clone",
        "SYS_ADMIN, syslog",
        "SYSLOG, syslog",
        "BPF, bpf",
        "PERFMON, perf_event_open",
        "SYS_BOOT, reboot",
        "SYS_MODULE, init_module",
        "SYS_PTRACE, kcmp",
        "SYS_RAWIO, iopl",
        "SYS_TIME, clock_settime",
        "SYS_NICE, mbind",
        "SYS_TTY_CONFIG, vhangup",
        "SYS_PACCT, acct",
        "DAC_READ_SEARCH, open_by_handle_at",
        "SYS_CHROOT, chroot"
    })
    void capabilitiesBringTheirCalls(Capability capability, String name) {
        assertTrue(decision(Set.of(capability), name).alwaysAllows());
        assertFalse(decision(Set.of(), name).alwaysAllows(), name);
    }

    @Test
    void someAreForNobody() {
        for (String name : new String[] {"kexec_load", "keyctl", "userfaultfd", "pivot_root", "swapon"}) {
            assertEquals(EPERM, decision(Set.of(Capability.values()), name), name);
        }
    }

    @Test
    void clone3SendsProgramsBackToClone() {
        assertEquals(Decision.always(Action.errno(38)), decision(Capability.DEFAULT, "clone3"));
    }

    /// Each refused or argument-checked name is a call of one of the tables: no rule is void by a slip of the pen.
    @Test
    void everyRuleNamesACall() {
        for (Rule rule : SeccompReader.standard().rules()) {
            rule.names().forEach(name -> assertTrue(Abi.isCall(name), name));
        }
    }

    /// Our tables are what the C headers of this machine say.
    @ParameterizedTest
    @CsvSource({"X86_64, unistd_64.h", "I386, unistd_32.h", "X32, unistd_x32.h"})
    void numbersAreTheHeaders(Abi abi, String header) throws Exception {
        Path file = Path.of("/usr/include/x86_64-linux-gnu/asm", header);
        Assumptions.assumeTrue(Files.exists(file), "no kernel headers here");
        var theirs = new TreeMap<Integer, String>();
        var define = Pattern.compile("#define __NR_(\\w+) (?:\\(__X32_SYSCALL_BIT \\+ )?(\\d+)\\)?");
        for (String line : Files.readAllLines(file)) {
            var matcher = define.matcher(line);
            if (matcher.matches()) {
                theirs.put(Integer.valueOf(matcher.group(2)), matcher.group(1));
            }
        }
        assertTrue(theirs.size() > 300);
        var ours = new TreeMap<>(abi.names());
        theirs.keySet().removeIf(number -> number > 469 && number < 512); // newer headers than our table
        ours.keySet().retainAll(theirs.keySet());
        assertEquals(theirs, ours);
    }
}
