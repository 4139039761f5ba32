package org.darsena.model.container;

import java.util.EnumSet;
import java.util.Set;

/// The kinds of namespace, namespaces(7). One that a container lacks of its own is the host's.
public enum Namespace {
    MOUNT("mnt"),
    UTS("uts"),
    IPC("ipc"),
    PID("pid"),
    NET("net"),
    CGROUP("cgroup"),
    USER("user"),
    TIME("time");

    /// All but time, which few programs expect to be shifted.
    public static final Set<Namespace> OWN_BY_DEFAULT =
            java.util.Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(TIME)));

    private final String procName;

    Namespace(String procName) {
        this.procName = procName;
    }

    /// Its file below `/proc/PID/ns`.
    public String procName() {
        return procName;
    }
}
