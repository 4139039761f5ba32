package org.darsena.runtime.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.darsena.model.container.Namespace;
import org.darsena.model.verify.Finding;
import org.darsena.model.verify.Judge;
import org.darsena.model.verify.Questions;
import org.darsena.model.verify.Seen;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.cgroup.CgroupLimits;
import org.darsena.runtime.kernel.ErrnoException;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.kernel.Kernel;
import org.darsena.runtime.kernel.Linux;
import org.darsena.runtime.proc.Proc;

/// Tries the defences of a running container, those that can be tried without harm. Any thread; blocks for some
/// seconds at most.
public final class Verifier {
    private final Kernel kernel;
    private final Proc proc;
    private final Inside inside;

    public Verifier(Kernel kernel, Proc proc) {
        this.kernel = kernel;
        this.proc = proc;
        inside = new Inside(kernel);
    }

    /// One finding for each defence. From outside first: what is seen then is not our own probe.
    public List<Finding> verify(Subject it) throws IOException, EngineException {
        return Judge.judge(it.spec(), see(it));
    }

    Seen see(Subject it) throws IOException, EngineException {
        var rights = new RightsSight(proc).see(it);
        var leaks = new LeakSight(kernel, proc).see(it);
        var namespaces = new NamespaceSight(proc);
        List<Seen.Mount> mounts = new MountSight(proc).see(it.init());
        CgroupLimits limits = CgroupLimits.read(it.cgroup());
        Seen.Launcher launcher = launcher(it);
        Map<String, String> answers = inside.ask(it.exec(), Questions.of(mounts));
        return new Seen(
                launcher,
                leaks,
                rights,
                namespaces.own(it.init()),
                namespaces.ids(it),
                mounts,
                MountSight.uncovered(mounts),
                new Seen.Limits(limits.memory(), limits.pids(), limits.cpus()),
                it.plugs(),
                answers);
    }

    /// Those inside meet it as their reaper; where they have none, only the monitor outside is left of it.
    private Seen.Launcher launcher(Subject it) throws IOException {
        boolean reaper = it.spec().process().reaper() && it.spec().owns(Namespace.PID);
        int pid = reaper ? it.init() : it.monitor();
        String exe = Files.readSymbolicLink(proc.path(pid, "exe")).toString();
        boolean dumpable = reaper && (Integer) Files.getAttribute(proc.path(pid, "fd"), "unix:uid") != 0;
        return new Seen.Launcher(exe, exe.startsWith("/memfd:") && sealed(pid), dumpable);
    }

    private boolean sealed(int pid) throws IOException {
        try (Fd file = kernel.open(proc.path(pid, "exe").toString(), Linux.O_RDONLY, 0)) {
            return (kernel.seals(file) & Linux.F_SEAL_ALL) == Linux.F_SEAL_ALL;
        } catch (ErrnoException e) {
            if (e.call().equals("fcntl")) {
                return false; // not a memory file
            }
            throw e;
        }
    }
}
