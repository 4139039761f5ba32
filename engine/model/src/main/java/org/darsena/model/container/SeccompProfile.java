package org.darsena.model.container;

import java.util.List;
import java.util.Set;
import org.darsena.model.Copies;
import org.jspecify.annotations.Nullable;

/// A seccomp profile of the OCI runtime's or of Docker's form. Of the rules that name a call and belong to this machine
/// and container, those with conditions are tried first, in order, then the first without any; then `defaultAction`.
///
/// @param name how people know it, such as the name of its file
/// @param architectures the ways into the kernel it is for; by any other the process is killed
public record SeccompProfile(String name, Action defaultAction, Set<Arch> architectures, List<Rule> rules)
        implements Security.Seccomp {

    /// Error numbers, and what SECCOMP_RET_DATA has room for.
    public static final int MAX_ERRNO = 4095;

    public static final int MAX_DATA = 0xffff;
    /// Arguments of a system call.
    public static final int ARGUMENTS = 6;

    public SeccompProfile {
        architectures = Copies.of(architectures);
        rules = List.copyOf(rules);
    }

    @Override
    public String label() {
        return name;
    }

    /// The ways into the kernel of a 64-bit x86 machine.
    public enum Arch {
        X86_64,
        X86,
        X32
    }

    /// What is done with a call, `SCMP_ACT_…`.
    public enum Kind {
        KILL_PROCESS,
        KILL_THREAD,
        TRAP,
        ERRNO,
        TRACE,
        LOG,
        ALLOW;

        /// Whether the call may run. A tracer may be the container's own, and lets run what it likes.
        public boolean allows() {
            return this == ALLOW || this == LOG || this == TRACE;
        }

        /// Whether it takes a number along.
        public boolean hasValue() {
            return this == ERRNO || this == TRACE;
        }
    }

    /// @param value of ERRNO the error number, of TRACE the message; else 0
    public record Action(Kind kind, int value) {
        public static final Action ALLOW = new Action(Kind.ALLOW, 0);

        public static Action errno(int number) {
            return new Action(Kind.ERRNO, number);
        }
    }

    /// @param names of system calls; those this processor does not have are skipped
    /// @param args all have to hold; several about one argument are alternatives, as runc reads them
    /// @param includes the rule counts only here
    /// @param excludes the rule does not count here
    public record Rule(List<String> names, Action action, List<Condition> args, Scope includes, Scope excludes) {
        public Rule {
            names = List.copyOf(names);
            args = List.copyOf(args);
        }
    }

    /// Where a rule counts (Docker).
    ///
    /// @param caps to include: all of them in the bounding set; to exclude: any
    /// @param arches Go's names, such as `amd64`
    /// @param minKernel at least this kernel
    public record Scope(
            Set<Capability> caps,
            List<String> arches,
            @Nullable KernelVersion minKernel) {
        public static final Scope ANY = new Scope(Set.of(), List.of(), null);

        public Scope {
            caps = Copies.of(caps);
            arches = List.copyOf(arches);
        }

        public boolean isAny() {
            return equals(ANY);
        }
    }

    /// `SCMP_CMP_…`, unsigned.
    public enum Op {
        NE,
        LT,
        LE,
        EQ,
        GE,
        GT,
        MASKED_EQ
    }

    /// @param index of the argument, 0–5
    /// @param value 64 bits, unsigned; of MASKED_EQ the mask
    /// @param valueTwo of MASKED_EQ what the masked argument has to be
    public record Condition(int index, Op op, long value, long valueTwo) {}
}
