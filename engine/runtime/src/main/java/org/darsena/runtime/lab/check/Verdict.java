package org.darsena.runtime.lab.check;

import java.util.function.Supplier;
import org.darsena.runtime.lab.check.Seen.Way;
import org.jspecify.annotations.Nullable;

/// Whether a check holds, and what was seen.
record Verdict(boolean held, String detail) {

    /// What one failed attempt of something that must not work proves. A filter's own word proves it. That something
    /// was lost on the way proves it only if the way is open for others and the target would have answered: nothing
    /// is refused by a service that does not run.
    ///
    /// @param converged whether everything that must work does
    /// @param excuse why the target may not have answered anyway; null: it would have
    static Verdict mustNot(Seen seen, boolean converged, Supplier<@Nullable String> excuse) {
        if (seen.works()) {
            return new Verdict(false, "it works: " + seen.detail());
        }
        if (seen.way() == Way.IMPOSSIBLE) {
            return new Verdict(false, "proves nothing: " + seen.detail());
        }
        if (!seen.lost()) {
            return new Verdict(true, seen.detail());
        }
        String other = excuse.get();
        if (other != null) {
            return new Verdict(false, seen.detail() + ", which proves nothing: " + other);
        }
        if (!converged && seen.way() != Way.CLOSED) {
            return new Verdict(false, seen.detail() + ", which proves nothing while what must work does not");
        }
        return new Verdict(true, seen.detail());
    }
}
