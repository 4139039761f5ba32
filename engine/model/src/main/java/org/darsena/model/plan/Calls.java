package org.darsena.model.plan;

import java.util.Set;
import org.darsena.model.container.MountSpec;
import org.darsena.model.container.Namespace;
import org.darsena.model.container.SecureBit;
import org.darsena.model.plan.PlanStep.*;
import org.darsena.model.plan.PlanStep.Mount;
import org.darsena.model.plan.PlanStep.ShareNamespaces;
import org.darsena.model.plan.PlanStep.ShiftClocks;

/// Each step as the system calls the engine makes for it, by section 2 of the manual, short enough for a column.
final class Calls {
    private Calls() {}

    static String of(PlanStep step) {
        return switch (step) {
            case MakeCgroup s -> times("mkdir", s.folders().size());
            case SetLimit _ -> "write";
            case LimitDevices _ -> "bpf(BPF_PROG_LOAD), bpf(BPF_PROG_ATTACH)";
            case Delegate _ -> times("chown", Delegation.FILES.size() + 1);
            case MakeNamespaces s -> "clone3(" + hex(s.namespaces()) + ")";
            case JoinNamespaces s -> times("setns", s.files().size());
            case ShareNamespaces s -> times("setns", s.containers().size());
            case ShiftClocks _ -> "unshare(0x80), write timens_offsets";
            case MapIds _ -> "write uid_map, gid_map";
            case LayRoot s ->
                (s.shifted() ? "open_tree, mount_setattr(IDMAP), " : "") + "fsopen(\"overlay\"), fsconfig, fsmount";
            case BindTree s -> "open_tree, mount_setattr" + (s.shifted() ? "(IDMAP)" : "") + ", move_mount";
            case AttachCgroup s -> times("write", s.folders().size());
            case ChangeRoot _ -> "move_mount, pivot_root, umount2";
            case NewNamespace s -> "unshare(0x" + Long.toHexString(s.namespace().cloneFlag()) + ")";
            case SetHostname s -> s.domain() == null ? "sethostname" : "sethostname, setdomainname";
            case MountKernel s -> "fsopen(\"" + s.type() + "\"), fsmount, move_mount";
            case MakeDevices s -> times("open_tree", s.devices().size()) + ", move_mount, symlinkat";
            case Mount s ->
                s.mount().type() == MountSpec.Type.TMPFS
                        ? "fsopen(\"tmpfs\"), fsmount, openat2, move_mount"
                        : "open_tree, mount_setattr, openat2, move_mount";
            case MaskPaths s -> times("openat2", s.paths().size()) + ", move_mount";
            case ReadOnlyPaths s -> times("mount_setattr", s.paths().size()) + ", move_mount";
            case PlugLink _ -> "RTM_NEWLINK";
            case LinkUp _ -> "RTM_SETLINK";
            case AddAddress _ -> "RTM_NEWADDR";
            case AddRoute _ -> "RTM_NEWROUTE";
            case SetSysctl _ -> "write";
            case SetUser _ -> "setgroups, setresgid, setresuid";
            case LimitCapabilities s ->
                times("prctl(PR_CAPBSET_DROP)", s.drop().size()) + ", capset"
                        + (s.sets().ambient().isEmpty()
                                ? ""
                                : ", "
                                        + times(
                                                "prctl(PR_CAP_AMBIENT)",
                                                s.sets().ambient().size()));
            case SetSecureBits s -> "prctl(PR_SET_SECUREBITS, 0x" + Integer.toHexString(SecureBit.mask(s.bits())) + ")";
            case NoNewPrivileges _ -> "prctl(PR_SET_NO_NEW_PRIVS)";
            case LoadFilter _ -> "seccomp(SET_MODE_FILTER)";
            case EnterStrict _ -> "prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT)";
            case Execute _ -> "execve";
        };
    }

    static String times(String call, int n) {
        return n == 1 ? call : call + " ×" + n;
    }

    private static String hex(Set<Namespace> namespaces) {
        long flags = namespaces.stream().mapToLong(Namespace::cloneFlag).reduce(0, (a, b) -> a | b);
        return "0x" + Long.toHexString(flags);
    }
}
