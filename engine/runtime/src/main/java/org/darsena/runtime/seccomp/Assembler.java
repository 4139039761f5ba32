package org.darsena.runtime.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.darsena.model.container.SeccompProfile.Action;

/// Classic BPF instructions (`struct sock_filter`) in the order they will stand; `jump true, jump false` count from
/// the next instruction.
final class Assembler {
    private static final int LOAD_WORD = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private static final int JUMP = 0x05; // BPF_JMP | BPF_JA
    private static final int EQUAL = 0x15;
    private static final int ABOVE = 0x25;
    private static final int AT_LEAST = 0x35;
    private static final int AND = 0x54; // BPF_ALU | BPF_AND
    private static final int RETURN = 0x06;
    private static final int RET_KILL_PROCESS = 0x80000000;
    /// The kernel's limit, BPF_MAXINSNS.
    static final int MAX = 4096;

    /// Where `seccomp_data` keeps the number, the architecture, and argument 0, low half first.
    static final int NUMBER = 0;

    static final int ARCH = 4;
    private static final int ARGUMENTS = 16;
    private static final int HALF = 4;

    record Instruction(int code, int jumpTrue, int jumpFalse, int value) {}

    private final List<Instruction> instructions = new ArrayList<>();

    Assembler load(int offset) {
        return add(LOAD_WORD, 0, 0, offset);
    }

    Assembler loadLow(int argument) {
        return load(ARGUMENTS + 2 * HALF * argument);
    }

    Assembler loadHigh(int argument) {
        return load(ARGUMENTS + 2 * HALF * argument + HALF);
    }

    Assembler and(int mask) {
        return add(AND, 0, 0, mask);
    }

    Assembler ifEqual(int value, int jumpTrue, int jumpFalse) {
        return add(EQUAL, jumpTrue, jumpFalse, value);
    }

    /// Unsigned comparison.
    Assembler ifAtLeast(int value, int jumpTrue, int jumpFalse) {
        return add(AT_LEAST, jumpTrue, jumpFalse, value);
    }

    /// Unsigned comparison.
    Assembler ifAbove(int value, int jumpTrue, int jumpFalse) {
        return add(ABOVE, jumpTrue, jumpFalse, value);
    }

    Assembler jump(int distance) {
        return add(JUMP, 0, 0, distance);
    }

    /// SECCOMP_RET_… of this action.
    Assembler finish(Action action) {
        int code = switch (action.kind()) {
            case KILL_PROCESS -> RET_KILL_PROCESS;
            case KILL_THREAD -> 0;
            case TRAP -> 0x00030000;
            case ERRNO -> 0x00050000;
            case TRACE -> 0x7ff00000;
            case LOG -> 0x7ffc0000;
            case ALLOW -> 0x7fff0000;
        };
        return add(RETURN, 0, 0, code | action.value());
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
