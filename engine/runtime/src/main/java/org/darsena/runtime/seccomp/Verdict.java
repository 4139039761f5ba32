package org.darsena.runtime.seccomp;

import java.util.List;

/// What a filter does with a system call.
public sealed interface Verdict {

    Verdict ALLOW = new Allow();

    /// Runs.
    record Allow() implements Verdict {}

    /// Fails with this errno without running.
    record Refuse(int errno) implements Verdict {}

    /// Runs if the argument (counted from 0) has none of these bits; otherwise fails. Only the low 32 bits are
    /// looked at, as the kernel does with `int` arguments: a high half cannot be used to slip through.
    record WithoutBits(int argument, int bits, int errno) implements Verdict {}

    /// Runs only if the argument has one of these values; low 32 bits.
    record OnlyIf(int argument, List<Integer> values, int errno) implements Verdict {
        public OnlyIf {
            values = List.copyOf(values);
        }
    }
}
