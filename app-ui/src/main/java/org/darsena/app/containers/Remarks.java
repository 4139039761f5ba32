package org.darsena.app.containers;

import org.darsena.app.actions.Removal;
import org.darsena.app.actions.Verbs;
import org.darsena.app.client.ContainerView;
import org.darsena.app.theme.Tone;
import org.darsena.app.view.Column;
import org.darsena.app.view.Context;
import org.darsena.model.container.ContainerState;

/// What a row says beside its name: why it needs attention, the most pressing first.
final class Remarks {
    private static final double NEAR_LIMIT = 0.95;

    private final Context context;
    private final Verbs verbs;
    private final Removal removal;

    /// @param text empty: nothing to say
    record Remark(Tone tone, String text) {
        static final Remark NONE = new Remark(Tone.IDLE, "");
    }

    Remarks(Context context, Verbs verbs, Removal removal) {
        this.context = context;
        this.verbs = verbs;
        this.removal = removal;
    }

    Remark of(ContainerView c) {
        if (removal.leaves(c.id())) {
            return new Remark(Tone.WARN, context.texts().text("ui.containers.leaves"));
        }
        String refusal = verbs.refusal(c.id());
        if (refusal != null) {
            return new Remark(Tone.BAD, refusal);
        }
        if (c.state() != ContainerState.RUNNING && c.state() != ContainerState.STOPPED) {
            return new Remark(Tone.ACCENT, context.sentences().state(c.state()));
        }
        if (Line.Row.needsAttention(c)) {
            return new Remark(Tone.BAD, context.sentences().reason(c));
        }
        double used = context.live().latest(c.subject(), Column.MEMORY);
        if (c.pid() != 0 && c.memoryLimit() > 0 && used > NEAR_LIMIT * c.memoryLimit()) {
            long share = Math.round(100 * used / c.memoryLimit());
            return new Remark(Tone.WARN, context.texts().text("ui.containers.near", "share", share));
        }
        return Remark.NONE;
    }
}
