package org.darsena.model.container;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.darsena.model.Copies;
import org.jspecify.annotations.Nullable;

/// What the configuration of an OCI runtime bundle says beyond the rest of a container document. A container that has
/// one stands on the bundle's root file system, which is attached as [#ROOT] and stays as it is: what is written goes
/// to a layer of the container's own.
///
/// @param groups supplementary groups
/// @param umask permission bits to leave out of new files
/// @param rlimits limits of its process
/// @param oomScore oom_score_adj(5); null: as usual
/// @param rows of its terminal
/// @param columns of its terminal
/// @param mounts in the order in which they are made; what a container cannot do without is added
/// @param devices beyond those that every container has
/// @param masked absolute paths, covered by something empty
/// @param readOnly absolute paths
/// @param sysctls those of its IPC and UTS namespaces, written with dots
public record Bundle(
        List<Integer> groups,
        int umask,
        List<Rlimit> rlimits,
        @Nullable Integer oomScore,
        int rows,
        int columns,
        List<Mount> mounts,
        List<Device> devices,
        List<String> masked,
        List<String> readOnly,
        Map<String, String> sysctls) {

    /// The name under which its root file system is attached.
    public static final String ROOT = "/bundle/root";

    public Bundle {
        groups = List.copyOf(groups);
        rlimits = List.copyOf(rlimits);
        mounts = List.copyOf(mounts);
        devices = List.copyOf(devices);
        masked = List.copyOf(masked);
        readOnly = List.copyOf(readOnly);
        sysctls = Copies.of(sysctls);
    }

    /// setrlimit(2); both as the kernel has them, unsigned: -1 is no limit.
    ///
    /// @param type `NOFILE` …, without RLIMIT_
    public record Rlimit(String type, long soft, long hard) {}

    /// @param target absolute path inside
    /// @param type of its file system; [#BIND]: what is attached under [Bundle#source]
    /// @param source what the kernel is told that it is; of a bind the path it was opened by, for people
    /// @param flags `ro`, `nosuid` … of mount(8)
    /// @param data options of the file system itself
    public record Mount(String target, String type, String source, Set<String> flags, List<String> data) {
        public static final String BIND = "bind";

        /// What can be set of a mount.
        public static final Set<String> FLAGS = Set.of(
                "ro", "nosuid", "nodev", "noexec", "noatime", "nodiratime", "strictatime", "nosymfollow", "rbind");

        public Mount {
            flags = java.util.Collections.unmodifiableSet(new TreeSet<>(flags));
            data = List.copyOf(data);
        }

        public boolean bind() {
            return type.equals(BIND);
        }
    }

    /// A device node, or a FIFO.
    ///
    /// @param type `c`, `b` or `p`
    /// @param mode permission bits
    /// @param uid its owner inside
    /// @param gid its group inside
    public record Device(String path, char type, int major, int minor, int mode, int uid, int gid) {}

    /// The name under which what the mount of that number shows is attached.
    public static String source(int mount) {
        return "/bundle/mounts/" + mount + "/source";
    }

    /// All that has to be attached.
    public Set<String> attachments() {
        var names = new TreeSet<String>(Set.of(ROOT));
        for (int i = 0; i < mounts.size(); i++) {
            if (mounts.get(i).bind()) {
                names.add(source(i));
            }
        }
        return names;
    }
}
