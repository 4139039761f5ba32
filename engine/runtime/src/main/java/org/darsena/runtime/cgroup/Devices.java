package org.darsena.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.darsena.model.container.DeviceRule;
import org.darsena.runtime.kernel.Bpf;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.kernel.LinuxKernel;
import org.jspecify.annotations.Nullable;

/// Limits the devices of cgroups v2 by programs. The usual one is loaded once for all containers.
public final class Devices {
    private Devices() {}

    private static @Nullable Fd usual; // kept for as long as this program runs

    private static synchronized Fd usual() throws ErrnoException {
        Fd loaded = usual;
        if (loaded == null) {
            loaded = Bpf.loadDeviceProgram(DeviceProgram.of(DeviceRule.USUAL));
            usual = loaded;
        }
        return loaded;
    }

    /// Whether this kernel takes such programs from us.
    public static boolean possible() {
        try (Fd program = Bpf.loadDeviceProgram(DeviceProgram.of(List.of()))) {
            return program.number() >= 0;
        } catch (ErrnoException e) {
            return false;
        }
    }

    /// From now on the cgroup may use these and no others. Between the old and the new list both count.
    static void limit(Path cgroup, List<DeviceRule> allowed) throws IOException {
        try (Fd dir = LinuxKernel.get().open(cgroup.toString(), Linux.O_RDONLY | Linux.O_DIRECTORY, 0)) {
            List<Fd> before = before(dir);
            try {
                replace(dir, before, allowed);
            } finally {
                before.forEach(Fd::close);
            }
        } catch (ErrnoException e) {
            throw new ErrnoException(e.call(), e.errno(), cgroup.toString());
        }
    }

    private static void replace(Fd dir, List<Fd> before, List<DeviceRule> allowed) throws ErrnoException {
        try {
            attach(dir, allowed);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EINVAL || before.isEmpty()) {
                throw e;
            }
            detach(dir, before); // the same program is not taken twice
            attach(dir, allowed);
            return;
        }
        detach(dir, before);
    }

    private static void detach(Fd dir, List<Fd> programs) throws ErrnoException {
        for (Fd program : programs) {
            Bpf.detach(dir, program);
        }
    }

    private static List<Fd> before(Fd dir) throws ErrnoException {
        List<Fd> programs = new ArrayList<>();
        for (int id : Bpf.attached(dir)) {
            programs.add(Bpf.byId(id));
        }
        return programs;
    }

    private static void attach(Fd dir, List<DeviceRule> allowed) throws ErrnoException {
        if (allowed.equals(DeviceRule.USUAL)) {
            Bpf.attach(dir, usual());
            return;
        }
        try (Fd program = Bpf.loadDeviceProgram(DeviceProgram.of(allowed))) {
            Bpf.attach(dir, program);
        }
    }
}
