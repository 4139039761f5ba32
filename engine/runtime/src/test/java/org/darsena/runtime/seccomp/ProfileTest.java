package org.darsena.runtime.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.darsena.model.container.Capability;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {
    private static final Verdict EPERM = new Verdict.Refuse(1);

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
        assertEquals(Verdict.ALLOW, Profile.standard(Capability.DEFAULT).verdict(name));
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
        assertEquals(EPERM, Profile.standard(Capability.DEFAULT).verdict(name));
    }

    /// What the kernel's lock does for /usr of the host image, the filter does for every mount.
    @Test
    void nobodyMakesAReadOnlyMountWritable() {
        Profile all = Profile.standard(Set.of(Capability.values()));
        assertEquals(new Verdict.WithoutBits(3, 0x20, 1), all.verdict("mount")); // MS_REMOUNT
        assertEquals(EPERM, all.verdict("mount_setattr"));
        assertEquals(EPERM, all.verdict("open_tree_attr"));
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
        assertEquals(Verdict.ALLOW, Profile.standard(Set.of(capability)).verdict(name));
        Verdict without = Profile.standard(Set.of()).verdict(name);
        assertTrue(!without.equals(Verdict.ALLOW), () -> name + " without: " + without);
    }

    @Test
    void someAreForNobody() {
        Profile all = Profile.standard(Set.of(Capability.values()));
        for (String name : new String[] {"kexec_load", "keyctl", "userfaultfd", "pivot_root", "swapon"}) {
            assertEquals(EPERM, all.verdict(name), name);
        }
    }

    @Test
    void clone3SendsProgramsBackToClone() {
        assertEquals(
                new Verdict.Refuse(38), Profile.standard(Capability.DEFAULT).verdict("clone3"));
    }

    /// Each refused or argument-checked name is a call of one of the tables: no rule is void by a slip of the pen.
    @Test
    void everyRuleNamesACall() {
        Profile none = Profile.standard(Set.of());
        assertEquals(Set.of(), none.unknownNames());
    }

    /// Our tables are what the C headers of this machine say.
    @ParameterizedTest
    @CsvSource({"X86_64, unistd_64.h", "I386, unistd_32.h"})
    void numbersAreTheHeaders(Abi abi, String header) throws Exception {
        Path file = Path.of("/usr/include/x86_64-linux-gnu/asm", header);
        Assumptions.assumeTrue(Files.exists(file), "no kernel headers here");
        var theirs = new TreeMap<Integer, String>();
        var define = Pattern.compile("#define __NR_(\\w+) (\\d+)");
        for (String line : Files.readAllLines(file)) {
            var matcher = define.matcher(line);
            if (matcher.matches()) {
                theirs.put(Integer.valueOf(matcher.group(2)), matcher.group(1));
            }
        }
        assertTrue(theirs.size() > 300);
        var ours = new TreeMap<>(abi.names());
        theirs.keySet().removeIf(number -> number > 469); // newer headers than our table
        ours.keySet().retainAll(theirs.keySet());
        assertEquals(theirs, ours);
    }
}
