package org.darsena.model.container;

import org.jspecify.annotations.Nullable;

/// Something mounted into a container's root.
///
/// A bind shows files of whoever made the container: the command opens `source` with that person's rights and passes
/// the open file; the helper never opens it by name.
///
/// @param source absolute path on the machine, for people and for opening it again; null for TMPFS
/// @param target absolute path inside; missing folders of it are made
/// @param readOnly with all that is mounted below it
/// @param suid whether set-user-id files there count
/// @param dev whether devices there can be opened
/// @param exec whether programs there can be run
/// @param idmap `UID:GID` inside to whom the maker's own files there belong; null: their ids are the machine's, which
///     inside are nobody's
/// @param size of TMPFS, in bytes; null: the kernel's half of memory
/// @param mode of TMPFS' root, octal; null: 1777
public record MountSpec(
        Type type,
        @Nullable String source,
        String target,
        boolean readOnly,
        boolean suid,
        boolean dev,
        boolean exec,
        Propagation propagation,
        @Nullable String idmap,
        @Nullable Long size,
        @Nullable String mode) {

    /// What is mounted.
    public enum Type {
        BIND,
        TMPFS
    }

    /// The name by which the open file of the bind at `index` is passed: its place in the spec.
    public static String attachment(int index) {
        return "/mounts/" + index + "/source";
    }

    /// Options of mount(8) for it.
    public String options() {
        return (readOnly ? "ro" : "rw") + (suid ? "" : ",nosuid") + (dev ? "" : ",nodev") + (exec ? "" : ",noexec");
    }
}
