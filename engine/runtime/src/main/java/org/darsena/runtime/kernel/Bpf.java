package org.darsena.runtime.kernel;

import static org.darsena.runtime.kernel.Native.C;
import static org.darsena.runtime.kernel.Native.check;

import java.util.ArrayList;
import java.util.List;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/// bpf(2), as far as it limits the devices of a cgroup v2. Stateless; any thread. Root only.
public final class Bpf {
    private static final long SYS_BPF = switch (System.getProperty("os.arch", "")) {
        case "aarch64" -> 280;
        default -> 321;
    };
    private static final int PROG_LOAD = 5;
    private static final int PROG_ATTACH = 8;
    private static final int PROG_DETACH = 9;
    private static final int PROG_GET_FD_BY_ID = 13;
    private static final int PROG_QUERY = 16;
    private static final int TYPE_CGROUP_DEVICE = 15;
    private static final int ATTACH_CGROUP_DEVICE = 6;
    private static final int ALLOW_MULTI = 2;
    private static final int ATTR = 72;
    private static final int INSTRUCTION = 8;
    private static final int MANY = 64;

    private Bpf() {}

    private static long bpf(int command, Pointer attr) {
        return C.syscall(SYS_BPF, command, attr, ATTR);
    }

    /// Loads a program that is asked about each device; the kernel drops it with its last descriptor and attachment.
    public static Fd loadDeviceProgram(byte[] instructions) throws ErrnoException {
        Pointer code = Native.zeroed(instructions.length);
        code.put(0, instructions, 0, instructions.length);
        Pointer license = Memory.allocateDirect(Native.RUNTIME, 4, true);
        license.put(0, new byte[] {'G', 'P', 'L', 0}, 0, 4);
        Pointer attr = Native.zeroed(ATTR);
        attr.putInt(0, TYPE_CGROUP_DEVICE);
        attr.putInt(4, instructions.length / INSTRUCTION);
        attr.putLong(8, code.address());
        attr.putLong(16, license.address());
        return LinuxKernel.get().own(check(bpf(PROG_LOAD, attr), "bpf", "device program"));
    }

    /// Adds it to those that all have to agree.
    public static void attach(Fd cgroup, Fd program) throws ErrnoException {
        check(bpf(PROG_ATTACH, target(cgroup, program, ALLOW_MULTI)), "bpf", cgroup.toString());
    }

    public static void detach(Fd cgroup, Fd program) throws ErrnoException {
        check(bpf(PROG_DETACH, target(cgroup, program, 0)), "bpf", cgroup.toString());
    }

    private static Pointer target(Fd cgroup, Fd program, int flags) {
        Pointer attr = Native.zeroed(ATTR);
        attr.putInt(0, cgroup.number());
        attr.putInt(4, program.number());
        attr.putInt(8, ATTACH_CGROUP_DEVICE);
        attr.putInt(12, flags);
        return attr;
    }

    /// Those attached to this very cgroup, by id.
    public static List<Integer> attached(Fd cgroup) throws ErrnoException {
        Pointer ids = Native.zeroed(4 * MANY);
        Pointer attr = Native.zeroed(ATTR);
        attr.putInt(0, cgroup.number());
        attr.putInt(4, ATTACH_CGROUP_DEVICE);
        attr.putLong(16, ids.address());
        attr.putInt(24, MANY);
        check(bpf(PROG_QUERY, attr), "bpf", cgroup.toString());
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < attr.getInt(24); i++) {
            found.add(ids.getInt(4L * i));
        }
        return List.copyOf(found);
    }

    public static Fd byId(int id) throws ErrnoException {
        Pointer attr = Native.zeroed(ATTR);
        attr.putInt(0, id);
        return LinuxKernel.get().own(check(bpf(PROG_GET_FD_BY_ID, attr), "bpf", "program " + id));
    }
}
