package org.darsena.app.theme;

import java.util.Locale;

/// What a colour says about a state. Never shown by colour alone: a dot's shape differs too, or a word stands by it.
public enum Tone {
    /// Runs, holds, allowed.
    OK,
    /// Near a limit, weakened, soon over.
    WARN,
    /// Failed, refused, killed.
    BAD,
    /// Stopped, unknown, not there.
    IDLE,
    /// Frozen, chosen, in progress.
    ACCENT;

    /// The style class of the same meaning.
    public String styleClass() {
        return name().toLowerCase(Locale.ROOT);
    }
}
