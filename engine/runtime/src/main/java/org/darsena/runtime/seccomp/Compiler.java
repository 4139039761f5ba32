package org.darsena.runtime.seccomp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.darsena.model.container.SeccompProfile.Action;
import org.darsena.model.container.SeccompProfile.Condition;
import org.darsena.model.seccomp.Abi;
import org.darsena.model.seccomp.Decision;
import org.darsena.model.seccomp.Decision.Branch;
import org.darsena.model.seccomp.SyscallPolicy;

/// Policy → BPF program: architecture first, then a binary search over runs of numbers with the same decision
/// (about 8 comparisons deep), so that the program stays short and every call is equally cheap.
///
/// By a way in that the policy does not open the process is killed; but x32, which hardly any kernel has, answers what
/// those say that have it not: ENOSYS.
final class Compiler {
    private static final Action NO_SUCH_CALL = Action.errno(SyscallPolicy.ENOSYS);

    /// Numbers from `first` up to the next run share a decision.
    private record Run(int first, Decision decision) {}

    private Compiler() {}

    /// May be longer than [Assembler#MAX].
    static Assembler compile(SyscallPolicy policy) {
        Assembler program = new Assembler().load(Assembler.ARCH);
        entry(program, Abi.X86_64, x86_64(policy));
        entry(program, Abi.I386, policy.abis().contains(Abi.I386) ? section(policy, Abi.I386) : killed());
        return program.kill();
    }

    private static void entry(Assembler program, Abi abi, Assembler section) {
        program.ifEqual(abi.auditArch(), 1, 0).jump(section.size()).append(section);
    }

    private static Assembler killed() {
        return new Assembler().kill();
    }

    private static Assembler x86_64(SyscallPolicy policy) {
        Assembler own = policy.abis().contains(Abi.X86_64) ? section(policy, Abi.X86_64) : killed();
        Assembler x32 =
                policy.abis().contains(Abi.X32) ? section(policy, Abi.X32) : new Assembler().finish(NO_SUCH_CALL);
        return new Assembler()
                .load(Assembler.NUMBER)
                .ifAtLeast(Abi.X32_BIT, 0, 1)
                .jump(own.size())
                .append(own)
                .append(x32);
    }

    private static Assembler section(SyscallPolicy policy, Abi abi) {
        Assembler section = new Assembler().load(Assembler.NUMBER);
        if (abi == Abi.X32) {
            section.and(~Abi.X32_BIT);
        }
        return section.append(search(runs(policy, abi)));
    }

    private static List<Run> runs(SyscallPolicy policy, Abi abi) {
        List<Run> runs = new ArrayList<>();
        for (int number = 0; number <= policy.decisions(abi).lastKey() + 1; number++) {
            Decision decision = policy.decision(abi, number);
            if (runs.isEmpty() || !runs.getLast().decision().equals(decision)) {
                runs.add(new Run(number, decision));
            }
        }
        return runs;
    }

    /// Code that decides on the number in the accumulator.
    static Assembler search(Map<Integer, Decision> firsts) {
        List<Run> runs = new ArrayList<>();
        firsts.forEach((first, decision) -> runs.add(new Run(first, decision)));
        return search(runs);
    }

    private static Assembler search(List<Run> runs) {
        if (runs.size() == 1) {
            return leaf(runs.getFirst().decision());
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

    private static Assembler leaf(Decision decision) {
        Assembler code = new Assembler();
        for (Branch branch : decision.branches()) {
            Assembler block = new Assembler().finish(branch.action());
            for (Condition condition : branch.all().reversed()) {
                block = condition(condition, block.size()).append(block);
            }
            code.append(block);
        }
        return code.finish(decision.otherwise());
    }

    /// Code that goes on behind itself where the condition holds, else `miss` instructions further on.
    private static Assembler condition(Condition c, int miss) {
        Assembler code = new Assembler();
        int argument = c.index();
        int high = high(c.value());
        int low = (int) c.value();
        return switch (c.op()) {
            case EQ -> high(code, argument, high, miss).loadLow(argument).ifEqual(low, 0, miss);
            case NE ->
                code.loadHigh(argument).ifEqual(high, 0, 2).loadLow(argument).ifEqual(low, miss, 0);
            case GT -> above(code, argument, high, miss).ifAbove(low, 0, miss);
            case GE -> above(code, argument, high, miss).ifAtLeast(low, 0, miss);
            case LE -> below(code, argument, high, miss).ifAbove(low, miss, 0);
            case LT -> below(code, argument, high, miss).ifAtLeast(low, miss, 0);
            case MASKED_EQ -> masked(code, c, miss);
        };
    }

    private static Assembler high(Assembler code, int argument, int value, int miss) {
        return code.loadHigh(argument).ifEqual(value, 0, 2 + miss);
    }

    /// Leaves the low half to be compared where the high halves are equal.
    private static Assembler above(Assembler code, int argument, int high, int miss) {
        return code.loadHigh(argument)
                .ifAbove(high, 3, 0)
                .ifEqual(high, 0, 2 + miss)
                .loadLow(argument);
    }

    private static Assembler below(Assembler code, int argument, int high, int miss) {
        return code.loadHigh(argument)
                .ifAbove(high, 3 + miss, 0)
                .ifEqual(high, 0, 2)
                .loadLow(argument);
    }

    private static Assembler masked(Assembler code, Condition c, int miss) {
        int mask = (int) c.value();
        int wanted = (int) c.valueTwo();
        Assembler low = new Assembler().loadLow(c.index());
        if (mask != -1) {
            low.and(mask);
        }
        low.ifEqual(wanted, 0, miss);
        if (high(c.value()) != 0 || high(c.valueTwo()) != 0) { // most look at the low half only, as the kernel does
            code.loadHigh(c.index()).and(high(c.value())).ifEqual(high(c.valueTwo()), 0, low.size() + miss);
        }
        return code.append(low);
    }

    private static int high(long value) {
        return (int) (value >>> Integer.SIZE);
    }
}
