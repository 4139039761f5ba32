package org.darsena.runtime.container;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.SeccompMode;
import org.darsena.model.container.Verb;
import org.darsena.runtime.Engine.Session;
import org.darsena.runtime.Engine.Stdio;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.cgroup.CgroupLayout.Version;
import org.darsena.runtime.cgroup.ContainerCgroup;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.stage.ExecPlan;
import org.darsena.runtime.stage.Stage;
import org.darsena.runtime.stage.StdioPlan;
import org.darsena.runtime.store.RunRecord;
import org.jspecify.annotations.Nullable;

/// Runs further processes in running containers.
final class Execs {
    private static final int ROWS = 24;
    private static final int COLUMNS = 80;

    private final Parts parts;
    private final StartPlans plans;

    Execs(Parts parts, StartPlans plans) {
        this.parts = parts;
        this.plans = plans;
    }

    /// Closes the descriptors of `stdio` in any case.
    Session exec(Container c, ProcessSpec process, @Nullable Stdio stdio) throws EngineException {
        return exec(c, c.record.spec(), process, stdio);
    }

    /// For what the engine itself does in there: a container that learns learns nothing of it.
    Session untaught(Container c, ProcessSpec process, Stdio stdio) throws EngineException {
        ContainerSpec spec = c.record.spec();
        boolean learns = spec.security().seccomp() == SeccompMode.LEARN;
        ContainerSpec as = learns ? spec.with(s -> s.security = s.security.under(SeccompMode.DEFAULT)) : spec;
        return exec(c, as, process, stdio);
    }

    private Session exec(Container c, ContainerSpec spec, ProcessSpec process, @Nullable Stdio stdio)
            throws EngineException {
        c.require(Verb.EXEC);
        try (Descriptors fds = new Descriptors(parts.kernel())) {
            Fd[] init = new Fd[1];
            c.withPidfd(fd -> init[0] = fds.add(parts.kernel().dup(fd)));
            if (init[0] == null) {
                throw new EngineException(
                        Kind.STATE, Map.of("id", c.id(), "name", c.name(), "state", "STOPPED", "verb", "EXEC"));
            }
            return process.terminal()
                    ? terminal(plan(c, spec, init[0], process, new StdioPlan.Terminal(ROWS, COLUMNS), fds))
                    : plain(plan(c, spec, init[0], process, descriptors(stdio, fds), fds));
        } catch (IOException e) {
            throw Failures.of(e);
        } finally {
            close(stdio);
        }
    }

    private Session terminal(ExecPlan plan) throws IOException {
        Stage.WithTerminal started = parts.stage().startWithTerminal(plan.toPlan());
        return new ExecSession(parts.kernel(), started.running(), started.terminal());
    }

    private Session plain(ExecPlan plan) throws IOException {
        return new ExecSession(parts.kernel(), parts.stage().start(plan.toPlan()), null);
    }

    private ExecPlan plan(
            Container c, ContainerSpec spec, Fd init, ProcessSpec process, StdioPlan stdio, Descriptors fds)
            throws IOException {
        var cgroup = parts.cgroups().of(c.id());
        boolean v2 = parts.cgroups().layout().version() == Version.V2;
        List<Fd> files = new ArrayList<>();
        for (Path file : v2 ? List.<Path>of() : cgroup.procsFiles()) {
            files.add(fds.writing(file));
        }
        return new ExecPlan(
                init,
                spec.namespaces(),
                files,
                v2 ? fds.folder(home(c, cgroup)) : null,
                stdio,
                plans.process(spec, process, parts.images().host()),
                parts.apparmor().of(c.id()),
                false);
    }

    /// Where its first process stands: one that manages cgroups of its own has left its outermost one, which may hold
    /// none then.
    private Path home(Container c, ContainerCgroup cgroup) throws IOException {
        Path outermost = cgroup.paths().getFirst();
        RunRecord run = c.run();
        if (run == null || !c.record().spec().managesCgroups()) {
            return outermost;
        }
        String stands = parts.proc().cgroups(run.pid()).getOrDefault("", "");
        Path mount = parts.cgroups().layout().unified().orElseThrow().mount();
        Path found = mount.resolve(stands.replaceFirst("^/+", "")).normalize();
        return found.startsWith(outermost) ? found : outermost;
    }

    private StdioPlan descriptors(@Nullable Stdio stdio, Descriptors fds) throws IOException {
        if (stdio == null) {
            Fd none = fds.reading(Path.of("/dev/null"));
            Fd nowhere = fds.writing(Path.of("/dev/null"));
            return new StdioPlan.Descriptors(none, nowhere, nowhere);
        }
        return new StdioPlan.Descriptors(copy(stdio.in(), fds), copy(stdio.out(), fds), copy(stdio.err(), fds));
    }

    /// It stays whose it is: whoever owns a pipe, and wants it opened again inside (/dev/stdout), lets others do so
    /// by its mode. A pipe that we gave to the container could be read there by who was to write into it only.
    private Fd copy(FileDescriptor from, Descriptors fds) throws IOException {
        Fd borrowed = Fd.adopt(Fd.numberOf(from));
        Fd copy = fds.add(parts.kernel().dup(borrowed));
        borrowed.release(); // `from` stays the owner
        return copy;
    }

    private static void close(@Nullable Stdio stdio) {
        if (stdio != null) {
            for (FileDescriptor fd : List.of(stdio.in(), stdio.out(), stdio.err())) {
                try {
                    new FileInputStream(fd).close();
                } catch (IOException e) {
                    // it was closed already
                }
            }
        }
    }
}
