package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.darsena.model.container.Capability;
import org.darsena.model.container.CapabilitySet;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.Verb;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.kernel.Errno;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.proc.MountInfo;
import org.darsena.runtime.proc.Proc;
import org.darsena.runtime.store.RunRecord;
import org.jspecify.annotations.Nullable;

/// What counts for the capabilities of a container's files: observed while it runs, else what its spec will have.
///
/// @param run null: it is stopped, and `folder` is its own layer
/// @param rootId who is root in it, by the machine's number
/// @param bounding beyond which no file gives anything
record FileCapsView(
        Proc proc,
        @Nullable RunRecord run,
        Path folder,
        long rootId,
        boolean noNewPrivileges,
        Set<Capability> bounding) {
    private static final String MOUNT_ID = "mnt_id:";

    static FileCapsView of(Parts parts, Container c) throws IOException, EngineException {
        Path upper = parts.store().folder(c.id()).resolve("upper");
        RunRecord run = c.run();
        if (c.state() == ContainerState.STOPPED) {
            var security = c.record.spec().security();
            return new FileCapsView(
                    parts.proc(),
                    null,
                    upper,
                    ((Number) Files.getAttribute(upper, "unix:uid")).longValue(),
                    security.noNewPrivileges(),
                    security.capabilities());
        }
        c.require(Verb.EXEC);
        if (run == null) {
            throw new ErrnoException("open", Errno.ESRCH, c.name());
        }
        Map<String, String> status = parts.proc().status(command(parts, c, run.pid()));
        return new FileCapsView(
                parts.proc(),
                run,
                upper,
                root(parts.proc().idMap(run.pid(), "uid_map")),
                "1".equals(status.get("NoNewPrivs")),
                Machine.capabilities(
                        Long.parseUnsignedLong(status.getOrDefault(CapabilitySet.BOUNDING.statusField(), "0"), 16)));
    }

    /// Below our reaper, which keeps less than it gives.
    private static int command(Parts parts, Container c, int init) {
        Collection<Integer> pids = parts.cgroups().of(c.id()).pids();
        return new Observed(parts.proc(), init).command(pids);
    }

    private static long root(List<long[]> map) {
        return map.stream()
                .filter(range -> range[0] == 0)
                .mapToLong(range -> range[1])
                .findFirst()
                .orElse(0);
    }

    /// Its root, the caller's to close. Looked at again when it is open: the number may be another's by then.
    Fd root(Kernel kernel) throws IOException {
        RunRecord running = run;
        if (running == null) {
            return kernel.open(folder.toString(), Linux.O_PATH | Linux.O_DIRECTORY, 0);
        }
        Fd root = kernel.open("/proc/" + running.pid() + "/root", Linux.O_PATH | Linux.O_DIRECTORY, 0);
        if (!proc.lives(running.pid(), running.startTicks())) {
            root.close();
            throw new ErrnoException("open", Errno.ESRCH, "pid " + running.pid());
        }
        return root;
    }

    /// The mount that a file is on; null where it is not to be found, unmounted say.
    @Nullable
    MountInfo mount(Fd file) throws IOException {
        int id = Files.readAllLines(Path.of("/proc/self/fdinfo/" + file.number())).stream()
                .filter(line -> line.startsWith(MOUNT_ID))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(MOUNT_ID.length()).strip()))
                .findFirst()
                .orElse(-1);
        RunRecord running = run;
        List<MountInfo> mounts = running == null ? proc.ownMounts() : proc.mounts(running.pid(), Observed.MOST);
        return mounts.stream().filter(m -> m.id() == id).findFirst().orElse(null);
    }
}
