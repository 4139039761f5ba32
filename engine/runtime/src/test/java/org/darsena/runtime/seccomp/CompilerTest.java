package org.darsena.runtime.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.darsena.model.container.Capability;
import org.darsena.model.container.SeccompProfile;
import org.darsena.model.container.SeccompProfile.Action;
import org.darsena.model.container.SeccompProfile.Condition;
import org.darsena.model.container.SeccompProfile.Op;
import org.darsena.model.json.SeccompReader;
import org.darsena.model.seccomp.Abi;
import org.darsena.model.seccomp.Decision;
import org.darsena.model.seccomp.Decision.Branch;
import org.darsena.model.seccomp.SyscallPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CompilerTest {
    private static final int X86_64 = 0xC000003E;
    private static final int I386 = 0x40000003;
    private static final int EPERM = Machine.errno(1);
    private static final int ENOSYS = Machine.errno(38);

    static Stream<Set<Capability>> sets() {
        return Stream.of(
                Set.of(),
                Capability.DEFAULT,
                EnumSet.allOf(Capability.class),
                EnumSet.of(Capability.SYS_ADMIN),
                EnumSet.of(Capability.SYS_PTRACE, Capability.SYS_TIME));
    }

    /// Every number of both entries, known or not, does what the profile says.
    @ParameterizedTest
    @MethodSource("sets")
    void programAndProfileAgree(Set<Capability> capabilities) {
        SyscallPolicy policy = SeccompFilters.policy(SeccompReader.standard(), capabilities);
        Machine machine = new Machine(SeccompFilters.standard(capabilities));
        for (Abi abi : policy.abis()) {
            int arch = abi == Abi.X86_64 ? X86_64 : I386;
            for (int number = 0; number < 600; number++) {
                int said = machine.run(arch, number, 0, 0, 0);
                int expected = code(Reference.action(policy.decision(abi, number), 0, 0, 0, 0, 0, 0));
                int now = number;
                assertEquals(
                        expected,
                        said,
                        () -> abi + " " + now + " " + abi.names().get(now));
            }
        }
    }

    private static int code(Action action) {
        return switch (action.kind()) {
            case ALLOW -> Machine.ALLOW;
            case ERRNO -> Machine.errno(action.value());
            case KILL_PROCESS -> Machine.KILL;
            case KILL_THREAD -> 0;
            case TRAP -> 0x30000;
            case TRACE -> 0x7ff00000 | action.value();
            case LOG -> 0x7ffc0000;
        };
    }

    @Test
    void entriesThatAreNotOursAreRefusedOrKilled() {
        Machine machine = new Machine(SeccompFilters.standard(Capability.DEFAULT));
        assertEquals(Machine.KILL, machine.run(0xC00000B7, 63)); // aarch64
        assertEquals(ENOSYS, machine.run(X86_64, 0x40000000)); // x32
        assertEquals(ENOSYS, machine.run(X86_64, 0x400001ff));
        assertEquals(ENOSYS, machine.run(X86_64, -1));
        assertEquals(ENOSYS, machine.run(I386, 0x40000000));
        assertEquals(ENOSYS, machine.run(I386, -1));
    }

    @ParameterizedTest
    @CsvSource({
        "56, 0x10000000, false",
        "56, 0x00020000, false",
        "56, 0x02000000, false",
        "56, 0x01200011, true",
        "56, 0x100000000, true",
        "135, 0, true",
        "135, 8, true",
        "135, 0x20008, true",
        "135, 0xffffffff, true",
        "135, 0x0040000, false",
        "135, 1, false"
    })
    void argumentsAreLookedAt(int number, String argument, boolean passes) {
        Machine machine = new Machine(SeccompFilters.standard(Capability.DEFAULT));
        assertEquals(passes ? Machine.ALLOW : EPERM, machine.run(X86_64, number, Long.decode(argument)));
    }

    /// Nothing but UNIX, INET, INET6, NETLINK and PACKET; a high half changes nothing.
    @Test
    void fewFamiliesOfSocketsPass() {
        Machine machine = new Machine(SeccompFilters.standard(EnumSet.allOf(Capability.class)));
        for (int family = 0; family < 64; family++) {
            int expected = Set.of(1, 2, 10, 16, 17).contains(family) ? Machine.ALLOW : Machine.errno(97);
            for (int call : new int[] {41, 53}) { // socket, socketpair
                assertEquals(expected, machine.run(X86_64, call, family), "family " + family);
                assertEquals(expected, machine.run(X86_64, call, family | 0x1_0000_0000L), "family " + family);
            }
            assertEquals(expected, machine.run(I386, 359, family), "family " + family);
        }
        assertEquals(ENOSYS, machine.run(I386, 102, 1)); // socketcall(SYS_SOCKET): the family is in memory
    }

    @Test
    void programsAreShortAndEveryCallIsCheap() {
        byte[] program = SeccompFilters.standard(Capability.DEFAULT);
        assertTrue(program.length / 8 < 600, program.length / 8 + " instructions");
        Machine machine = new Machine(program);
        for (int number = 0; number < 500; number++) {
            machine.run(X86_64, number, 0);
            assertTrue(machine.steps() <= 22, number + " took " + machine.steps());
        }
    }

    @Test
    void eachSetIsCompiledOnce() {
        assertSame(SeccompFilters.standard(Capability.DEFAULT), SeccompFilters.standard(Capability.DEFAULT));
        var own = SeccompReader.standard();
        var alike = new SeccompProfile(own.name(), own.defaultAction(), own.architectures(), own.rules());
        assertSame(SeccompFilters.of(own, Capability.DEFAULT), SeccompFilters.of(alike, Capability.DEFAULT));
        assertNotSame(SeccompFilters.of(own, Capability.DEFAULT), SeccompFilters.of(own, Set.of()));
    }

    @Test
    void largeTreesJumpFurther() {
        // 400 leaves of several instructions each: halves beyond the reach of a conditional jump
        List<Decision> two = List.of(one(3), one(4));
        java.util.SortedMap<Integer, Decision> decisions = new java.util.TreeMap<>();
        for (int i = 0; i < 400; i++) {
            decisions.put(i, two.get(i % 2));
        }
        decisions.put(400, Decision.always(Action.errno(38)));
        Assembler tree = Compiler.search(decisions);
        assertTrue(tree.size() > 1000);
        Machine machine =
                new Machine(new Assembler().load(Assembler.NUMBER).append(tree).toBytes());
        for (int i = 0; i < 400; i++) {
            assertEquals(i % 2 == 0 ? Machine.ALLOW : EPERM, machine.run(X86_64, i, 3));
            assertEquals(i % 2 == 1 ? Machine.ALLOW : EPERM, machine.run(X86_64, i, 4));
        }
        assertEquals(ENOSYS, machine.run(X86_64, 400));
    }

    private static Decision one(long value) {
        var branch = new Branch(List.of(new Condition(0, Op.EQ, value, 0)), Action.ALLOW);
        return new Decision(List.of(branch), Action.errno(1));
    }

    /// All comparisons, with values around each other and around the halves' border, in branches of several
    /// conditions: the program says what the reference says.
    @Test
    void conditionsAreThoseOfTheProfile() {
        long[] values = {0, 1, 2, 0x7fffffffL, 0x80000000L, 0xffffffffL, 0x1_0000_0000L, 0x1_0000_0001L, -2, -1};
        List<Op> ops = List.of(Op.values());
        Random random = new Random(7);
        int allowed = 0;
        for (int round = 0; round < 3000; round++) {
            List<Branch> branches = new ArrayList<>();
            for (int b = random.nextInt(1, 5); b > 0; b--) {
                List<Condition> all = new ArrayList<>();
                for (int c = random.nextInt(1, 4); c > 0; c--) {
                    Op op = ops.get(random.nextInt(ops.size()));
                    all.add(new Condition(random.nextInt(6), op, any(values, random), any(values, random)));
                }
                branches.add(new Branch(all, random.nextBoolean() ? Action.ALLOW : Action.errno(b)));
            }
            Decision decision = new Decision(branches, Action.errno(99));
            Assembler code = Compiler.search(new java.util.TreeMap<>(java.util.Map.of(0, decision)));
            Machine machine = new Machine(
                    new Assembler().load(Assembler.NUMBER).append(code).toBytes());
            for (int i = 0; i < 30; i++) {
                long[] arguments = random.ints(6, 0, values.length)
                        .mapToLong(v -> values[v])
                        .toArray();
                int expected = code(Reference.action(decision, arguments));
                assertEquals(expected, machine.run(X86_64, 7, arguments), () -> decision.toString());
                allowed += expected == Machine.ALLOW ? 1 : 0;
            }
        }
        assertTrue(allowed > 10_000 && allowed < 80_000, allowed + " allowed");
    }

    private static long any(long[] values, Random random) {
        return values[random.nextInt(values.length)];
    }
}
