package org.darsena.runtime.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.darsena.runtime.stage.StageOp.Caps;
import org.darsena.runtime.stage.StageOp.Landlock;
import org.darsena.runtime.stage.StageOp.Rlimit;
import org.darsena.runtime.stage.StageOp.Run;
import org.darsena.runtime.stage.StageOp.Seccomp;
import org.darsena.runtime.stage.StageOp.User;
import org.jspecify.annotations.Nullable;

/// What to execute and as whom; the same for a container's command and for `exec`. All ids are those inside.
///
/// @param argv program and arguments; a program without `/` is searched along the PATH of `env`; not empty
/// @param env exactly the environment
/// @param cwd absolute path inside; must exist and be enterable for the user
/// @param groups supplementary groups, at most 64
/// @param umask permission bits to leave out of new files, e.g. 022
/// @param caps capability sets; what the helper itself lacks cannot be given (EPERM)
/// @param noNewPrivileges prctl(2) PR_SET_NO_NEW_PRIVS
/// @param filter a compiled seccomp program, empty = none; see `org.darsena.runtime.seccomp`
/// @param limits resource limits
/// @param landlock what it denies itself; wants no_new_privs; null: nothing
@SuppressWarnings("ArrayRecordComponent") // plans are written once and never compared
public record ProcessPlan(
        List<String> argv,
        Map<String, String> env,
        String cwd,
        int uid,
        int gid,
        List<Integer> groups,
        int umask,
        CapSets caps,
        boolean noNewPrivileges,
        byte[] filter,
        List<Limit> limits,
        @Nullable Ruleset landlock) {

    public ProcessPlan {
        argv = List.copyOf(argv);
        groups = List.copyOf(groups);
        limits = List.copyOf(limits);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("no program");
        }
    }

    /// Without Landlock.
    public ProcessPlan(
            List<String> argv,
            Map<String, String> env,
            String cwd,
            int uid,
            int gid,
            List<Integer> groups,
            int umask,
            CapSets caps,
            boolean noNewPrivileges,
            byte[] filter,
            List<Limit> limits) {
        this(argv, env, cwd, uid, gid, groups, umask, caps, noNewPrivileges, filter, limits, null);
    }

    /// Root inside with `caps` (mask), no_new_privs and `filter`, in `/`, umask 022.
    public static ProcessPlan root(List<String> argv, Map<String, String> env, long caps, byte[] filter) {
        return new ProcessPlan(argv, env, "/", 0, 0, List.of(), 0022, CapSets.root(caps), true, filter, List.of());
    }

    /// The same as another user, holding no capabilities of its own unless it is root.
    public ProcessPlan as(int newUid, int newGid, List<Integer> newGroups) {
        CapSets sets = newUid == 0 ? CapSets.root(caps.bounding()) : CapSets.user(caps.bounding());
        return new ProcessPlan(
                argv, env, cwd, newUid, newGid, newGroups, umask, sets, noNewPrivileges, filter, limits, landlock);
    }

    public ProcessPlan in(String directory) {
        return new ProcessPlan(
                argv, env, directory, uid, gid, groups, umask, caps, noNewPrivileges, filter, limits, landlock);
    }

    public ProcessPlan limited(List<Limit> newLimits) {
        return new ProcessPlan(
                argv, env, cwd, uid, gid, groups, umask, caps, noNewPrivileges, filter, newLimits, landlock);
    }

    void addTo(List<StageOp> ops, boolean reaper, boolean waitForGo) {
        limits.forEach(limit -> ops.add(new Rlimit(limit)));
        ops.add(new User(uid, gid, umask, groups));
        ops.add(new Caps(caps, noNewPrivileges));
        if (filter.length > 0) {
            ops.add(new Seccomp(filter));
        }
        if (landlock != null) {
            ops.add(new Landlock(landlock));
        }
        List<String> variables = new ArrayList<>();
        env.forEach((name, value) -> variables.add(name + "=" + value));
        ops.add(new Run(reaper, waitForGo, cwd, argv, variables));
    }
}
