package org.darsena.runtime.stage;

import org.darsena.runtime.kernel.Fd;

/// A piece of the host's tree inside a container.
///
/// @param source opened with O_PATH
/// @param target absolute path inside; missing parts are made (links are followed inside the root, never out of it)
/// @param file whether it is a file (else a directory)
/// @param readOnly with `recursive`: all of it
/// @param recursive whether mounts below come along
/// @param idMapped whether owners appear as the container's ids (files of host root as root inside); without, they
///     look owned by nobody unless they already carry the container's shifted ids
public record Bind(Fd source, String target, boolean file, boolean readOnly, boolean recursive, boolean idMapped) {

    public Bind {
        if (!target.startsWith("/") || target.length() < 2 || target.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not an absolute path inside: " + target);
        }
    }

    String relativeTarget() {
        return target.substring(1);
    }

    long attributes() {
        return MountAttr.NO_SUID | MountAttr.NO_DEV | (readOnly ? MountAttr.READ_ONLY : 0);
    }
}
