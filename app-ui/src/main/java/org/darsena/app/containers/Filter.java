package org.darsena.app.containers;

import java.util.Locale;
import org.darsena.app.client.ContainerView;
import org.darsena.model.container.ContainerState;

/// Which containers are wanted; empty strings: all.
///
/// @param text words, each of which must be found in its name, node, image, owner or labels
/// @param lab id of a lab
record Filter(String text, State state, String owner, String kind, String lab) {
    static final Filter ALL = new Filter("", State.ALL, "", "", "");

    /// By where they stand.
    enum State {
        ALL,
        RUNNING,
        FROZEN,
        STOPPED,
        /// ended in a way that someone should look at
        ATTENTION
    }

    Filter text(String next) {
        return new Filter(next, state, owner, kind, lab);
    }

    Filter state(State next) {
        return new Filter(text, next, owner, kind, lab);
    }

    Filter owner(String next) {
        return new Filter(text, state, next, kind, lab);
    }

    Filter kind(String next) {
        return new Filter(text, state, owner, next, lab);
    }

    Filter lab(String next) {
        return new Filter(text, state, owner, kind, next);
    }

    /// Whether something is asked for beyond the lab that is open.
    boolean narrows() {
        return !lab(lab).equals(ALL.lab(lab));
    }

    boolean lets(ContainerView c) {
        return (lab.isEmpty() || lab.equals(c.lab()))
                && (owner.isEmpty() || owner.equals(c.ownerName()))
                && (kind.isEmpty() || kind.equalsIgnoreCase(c.kind()))
                && inState(c)
                && hasText(c);
    }

    private boolean inState(ContainerView c) {
        return switch (state) {
            case ALL -> true;
            case RUNNING -> c.state() == ContainerState.RUNNING;
            case FROZEN -> c.state() == ContainerState.FROZEN;
            case STOPPED -> c.state() == ContainerState.STOPPED;
            case ATTENTION -> Line.Row.needsAttention(c);
        };
    }

    private boolean hasText(ContainerView c) {
        if (text.isBlank()) {
            return true;
        }
        String hay = (c.name() + " " + c.node() + " " + c.image() + " " + c.ownerName() + " " + c.labels())
                .toLowerCase(Locale.ROOT);
        for (String word : text.strip().toLowerCase(Locale.ROOT).split("\\s+")) {
            if (!hay.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
