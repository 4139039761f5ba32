package org.darsena.runtime.lsm;

import java.util.ArrayList;
import java.util.List;
import org.darsena.model.container.Landlock;
import org.darsena.model.container.Landlock.Scope;
import org.darsena.runtime.stage.Ruleset;
import org.darsena.runtime.stage.Ruleset.Rule;
import org.jspecify.annotations.Nullable;

/// What a container denies itself, in the kernel's bits: linux/landlock.h.
public final class LandlockRules {
    private static final long EXECUTE = 1;
    private static final long READ = 1 << 2 | 1 << 3; // files, folders
    private static final long REFER = 1 << 13; // renames and links from one folder to another
    private static final long TRUNCATE = 1 << 14;
    /// Of files, and all that changes a folder.
    private static final long WRITE = 0x1ff2 | REFER | TRUNCATE;

    private static final long BIND_TCP = 1;
    private static final long CONNECT_TCP = 1 << 1;
    private static final long SCOPE_ABSTRACT_UNIX_SOCKET = 1;
    private static final long SCOPE_SIGNAL = 1 << 1;

    private LandlockRules() {}

    /// As much of it as the kernel can.
    ///
    /// @param abi the kernel's; 0: it has no Landlock
    public static @Nullable Ruleset of(@Nullable Landlock asked, int abi) {
        if (asked == null || abi == 0) {
            return null;
        }
        long can = (abi < 2 ? ~REFER : -1) & (abi < 3 ? ~TRUNCATE : -1);
        List<Rule> rules = new ArrayList<>();
        long files = paths(asked.read(), READ, can, rules)
                | paths(asked.write(), WRITE, can, rules)
                | paths(asked.execute(), EXECUTE, can, rules);
        if (asked.write() == null && files != 0 && abi >= 2) { // any ruleset denies it but where it is allowed
            files |= paths(List.of("/"), REFER, can, rules);
        }
        long ports = abi < 4 ? 0 : ports(asked.bind(), BIND_TCP, rules) | ports(asked.connect(), CONNECT_TCP, rules);
        long scoped = abi < 6
                ? 0
                : (asked.scope().contains(Scope.SIGNAL) ? SCOPE_SIGNAL : 0)
                        | (asked.scope().contains(Scope.ABSTRACT_UNIX_SOCKET) ? SCOPE_ABSTRACT_UNIX_SOCKET : 0);
        return (files | ports | scoped) == 0 ? null : new Ruleset(files, ports, scoped, rules);
    }

    private static long paths(@Nullable List<String> paths, long access, long can, List<Rule> rules) {
        if (paths == null) {
            return 0;
        }
        paths.forEach(path -> rules.add(new Rule(access & can, 0, path)));
        return access & can;
    }

    private static long ports(@Nullable List<Integer> ports, long access, List<Rule> rules) {
        if (ports == null) {
            return 0;
        }
        ports.forEach(port -> rules.add(new Rule(access, port, "")));
        return access;
    }
}
