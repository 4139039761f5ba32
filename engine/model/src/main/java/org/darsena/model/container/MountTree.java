package org.darsena.model.container;

import java.util.List;

/// What of a container's tree is otherwise than in its image.
///
/// @param mounts in order, each upon those before
/// @param masked paths inside that are covered by something empty, where they are there at all
/// @param readOnly paths inside that cannot be written to, with all that is mounted below
public record MountTree(List<MountSpec> mounts, List<String> masked, List<String> readOnly) {
    public static final MountTree DEFAULT = new MountTree(List.of(), List.of(), List.of());

    public MountTree {
        mounts = List.copyOf(mounts);
        masked = List.copyOf(masked);
        readOnly = List.copyOf(readOnly);
    }

    public boolean isDefault() {
        return equals(DEFAULT);
    }
}
