package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.darsena.model.Problem;
import org.darsena.model.container.Capability;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.SeccompProfile;
import org.darsena.model.seccomp.SyscallPolicy;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.seccomp.SeccompFilters;
import org.darsena.runtime.store.ContainerRecord;
import org.darsena.runtime.store.IdSlots;

/// What can be told of a seccomp profile only where it will be loaded: with the container's capabilities, on this
/// kernel.
final class SeccompNeeds {
    private static final String PLACE = "/security/seccomp/profile";

    /// What the launcher calls with the filter on; without no_new_privs that is loaded before its rights are given up.
    private static final List<String> LAUNCH = List.of("execve", "exit_group");

    private static final List<String> REAPER = List.of("rt_sigtimedwait", "wait4", "kill");

    private static final List<String> EARLY = List.of(
            "prctl",
            "setresgid",
            "setgroups",
            "setresuid",
            "capset",
            "chdir",
            "getcwd",
            "sendmsg",
            "dup3",
            "close_range",
            "recvmsg",
            "rt_sigprocmask");

    /// A kernel with audit has this.
    private static final boolean AUDIT = Files.exists(Path.of("/proc/self/loginuid"));

    private static final Path LOGGED = Path.of("/proc/sys/kernel/seccomp/actions_logged");

    private SeccompNeeds() {}

    /// What a process with a profile of its own needs beside what it calls itself.
    static Set<String> besides() {
        Set<String> all = new TreeSet<>(LAUNCH);
        all.addAll(REAPER);
        return all;
    }

    /// Notes what the container calls, if that is wanted.
    static void listen(Parts parts, ContainerRecord r, boolean running) throws IOException {
        if (r.spec().security().seccomp() == SeccompMode.LEARN) {
            parts.lessons().begin(r.id(), IdSlots.base(r.slot()), IdSlots.SIZE, running);
        }
    }

    /// INVALID where no program could be started under the profile, or the kernel would not take it; MISSING where
    /// nothing can be learnt.
    static void met(ContainerSpec spec) throws EngineException {
        if (spec.security().seccomp() == SeccompMode.LEARN && !(AUDIT && logs())) {
            throw new EngineException(Kind.MISSING, Map.of("what", "audit"));
        }
        if (spec.security().seccomp() instanceof SeccompProfile profile) {
            Refused.unlessGood(problems(profile, spec));
        }
    }

    /// seccomp(2), "Interaction of seccomp and audit": an administrator may have had it keep silent.
    private static boolean logs() {
        try {
            return Set.of(Files.readString(LOGGED).strip().split(" ")).contains("log");
        } catch (IOException e) {
            return true; // no such switch: nothing is silent
        }
    }

    private static List<Problem> problems(SeccompProfile profile, ContainerSpec spec) {
        Set<Capability> capabilities = spec.security().capabilities();
        List<Problem> problems = new ArrayList<>();
        int length = SeccompFilters.instructions(profile, capabilities);
        if (length > SeccompFilters.MAX_INSTRUCTIONS) {
            problems.add(Problem.error("seccomp.too-long", PLACE, length, SeccompFilters.MAX_INSTRUCTIONS));
        }
        SyscallPolicy policy = SeccompFilters.policy(profile, capabilities);
        List<String> needed = new ArrayList<>(LAUNCH);
        if (spec.process().reaper()) {
            needed.addAll(REAPER);
        }
        if (!spec.security().noNewPrivileges()) {
            needed.addAll(EARLY);
        }
        needed.stream()
                .filter(name -> policy.decision(name).neverAllows())
                .forEach(name -> problems.add(Problem.error("seccomp.needs", PLACE + "/syscalls", name)));
        return problems;
    }
}
