package org.darsena.runtime.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.darsena.runtime.cgroup.Cgroups;
import org.darsena.runtime.proc.MountInfo;
import org.darsena.runtime.proc.Proc;
import org.jspecify.annotations.Nullable;

/// Containers below our cgroup that run but were made from another state folder. An engine with that folder can
/// take them over any time, so they are no leftovers, and two books of addresses for the same bridges would clash:
/// an engine does not start beside them. Which folder it is says the kernel: a root's overlay names its upper layer.
final class Strangers {
    private static final String UPPER = "upperdir=";

    private final Proc proc;
    private final Path state;

    /// @param state our own folder
    Strangers(Proc proc, Path state) {
        this.proc = proc;
        this.state = state;
    }

    /// Throws [StrangerException] for the first one found. What runs without a record (its folder was removed, or is
    /// our own) may be swept.
    void refuse(Cgroups cgroups) throws IOException {
        for (String id : cgroups.ids()) {
            if (!id.matches("[0-9a-f]{12}") || Files.exists(record(state, id))) {
                continue;
            }
            Set<Integer> pids = cgroups.of(id).pids();
            for (int pid : pids) {
                Path other = stateOf(id, pid);
                if (other != null && !other.equals(state) && Files.exists(record(other, id))) {
                    throw new StrangerException(id, pid, other, cgroups.parent());
                }
            }
        }
    }

    private static Path record(Path state, String id) {
        return state.resolve("containers").resolve(id).resolve("container.json");
    }

    /// The state folder in which the root of a process lies; null if it is gone or has another kind of root.
    private @Nullable Path stateOf(String id, int pid) {
        List<MountInfo> mounts;
        try {
            mounts = proc.mounts(pid);
        } catch (IOException e) {
            return null; // it has ended
        }
        String tail = "/containers/" + id + "/upper";
        return mounts.stream()
                .filter(m -> m.point().equals("/") && m.type().equals("overlay"))
                .flatMap(m -> m.superOptions().stream())
                .filter(o -> o.startsWith(UPPER) && o.endsWith(tail))
                .map(o -> o.substring(UPPER.length(), o.length() - tail.length()))
                .map(o -> Path.of(MountInfo.unescape(o)))
                .findFirst()
                .orElse(null);
    }

    /// A container of another state folder runs under our marks.
    static final class StrangerException extends IOException {
        private static final long serialVersionUID = 1L;

        StrangerException(String id, int pid, Path state, String parent) {
            super("container " + id + " (process " + pid + ") runs in the cgroup " + parent
                    + " and belongs to the state" + " folder " + state + ": use that folder, or stop it there first");
        }
    }
}
