package org.darsena.runtime.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Classic BPF instructions (`struct sock_filter`) in the order they will stand; `jump true, jump false` count from
/// the next instruction.
final class Assembler {
    private static final int LOAD_WORD = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private static final int JUMP = 0x05; // BPF_JMP | BPF_JA
    private static final int EQUAL = 0x15;
    private static final int AT_LEAST = 0x35;
    private static final int ANY_BIT = 0x45;
    private static final int RETURN = 0x06;
    private static final int RET_ALLOW = 0x7fff0000;
    private static final int RET_ERRNO = 0x00050000;
    private static final int RET_KILL_PROCESS = 0x80000000;
    /// The kernel's limit, BPF_MAXINSNS.
    static final int MAX = 4096;

    /// Where `seccomp_data` keeps the number, the architecture, and the low half of argument 0.
    static final int NUMBER = 0;

    static final int ARCH = 4;
    private static final int ARGUMENTS = 16;

    record Instruction(int code, int jumpTrue, int jumpFalse, int value) {}

    private final List<Instruction> instructions = new ArrayList<>();

    Assembler load(int offset) {
        return add(LOAD_WORD, 0, 0, offset);
    }

    Assembler loadArgument(int index) {
        return load(ARGUMENTS + 8 * index);
    }

    Assembler ifEqual(int value, int jumpTrue, int jumpFalse) {
        return add(EQUAL, jumpTrue, jumpFalse, value);
    }

    /// Unsigned comparison.
    Assembler ifAtLeast(int value, int jumpTrue, int jumpFalse) {
        return add(AT_LEAST, jumpTrue, jumpFalse, value);
    }

    Assembler ifAnyBit(int bits, int jumpTrue, int jumpFalse) {
        return add(ANY_BIT, jumpTrue, jumpFalse, bits);
    }

    Assembler jump(int distance) {
        return add(JUMP, 0, 0, distance);
    }

    Assembler allow() {
        return add(RETURN, 0, 0, RET_ALLOW);
    }

    Assembler refuse(int errno) {
        return add(RETURN, 0, 0, RET_ERRNO | errno);
    }

    Assembler kill() {
        return add(RETURN, 0, 0, RET_KILL_PROCESS);
    }

    Assembler append(Assembler other) {
        instructions.addAll(other.instructions);
        return this;
    }

    int size() {
        return instructions.size();
    }

    private Assembler add(int code, int jumpTrue, int jumpFalse, int value) {
        if (jumpTrue > 255 || jumpFalse > 255) {
            throw new IllegalArgumentException("a conditional jump reaches 255 instructions at most");
        }
        instructions.add(new Instruction(code, jumpTrue, jumpFalse, value));
        return this;
    }

    /// As the kernel takes it: 8 bytes each, native (little-endian) order.
    byte[] toBytes() {
        if (instructions.size() > MAX) {
            throw new IllegalStateException(instructions.size() + " instructions, the kernel takes " + MAX);
        }
        ByteBuffer buffer = ByteBuffer.allocate(8 * instructions.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (Instruction i : instructions) {
            buffer.putShort((short) i.code)
                    .put((byte) i.jumpTrue)
                    .put((byte) i.jumpFalse)
                    .putInt(i.value);
        }
        return buffer.array();
    }
}
