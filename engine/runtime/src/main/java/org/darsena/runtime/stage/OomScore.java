package org.darsena.runtime.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.darsena.runtime.stage.StageOp.Proc;

/// A helper that its service manager protects from the OOM killer must not pass that on to containers.
final class OomScore {
    private static final Path OWN = Path.of("/proc/self/oom_score_adj");

    private OomScore() {}

    /// The operation that takes the protection away, where there is any (raising the score is always allowed).
    static Optional<StageOp> neutral() {
        try {
            return Integer.parseInt(Files.readString(OWN).strip()) < 0 ? Optional.of(set(0)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no /proc: then nothing starts anyway, and says so
        }
    }

    static StageOp set(int score) {
        return new Proc("oom_score_adj", score + "\n");
    }
}
