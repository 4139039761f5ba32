package org.darsena.runtime.stage;

import java.util.Set;
import org.darsena.model.container.Namespace;
import org.darsena.runtime.kernel.Linux;

/// CLONE_NEW* of namespaces.
final class Flags {
    private Flags() {}

    static int of(Namespace namespace) {
        return switch (namespace) {
            case MOUNT -> Linux.CLONE_NEWNS;
            case UTS -> Linux.CLONE_NEWUTS;
            case IPC -> Linux.CLONE_NEWIPC;
            case PID -> Linux.CLONE_NEWPID;
            case NET -> Linux.CLONE_NEWNET;
            case CGROUP -> Linux.CLONE_NEWCGROUP;
            case USER -> Linux.CLONE_NEWUSER;
            case TIME -> Linux.CLONE_NEWTIME;
        };
    }

    static int of(Set<Namespace> namespaces) {
        return namespaces.stream().mapToInt(Flags::of).reduce(0, (a, b) -> a | b);
    }
}
