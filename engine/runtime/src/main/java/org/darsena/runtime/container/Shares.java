package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.Namespace;
import org.darsena.runtime.EngineException;
import org.darsena.runtime.EngineException.Kind;
import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.stage.StartPlan;
import org.darsena.runtime.store.ContainerRecord;
import org.darsena.runtime.store.IdSlots;
import org.darsena.runtime.store.RunRecord;

/// Containers whose namespaces others share, by id, else by name among the owner's own; whose they may be is judged
/// before it comes here. Which process it is is taken from its pidfd, never from a number alone.
final class Shares {
    private final Parts parts;
    private final Register register;

    Shares(Parts parts, Register register) {
        this.parts = parts;
        this.register = register;
    }

    /// NOT_FOUND where one of those it shares with is not there.
    void require(int owner, Map<Namespace, String> shared) throws EngineException {
        for (String name : shared.values()) {
            find(owner, name);
        }
    }

    private Container find(int owner, String name) throws EngineException {
        return register.find(name) // ids first, as the gate has it
                .or(() -> Optional.ofNullable(register.named(owner, name)))
                .orElseThrow(() ->
                        new EngineException(Kind.NOT_FOUND, Map.of("what", "container", "id", name, "name", name)));
    }

    /// The machine's number of its root, whose files it has. INVALID where nobody is the first in a ring of containers
    /// that share each other's user namespace: a name may be another container's by now.
    long base(ContainerRecord r) throws EngineException {
        Set<String> passed = new HashSet<>();
        ContainerRecord at = r;
        while (at.spec().namespaces().contains(Namespace.USER)) {
            String other = at.spec().spaces().shared().get(Namespace.USER);
            if (other == null) {
                return IdSlots.base(at.slot());
            }
            if (!passed.add(at.id())) {
                throw invalid("shared-ring", other, Namespace.USER);
            }
            at = find(at.owner(), other).record;
        }
        return 0;
    }

    /// Has it join what it shares. MISSING where the other does not run, INVALID where that has only the machine's
    /// itself, or where this one's files were laid for another's ids.
    void join(ContainerRecord r, StartPlan start, Descriptors fds) throws IOException, EngineException {
        for (Map.Entry<Namespace, String> e : r.spec().spaces().shared().entrySet()) {
            start.join(e.getKey(), entered(r, e.getKey(), e.getValue(), fds));
        }
        if (r.spec().spaces().shared().containsKey(Namespace.USER)) {
            Path upper = parts.store().folder(r.id()).resolve("upper");
            if (((Number) Files.getAttribute(upper, "unix:uid")).longValue() != base(r)) {
                throw invalid("shared-ids", r.spec().spaces().shared().get(Namespace.USER), Namespace.USER);
            }
        }
    }

    private Fd entered(ContainerRecord r, Namespace kind, String name, Descriptors fds)
            throws IOException, EngineException {
        Container other = find(r.owner(), name);
        RunRecord run = other.run();
        Fd process = run == null || other.state() != ContainerState.RUNNING ? null : RunProcess.hold(parts, run);
        if (process == null || run == null) {
            throw new EngineException(
                    Kind.MISSING,
                    Map.of("what", "peer", "name", r.spec().name(), "other", name, "namespace", word(kind)));
        }
        try (process) {
            Fd file = fds.reading(Path.of("/proc/" + run.pid() + "/ns/" + kind.procName()));
            parts.kernel().pidfdSignal(process, 0); // it lives, so the number is still its own
            if (parts.proc().namespace(run.pid(), kind.procName())
                    == parts.proc()
                            .namespace(Math.toIntExact(ProcessHandle.current().pid()), kind.procName())) {
                throw invalid("shared-host", name, kind);
            }
            return file;
        }
    }

    private static EngineException invalid(
            String what, @org.jspecify.annotations.Nullable String name, Namespace kind) {
        return new EngineException(
                Kind.INVALID, Map.of("what", what, "value", String.valueOf(name), "namespace", word(kind)));
    }

    private static String word(Namespace kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
