package org.darsena.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.darsena.model.container.ContainerSpec;
import org.darsena.model.container.ContainerState;
import org.darsena.model.container.ProcessSpec;
import org.darsena.model.container.SeccompMode;

/// A `run` whose program reads what is typed here, or what is piped in: its container idles, and the program is
/// run in it.
final class Attached {
    private final Run run;

    Attached(Run run) {
        this.run = run;
    }

    /// The container with a first process that only waits to be stopped.
    static ContainerSpec idle(ContainerSpec spec) {
        ProcessSpec own = spec.process();
        boolean strict = spec.security().seccomp() == SeccompMode.STRICT;
        var idle = new ProcessSpec(
                strict ? List.of("-") : List.of("sleep", "infinity"), // what runs strict programs knows how to wait
                own.env(),
                "/",
                own.uid(),
                own.gid(),
                false,
                true,
                "KILL",
                own.stopSeconds());
        return spec.with(c -> c.process = idle);
    }

    /// The program; on a terminal it learns which one.
    static ProcessSpec process(ContainerSpec spec, Run run) {
        ProcessSpec own = spec.process();
        Map<String, String> env = new LinkedHashMap<>();
        String term = run.around().env().getOrDefault("TERM", "");
        if (own.terminal() && !term.isEmpty()) {
            env.put("TERM", term);
        }
        env.putAll(own.env());
        return new ProcessSpec(
                own.argv(),
                env,
                own.cwd(),
                own.uid(),
                own.gid(),
                own.terminal(),
                true,
                own.stopSignal(),
                own.stopSeconds());
    }

    boolean runs(String id) {
        return run.helper().containers().stream()
                .anyMatch(c -> c.id().equals(id) && c.state() != ContainerState.STOPPED);
    }
}
