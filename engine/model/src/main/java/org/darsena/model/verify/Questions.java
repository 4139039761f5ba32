package org.darsena.model.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.darsena.model.plan.Surroundings;

/// What is asked inside, in the words of the probe (inside.c). An answer is a number, 0 or more where it was possible
/// and else a negative errno, or a text.
public final class Questions {
    static final String LAUNCHER = "write /proc/1/exe";
    static final String TRACE = "write /proc/1/mem";
    static final String KEYRING = "keyring";
    static final String DEVICES = "devices";
    static final String BLOCK = "block";

    /// What [#BLOCK] makes and tries to open; nobody has it.
    static final String TRIED_DEVICE = "b240:1048575";

    static final String X32 = "x32";

    static final List<String> MASKS =
            Surroundings.MASKED.stream().map(path -> "peek " + path).toList();

    /// Opening them to write changes nothing yet.
    static final List<String> SETTINGS = Stream.of(
                    "/proc/sysrq-trigger",
                    "/proc/sys/kernel/core_pattern",
                    "/proc/sys/kernel/modprobe",
                    "/proc/sys/vm/drop_caches",
                    "/proc/sys/fs/binfmt_misc/register",
                    "/proc/irq/default_smp_affinity",
                    "/sys/kernel/uevent_helper")
            .map(path -> "write " + path)
            .toList();

    /// By both entries, 64 and 32 bits.
    static final List<String> CALLS = Stream.of(
                    "kexec_load",
                    "open_by_handle_at",
                    "init_module",
                    "bpf",
                    "userfaultfd",
                    "keyctl",
                    "io_uring_setup",
                    "unshare")
            .flatMap(name -> Stream.of("call " + name, "call32 " + name))
            .toList();

    private Questions() {}

    /// All of them, the harmless first: a filter may end the probe over a call.
    public static List<String> of(List<Seen.Mount> mounts) {
        var all = new ArrayList<String>(List.of(LAUNCHER, TRACE, DEVICES, BLOCK));
        all.addAll(MASKS);
        all.addAll(SETTINGS);
        all.addAll(agents(mounts));
        all.add(KEYRING);
        all.addAll(CALLS);
        all.add(X32);
        return List.copyOf(all);
    }

    /// Of each v1 cgroup tree the file that names a program which the kernel then runs as root of the machine.
    static List<String> agents(List<Seen.Mount> mounts) {
        return mounts.stream()
                .filter(m -> m.type().equals("cgroup"))
                .map(m -> "write " + m.target() + "/release_agent")
                .distinct()
                .limit(20)
                .toList();
    }

    /// What the question is about: a path or a call.
    static String subject(String question) {
        return question.substring(question.indexOf(' ') + 1);
    }
}
