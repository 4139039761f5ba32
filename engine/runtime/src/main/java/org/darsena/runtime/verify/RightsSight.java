package org.darsena.runtime.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.verify.Seen;
import org.darsena.runtime.proc.Proc;
import org.darsena.runtime.proc.ProcStat;

/// What rights a container's processes have: of all of them the most.
final class RightsSight {
    private static final int MOST = 1000;
    private static final int LOOKS = 4;
    private static final long PAUSE_MILLIS = 25;

    private final Proc proc;

    RightsSight(Proc proc) {
        this.proc = proc;
    }

    Seen.Rights see(Subject it) throws IOException {
        Set<Capability> asked = it.spec().security().capabilities();
        Set<Capability> all = EnumSet.noneOf(Capability.class);
        boolean narrowed = true;
        boolean filtered = true;
        int command = it.init();
        for (int pid : it.processes().stream().limit(MOST).toList()) {
            Status status = settled(pid, it.init(), asked);
            if (status != null) {
                all.addAll(status.capabilities);
                narrowed &= status.noNewPrivileges;
                filtered &= status.filtered;
                command = status.parent == it.init() ? pid : command;
            }
        }
        return new Seen.Rights(all, narrowed, filtered, label(command));
    }

    private record Status(Set<Capability> capabilities, boolean noNewPrivileges, boolean filtered, int parent) {
        boolean suspicious(Set<Capability> asked) {
            return !filtered || !noNewPrivileges || !asked.containsAll(capabilities);
        }
    }

    /// Whoever is just entering the container by exec has not dropped its rights yet, so a process that seems to have
    /// too many is looked at again.
    private @org.jspecify.annotations.Nullable Status settled(int pid, int init, Set<Capability> asked)
            throws IOException {
        Status status = status(pid);
        for (int look = 1; status != null && status.suspicious(asked) && pid != init && look < LOOKS; look++) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new java.io.InterruptedIOException();
            }
            status = status(pid);
        }
        return status;
    }

    /// Null: it has ended.
    private @org.jspecify.annotations.Nullable Status status(int pid) {
        ProcStat stat = proc.stat(pid).orElse(null);
        if (stat == null || stat.dead()) {
            return null;
        }
        try {
            Map<String, String> status = proc.status(pid);
            Set<Capability> all = capabilities(status.getOrDefault("CapPrm", "0"));
            all.addAll(capabilities(status.getOrDefault("CapBnd", "0")));
            return new Status(
                    all,
                    "1".equals(status.get("NoNewPrivs")),
                    !"0".equals(status.getOrDefault("Seccomp", "0")),
                    stat.parent());
        } catch (IOException e) {
            return null;
        }
    }

    private static Set<Capability> capabilities(String hex) {
        long mask = Long.parseUnsignedLong(hex, 16);
        Set<Capability> all = EnumSet.noneOf(Capability.class);
        for (Capability c : Capability.values()) {
            if ((mask & Capability.mask(Set.of(c))) != 0) {
                all.add(c);
            }
        }
        return all;
    }

    /// Empty: no LSM of this machine gives labels (ENOENT or EINVAL).
    private String label(int pid) {
        try {
            return Files.readString(proc.path(pid, "attr/current")).strip().replace("\0", "");
        } catch (IOException e) {
            return "";
        }
    }
}
