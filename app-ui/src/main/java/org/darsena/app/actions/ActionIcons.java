package org.darsena.app.actions;

import org.darsena.app.client.Helper.Action;
import org.darsena.app.theme.Icon;

/// The symbol of each verb, the same everywhere.
public final class ActionIcons {
    private ActionIcons() {}

    public static Icon of(Action action) {
        return switch (action) {
            case START -> Icon.PLAY;
            case STOP -> Icon.STOP;
            case KILL -> Icon.KILL;
            case RESTART -> Icon.RESTART;
            case FREEZE -> Icon.FREEZE;
            case THAW -> Icon.THAW;
            case DELETE -> Icon.TRASH;
        };
    }
}
