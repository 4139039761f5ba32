package org.darsena.model.container;

import java.util.EnumSet;
import java.util.Set;

/// The kinds of namespace, namespaces(7). One that a container lacks of its own is the host's.
public enum Namespace {
    MOUNT("mnt", 0x00020000),
    UTS("uts", 0x04000000),
    IPC("ipc", 0x08000000),
    PID("pid", 0x20000000),
    NET("net", 0x40000000),
    CGROUP("cgroup", 0x02000000),
    USER("user", 0x10000000),
    TIME("time", 0x00000080);

    /// All but time, which few programs expect to be shifted.
    public static final Set<Namespace> OWN_BY_DEFAULT =
            java.util.Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(TIME)));

    private final String procName;
    private final long cloneFlag;

    Namespace(String procName, long cloneFlag) {
        this.procName = procName;
        this.cloneFlag = cloneFlag;
    }

    /// Its file below `/proc/PID/ns`.
    public String procName() {
        return procName;
    }

    /// Its CLONE_NEW* bit, clone(2).
    public long cloneFlag() {
        return cloneFlag;
    }

    /// Its long option of unshare(1) and nsenter(1).
    public String option() {
        return this == MOUNT ? "--mount" : "--" + procName;
    }
}
