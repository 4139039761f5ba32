package org.darsena.model.verify;

/// What became of a defence.
public enum Outcome {
    HOLDS,
    /// not there, because its spec says so
    WEAKENED,
    /// it holds as it should; a public console would want more
    ADVISED,
    /// it should hold and does not: a fault of ours, of the kernel's, or somebody broke out
    BROKEN,
    /// it could not be tried
    UNKNOWN
}
