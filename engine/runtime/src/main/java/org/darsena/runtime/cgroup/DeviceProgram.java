package org.darsena.runtime.cgroup;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.darsena.model.container.DeviceRule;

/// The list of devices that a cgroup v2 may use, as a BPF program: what it is asked about is in a
/// `struct bpf_cgroup_dev_ctx` (access and type, major, minor), and 1 is its yes.
final class DeviceProgram {
    private static final int LOAD = 0x61; // dst = *(u32 *)(src + off)
    private static final int COPY = 0xbc; // dst = (u32) src
    private static final int SET = 0xb7; // dst = imm
    private static final int AND = 0x54; // (u32) dst &= imm
    private static final int SHIFT = 0x74; // (u32) dst >>= imm
    private static final int UNLESS = 0x55; // if (dst != imm) go on `off` further down
    private static final int EXIT = 0x95;

    private static final int RESULT = 0;
    private static final int CONTEXT = 1; // once all is loaded: for reckoning
    private static final int TYPE = 2;
    private static final int ACCESS = 3;
    private static final int MAJOR = 4;
    private static final int MINOR = 5;

    private static final int BLOCK = 1;
    private static final int CHARACTER = 2;
    private static final int ALL_ACCESS = 7;

    private DeviceProgram() {}

    private record Step(int code, int to, int from, int offset, int value) {}

    static byte[] of(List<DeviceRule> allowed) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(LOAD, TYPE, CONTEXT, 0, 0));
        steps.add(new Step(COPY, ACCESS, TYPE, 0, 0));
        steps.add(new Step(AND, TYPE, 0, 0, 0xffff));
        steps.add(new Step(SHIFT, ACCESS, 0, 0, 16));
        steps.add(new Step(LOAD, MAJOR, CONTEXT, 4, 0));
        steps.add(new Step(LOAD, MINOR, CONTEXT, 8, 0));
        boolean all = allowed.stream().anyMatch(r -> r.type() == 'a'); // the kernel takes no steps never come to
        if (!all) {
            allowed.forEach(rule -> steps.addAll(rule(rule)));
        }
        answer(steps, all ? 1 : 0);
        return bytes(steps);
    }

    /// A yes, or on to what follows.
    private static List<Step> rule(DeviceRule rule) {
        List<Step> body = new ArrayList<>();
        body.add(new Step(UNLESS, TYPE, 0, 0, rule.type() == 'b' ? BLOCK : CHARACTER));
        int refused = ALL_ACCESS & ~mask(rule.access());
        if (refused != 0) {
            body.add(new Step(COPY, CONTEXT, ACCESS, 0, 0));
            body.add(new Step(AND, CONTEXT, 0, 0, refused));
            body.add(new Step(UNLESS, CONTEXT, 0, 0, 0));
        }
        if (rule.major() != DeviceRule.ANY) {
            body.add(new Step(UNLESS, MAJOR, 0, 0, rule.major()));
        }
        if (rule.minor() != DeviceRule.ANY) {
            body.add(new Step(UNLESS, MINOR, 0, 0, rule.minor()));
        }
        answer(body, 1);
        for (int i = 0; i < body.size(); i++) {
            Step step = body.get(i);
            if (step.code == UNLESS) {
                body.set(i, new Step(UNLESS, step.to, 0, body.size() - i - 1, step.value));
            }
        }
        return body;
    }

    private static void answer(List<Step> steps, int value) {
        steps.add(new Step(SET, RESULT, 0, 0, value));
        steps.add(new Step(EXIT, 0, 0, 0, 0));
    }

    private static int mask(String access) {
        return (access.contains("m") ? 1 : 0) | (access.contains("r") ? 2 : 0) | (access.contains("w") ? 4 : 0);
    }

    private static byte[] bytes(List<Step> steps) {
        ByteBuffer out = ByteBuffer.allocate(8 * steps.size()).order(ByteOrder.nativeOrder());
        for (Step step : steps) {
            out.put((byte) step.code)
                    .put((byte) (step.from << 4 | step.to))
                    .putShort((short) step.offset)
                    .putInt(step.value);
        }
        return out.array();
    }
}
