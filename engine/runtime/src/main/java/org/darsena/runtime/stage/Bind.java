package org.darsena.runtime.stage;

import org.darsena.runtime.kernel.Fd;
import org.darsena.runtime.stage.StageOp.Below;

/// A piece of the host's tree inside a container.
///
/// @param source opened with O_PATH
/// @param target absolute path inside; missing parts are made (links are followed inside the root, never out of it)
/// @param file whether it is a file (else a directory)
/// @param readOnly with what comes along alike
/// @param below which mounts below come along
/// @param idMapped whether owners appear as the container's ids (files of host root as root inside); without, they
///     look owned by nobody unless they already carry the container's shifted ids
public record Bind(Fd source, String target, boolean file, boolean readOnly, Below below, boolean idMapped) {

    public Bind {
        if (!target.startsWith("/") || target.length() < 2 || target.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not an absolute path inside: " + target);
        }
    }

    /// A folder by itself.
    public static Bind folder(Fd source, String target, boolean readOnly, boolean idMapped) {
        return new Bind(source, target, false, readOnly, Below.NOTHING, idMapped);
    }

    /// A locked folder; `idMapped` is not for its parts.
    public static Bind of(LockedTree tree, String target, boolean idMapped) {
        Below below = tree.parts().isEmpty() ? Below.NOTHING : Below.AS_IT_IS;
        return new Bind(tree.tree(), target, false, true, below, idMapped);
    }

    String relativeTarget() {
        return target.substring(1);
    }

    long attributes() {
        return MountAttr.NO_SUID | MountAttr.NO_DEV | (readOnly ? MountAttr.READ_ONLY : 0);
    }
}
