package org.darsena.model.container;

/// Where a container stands in its life. The legal moves are in [LifeCycle] and nowhere else.
public enum ContainerState {
    /// its files are being laid out; nothing runs yet
    CREATING,
    /// it exists and nothing runs
    STOPPED,
    /// namespaces, cgroups and network are being made
    STARTING,
    RUNNING,
    /// all its processes are held by the freezer
    FROZEN,
    /// it was asked to end and has not yet
    STOPPING,
    /// it is being removed
    DELETING
}
