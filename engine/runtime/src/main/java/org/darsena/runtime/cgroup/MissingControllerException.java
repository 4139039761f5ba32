package org.darsena.runtime.cgroup;

import java.io.IOException;

/// This machine has no tree that steers what was asked for.
public final class MissingControllerException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String controller;

    public MissingControllerException(String controller) {
        super("no cgroup controller " + controller);
        this.controller = controller;
    }

    public String controller() {
        return controller;
    }
}
