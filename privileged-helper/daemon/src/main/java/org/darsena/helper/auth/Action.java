package org.darsena.helper.auth;

import org.jspecify.annotations.Nullable;

/// What polkit is asked about. Each stands in packaging/polkit/org.darsena.helper.policy with the reason for its
/// defaults; a test holds the two lists equal.
public enum Action {
    /// lists, states, figures, logs and inspections of the caller's own
    READ("read"),
    /// images and abilities of the machine
    READ_MACHINE("read-machine"),
    READ_OTHERS("read-others"),

    CREATE("container.create"),
    /// a container that is not confined to what an ordinary user could do by itself
    PRIVILEGED("container.privileged"),
    /// one that is in a namespace of the machine's
    HOST_NAMESPACE("container.host-namespace"),
    /// one without a user namespace: its root is the machine's
    HOST_USER("container.host-user"),

    START("container.start"),
    STOP("container.stop"),
    KILL("container.kill"),
    RESTART("container.restart"),
    FREEZE("container.freeze"),
    DELETE("container.delete"),
    EXEC("container.exec"),
    UPDATE("container.update"),
    FILE_CAPABILITIES("container.file-capabilities"),

    START_OTHERS("container.start-others"),
    STOP_OTHERS("container.stop-others"),
    KILL_OTHERS("container.kill-others"),
    RESTART_OTHERS("container.restart-others"),
    FREEZE_OTHERS("container.freeze-others"),
    DELETE_OTHERS("container.delete-others"),
    EXEC_OTHERS("container.exec-others"),
    UPDATE_OTHERS("container.update-others"),
    FILE_CAPABILITIES_OTHERS("container.file-capabilities-others"),

    LAB_UP("lab.up"),
    LAB_CHECK("lab.check"),
    LAB_DOWN("lab.down"),
    LAB_CHECK_OTHERS("lab.check-others"),
    LAB_DOWN_OTHERS("lab.down-others");

    private static final String PREFIX = "org.darsena.helper.";
    private static final String OTHERS = "_OTHERS";

    private final String id;

    Action(String id) {
        this.id = PREFIX + id;
    }

    /// Its name in polkit.
    public String id() {
        return id;
    }

    /// The same done to what belongs to another; null where there is no such thing.
    public @Nullable Action onOthers() {
        for (Action action : values()) {
            if (action.name().equals(name() + OTHERS)) {
                return action;
            }
        }
        return null;
    }

    /// Whether it is about what belongs to another, or gives more than its owner has: nothing for the second user
    /// of a private bus.
    public boolean forAdministrators() {
        return name().endsWith(OTHERS) || this == PRIVILEGED || this == HOST_NAMESPACE || this == HOST_USER;
    }
}
