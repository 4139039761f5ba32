package org.darsena.model.container;

/// What can be asked of a container.
public enum Verb {
    START,
    STOP,
    KILL,
    RESTART,
    FREEZE,
    THAW,
    DELETE,
    EXEC,
    /// change its limits
    UPDATE
}
