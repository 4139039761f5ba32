package org.darsena.runtime.seccomp;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// Profile → BPF program: architecture first, then a binary search over runs of numbers with the same verdict
/// (about 8 comparisons deep), so that the program stays short and every call is equally cheap.
final class Compiler {
    private static final int X32_BIT = 0x40000000;
    private static final Verdict UNKNOWN = new Verdict.Refuse(Profile.ENOSYS);

    /// Numbers from `first` up to the next run share a verdict.
    private record Run(int first, Verdict verdict) {}

    private Compiler() {}

    static byte[] compile(Profile profile) {
        Assembler program = new Assembler().load(Assembler.ARCH);
        for (Abi abi : Abi.values()) {
            Assembler section = new Assembler().load(Assembler.NUMBER);
            if (abi == Abi.X86_64) {
                section.ifAtLeast(X32_BIT, 0, 1).refuse(Profile.ENOSYS);
            }
            section.append(table(profile.verdicts(abi)));
            program.ifEqual(abi.auditArch(), 1, 0).jump(section.size()).append(section);
        }
        return program.kill().toBytes();
    }

    /// Code that decides on the number in the accumulator.
    static Assembler table(SortedMap<Integer, Verdict> verdicts) {
        return search(runs(verdicts));
    }

    private static List<Run> runs(SortedMap<Integer, Verdict> verdicts) {
        List<Run> runs = new ArrayList<>();
        for (int number = 0; number <= verdicts.lastKey() + 1; number++) {
            Verdict verdict = verdicts.getOrDefault(number, UNKNOWN);
            if (runs.isEmpty() || !runs.getLast().verdict().equals(verdict)) {
                runs.add(new Run(number, verdict));
            }
        }
        return runs;
    }

    private static Assembler search(List<Run> runs) {
        if (runs.size() == 1) {
            return leaf(runs.getFirst().verdict());
        }
        int middle = runs.size() / 2;
        Assembler below = search(runs.subList(0, middle));
        Assembler above = search(runs.subList(middle, runs.size()));
        Assembler node = new Assembler();
        int pivot = runs.get(middle).first();
        if (below.size() <= 255) {
            node.ifAtLeast(pivot, below.size(), 0);
        } else {
            node.ifAtLeast(pivot, 0, 1).jump(below.size());
        }
        return node.append(below).append(above);
    }

    private static Assembler leaf(Verdict verdict) {
        Assembler code = new Assembler();
        return switch (verdict) {
            case Verdict.Allow() -> code.allow();
            case Verdict.Refuse(int errno) -> code.refuse(errno);
            case Verdict.WithoutBits(int argument, int bits, int errno) ->
                code.loadArgument(argument).ifAnyBit(bits, 1, 0).allow().refuse(errno);
            case Verdict.OnlyIf(int argument, List<Integer> values, int errno) -> {
                code.loadArgument(argument);
                for (int i = 0; i < values.size(); i++) {
                    code.ifEqual(values.get(i), values.size() - i, 0);
                }
                yield code.refuse(errno).allow();
            }
        };
    }
}
