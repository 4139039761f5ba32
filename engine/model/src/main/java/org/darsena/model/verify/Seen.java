package org.darsena.model.verify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.darsena.model.Copies;
import org.darsena.model.container.Capability;
import org.darsena.model.container.Namespace;
import org.jspecify.annotations.Nullable;

/// What was seen of a running container, from outside (/proc, mountinfo, cgroupfs, netlink) and from inside.
///
/// @param own kinds of namespace in which it is not with the host
/// @param uncovered what should be masked and has no mask upon it
/// @param answers what was asked inside → its answer; one that is missing could not be tried
public record Seen(
        Launcher launcher,
        Leaks leaks,
        Rights rights,
        Set<Namespace> own,
        Ids ids,
        List<Mount> mounts,
        List<String> uncovered,
        Limits limits,
        List<Plug> plugs,
        Map<String, String> answers) {

    public Seen {
        own = Copies.of(own);
        mounts = List.copyOf(mounts);
        uncovered = List.copyOf(uncovered);
        plugs = List.copyOf(plugs);
        answers = Copies.of(answers);
    }

    /// The engine's own program where those inside could meet it.
    ///
    /// @param exe what /proc/PID/exe says of it
    /// @param sealed whether it is a memory file that nobody can write
    /// @param dumpable whether its memory and descriptors belong to those inside
    public record Launcher(String exe, boolean sealed, boolean dumpable) {}

    /// What leads out: of all its processes.
    ///
    /// @param folders descriptors and working directories in the host's mounts, as `PID/fd/N`
    /// @param terminals descriptors on the host's terminals
    /// @param lent whether those were lent to somebody who runs something in it, not to the container itself
    public record Leaks(List<String> folders, List<String> terminals, boolean lent) {
        public Leaks {
            folders = List.copyOf(folders);
            terminals = List.copyOf(terminals);
        }
    }

    /// Of all its processes the most.
    ///
    /// @param capabilities in any process's permitted or bounding set
    /// @param noNewPrivileges whether all have it
    /// @param filtered whether all have a system-call filter
    /// @param label of its command, by an LSM; empty: no LSM of this machine gives one
    public record Rights(Set<Capability> capabilities, boolean noNewPrivileges, boolean filtered, String label) {
        public Rights {
            capabilities = Copies.of(capabilities);
        }
    }

    /// @param root what its user 0 is outside; -1: nobody
    /// @param overlapping other containers with ids of the same range, by name
    public record Ids(long root, List<String> overlapping) {
        public Ids {
            overlapping = List.copyOf(overlapping);
        }
    }

    /// @param root the folder of its file system that is seen
    /// @param shared whether what is mounted there, or on the host, is seen on the other side too
    /// @param host whether the host sees this file system too; its harmless device nodes do not count
    public record Mount(String target, String type, String root, boolean readOnly, boolean shared, boolean host) {}

    /// Null: none.
    public record Limits(
            @Nullable Long memory,
            @Nullable Long pids,
            @Nullable Double cpus) {}

    /// A card of it that ends on the host.
    ///
    /// @param outside whether it leads to wherever the machine itself can go
    /// @param neighbours how many others are plugged into the same bridge
    public record Plug(String card, boolean outside, int neighbours) {}

    /// The answer to a question of [Questions].
    Optional<String> answer(String question) {
        return Optional.ofNullable(answers.get(question));
    }
}
