package org.darsena.model.container;

import java.util.List;
import java.util.Map;
import org.darsena.model.Copies;

/// A process to run in a container.
///
/// @param argv program and arguments; a program without `/` is looked for in the container's PATH; 1–1024
///     items; none: the init of a system's image
/// @param env environment, over a small default (PATH, HOME, TERM, LANG)
/// @param cwd absolute path inside
/// @param uid user id inside, 0–65535
/// @param gid group id inside, 0–65535
/// @param terminal whether it gets a pseudo-terminal as console
/// @param reaper whether a small init of ours is pid 1: it forwards signals and reaps; off for a system's own
///     init
/// @param stopSignal what `stop` sends first, e.g. `TERM`; [#AUTO]: what its first process takes for that
/// @param stopSeconds how long `stop` waits before it kills, 0–3600
public record ProcessSpec(
        List<String> argv,
        Map<String, String> env,
        String cwd,
        int uid,
        int gid,
        boolean terminal,
        boolean reaper,
        String stopSignal,
        int stopSeconds) {

    public ProcessSpec {
        argv = List.copyOf(argv);
        env = Copies.of(env);
    }

    /// The stop signal of a system: what the init that runs in it takes for "power off".
    public static final String AUTO = "auto";

    /// Of a system that boots the init of its image.
    public static final ProcessSpec INIT = new ProcessSpec(List.of(), Map.of(), "/", 0, 0, true, false, AUTO, 30);

    public ProcessSpec withArgv(List<String> other) {
        return new ProcessSpec(other, env, cwd, uid, gid, terminal, reaper, stopSignal, stopSeconds);
    }

    public static ProcessSpec of(List<String> argv) {
        return new ProcessSpec(argv, Map.of(), "/", 0, 0, false, true, "TERM", 10);
    }
}
