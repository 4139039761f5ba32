package org.darsena.runtime.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.darsena.model.container.Capability;
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
        Profile profile = Profile.standard(capabilities);
        Machine machine = new Machine(SeccompFilters.standard(capabilities));
        for (Abi abi : Abi.values()) {
            int arch = abi == Abi.X86_64 ? X86_64 : I386;
            for (int number = 0; number < 600; number++) {
                Verdict verdict = profile.verdicts(abi).getOrDefault(number, new Verdict.Refuse(38));
                int said = machine.run(arch, number, 0, 0, 0);
                int expected = switch (verdict) {
                    case Verdict.Allow() -> Machine.ALLOW;
                    case Verdict.Refuse(int errno) -> Machine.errno(errno);
                    case Verdict.WithoutBits w -> Machine.ALLOW; // argument 0
                    case Verdict.OnlyIf w -> w.values().contains(0) ? Machine.ALLOW : Machine.errno(w.errno());
                };
                int now = number;
                assertEquals(
                        expected,
                        said,
                        () -> abi + " " + now + " " + abi.names().get(now));
            }
        }
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
            assertTrue(machine.steps() <= 18, number + " took " + machine.steps());
        }
    }

    @Test
    void eachSetIsCompiledOnce() {
        assertSame(SeccompFilters.standard(Capability.DEFAULT), SeccompFilters.standard(Capability.DEFAULT));
    }

    @Test
    void largeTreesJumpFurther() {
        // 400 leaves of several instructions each: halves beyond the reach of a conditional jump
        List<Verdict> two = List.of(new Verdict.OnlyIf(0, List.of(1, 2, 3), 1), new Verdict.OnlyIf(0, List.of(4), 1));
        java.util.SortedMap<Integer, Verdict> verdicts = new java.util.TreeMap<>();
        for (int i = 0; i < 400; i++) {
            verdicts.put(i, two.get(i % 2));
        }
        Assembler tree = Compiler.table(verdicts);
        assertTrue(tree.size() > 1000);
        Machine machine =
                new Machine(new Assembler().load(Assembler.NUMBER).append(tree).toBytes());
        for (int i = 0; i < 400; i++) {
            assertEquals(i % 2 == 0 ? Machine.ALLOW : EPERM, machine.run(X86_64, i, 3));
            assertEquals(i % 2 == 1 ? Machine.ALLOW : EPERM, machine.run(X86_64, i, 4));
        }
        assertEquals(ENOSYS, machine.run(X86_64, 400));
    }
}
